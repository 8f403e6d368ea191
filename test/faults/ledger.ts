import type { Receipt } from '#kernel';

/** A command as a client sent it. */
export interface Order {
  readonly key: string;
  readonly method: 'POST' | 'PUT';
  /** Behind `/api/`. */
  readonly path: string;
  readonly body: object;
}

/** What a client knows of a command in the end. */
export interface Entry extends Order {
  /** When it was first sent, and when it was answered for good, by the client's clock (`performance.now()`). */
  readonly sent_ms: number;
  readonly answered_ms?: number;
  readonly status?: number;
  /** With a 2xx. */
  readonly receipt?: Receipt;
  /** With a refusal: its code. */
  readonly refusal?: string;
  /** How often it was sent without an answer coming back: nobody knew what became of it. */
  readonly unknown: number;
}

/** What clients saw, counted. */
export interface Counts {
  acknowledged: number;
  refused: number;
  /** Sent again after an attempt of which nobody knew what became of it. */
  unknownThenRetried: number;
  retries: number;
  answers503: number;
  /** Turned away without saying when to come back. */
  without_RetryAfter: number;
  /** The slowest answer while the product could not decide, in milliseconds. */
  slowest503_ms: number;
  /** 5xx other than 503, which no client should ever see. */
  answers5xx: number;
  unanswered: number;
}

export const noCounts = (): Counts => ({
  acknowledged: 0,
  refused: 0,
  unknownThenRetried: 0,
  retries: 0,
  answers503: 0,
  without_RetryAfter: 0,
  slowest503_ms: 0,
  answers5xx: 0,
  unanswered: 0,
});

/** Counts of several, together. */
export const together = (one: Counts, other: Counts): Counts => {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other) as [keyof Counts, number][])
    sum[name] = name === 'slowest503_ms' ? Math.max(sum[name], count) : sum[name] + count;
  return sum;
};

/** What all clients of a product sent and were told: the other half of the truth, beside the log. */
export class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly counts = noCounts();
  /** When something was last acknowledged, by `performance.now()`. */
  lastAcknowledged_ms = 0;

  begin(order: Order, now: number): void {
    if (this.entries.has(order.key))
      throw new Error(`The key ${order.key} is used twice: a bug of the test.`);
    this.entries.set(order.key, { ...order, sent_ms: now, unknown: 0 });
  }

  end(key: string, answer: Omit<Entry, keyof Order | 'sent_ms'>): void {
    const entry = { ...this.entries.get(key)!, ...answer };
    this.entries.set(key, entry);
    if (entry.unknown > 0) this.counts.unknownThenRetried += 1;
    if (entry.receipt) {
      this.counts.acknowledged += 1;
      this.lastAcknowledged_ms = entry.answered_ms ?? 0;
    } else if (entry.refusal) this.counts.refused += 1;
    else this.counts.unanswered += 1;
  }
}
