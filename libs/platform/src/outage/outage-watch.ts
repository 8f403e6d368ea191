import { TryAgain } from '../commands.js';
import type { Outage } from './outage.js';

/** Something the product stands on. */
export interface Support {
  /** In a sentence: `The database`. */
  readonly name: string;
  /** Most questions are answered without it: while it alone is out they may try. */
  readonly onlyDecides?: boolean;
  /** Asks for next to nothing, the way requests ask. Resolves with any answer; may never do. */
  ask(): Promise<unknown>;
  /** Calls back whenever a request was answered: while that goes on, one that waits for its answer waits for the others. */
  hear?(answered: () => void): void;
}

/** What work wants of the supports: a question, or all of them. */
export type Wants = 'to read' | 'to decide';

interface Waiting {
  readonly wants: Wants;
  readonly began: number;
  turnAway(error: TryAgain): void;
}

/** How often and how long it is asked. */
export interface WatchLimits {
  readonly every_ms: number;
  /** So long nothing may be answered to anybody. */
  readonly silence_ms: number;
}

/** An outage is to be told within two seconds, and a store that takes a second for each answer is none. */
const LIMITS: WatchLimits = { every_ms: 100, silence_ms: 1_250 };
/** Later than this a look was kept from its time: this process stood still, and may have answers that it has not heard yet. */
const LATE_MS = 500;
const RETRY_AFTER_SECONDS = 2;

/**
 * Looks again and again whether what the product stands on answers, whether or not anybody asks for it. While it does not, whatever
 * waits for it is turned away at once, and so is what comes, until the first answer.
 */
export class OutageWatch {
  readonly #looks: readonly Look[];
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = 0;
  #out: Support | undefined;
  readonly #waiting = new Set<Waiting>();

  constructor(
    private readonly outage: Outage,
    supports: readonly Support[],
    private readonly limits: WatchLimits = LIMITS,
  ) {
    this.#looks = supports.map((support) => new Look(support));
  }

  /** Begins to look. */
  start(): void {
    this.#lookedAt = performance.now();
    this.#timer = setInterval(() => this.#look(), this.limits.every_ms);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /**
   * Does the work; throws `TryAgain` as soon as what it stands on is out. The work goes on then, and is nobody's matter any more. One
   * that only wants to read may try for as long as a silence lasts where it may do without what is out.
   */
  async unlessOut<T>(work: () => Promise<T>, wants: Wants = 'to decide'): Promise<T> {
    const began = performance.now();
    if (this.#out && !this.#mayTry(wants, this.#out, 0)) throw this.#turnedAway(this.#out);

    let turnAway: (error: TryAgain) => void = () => undefined;
    const out = new Promise<never>((_, reject) => (turnAway = reject));
    const waiting: Waiting = { wants, began, turnAway };
    this.#waiting.add(waiting);
    try {
      return await Promise.race([work(), out]);
    } finally {
      this.#waiting.delete(waiting);
    }
  }

  #look(): void {
    const now = performance.now();
    const wasKept = now - this.#lookedAt > this.limits.every_ms + LATE_MS;
    this.#lookedAt = now;
    const silent = this.#looks.filter((look) => look.silent_ms(now, wasKept) >= this.limits.silence_ms);
    // What is needed by more comes first.
    const out = silent.find(({ support }) => !support.onlyDecides) ?? silent[0];
    if (out) this.#isOut(out, now);
    else if (this.#out && this.#looks.every((look) => look.isAnswered)) this.#ends();
    for (const look of this.#looks) void look.ask();
  }

  #isOut({ support, cause }: Look, now: number): void {
    if (!this.#out)
      this.outage.begins(`${support.name} does not answer: requests are turned away until it does.`, cause);
    this.#out = support;
    for (const waiting of this.#waiting)
      if (!this.#mayTry(waiting.wants, support, now - waiting.began)) {
        this.#waiting.delete(waiting);
        waiting.turnAway(this.#turnedAway(support));
      }
  }

  #mayTry(wants: Wants, { onlyDecides = false }: Support, for_ms: number): boolean {
    return onlyDecides && wants === 'to read' && for_ms < this.limits.silence_ms;
  }

  #ends(): void {
    this.#out = undefined;
    this.outage.ends();
  }

  #turnedAway({ name }: Support): TryAgain {
    this.outage.turnsAway('requests');
    return new TryAgain(
      `${name} does not answer at the moment. Send it again, a command with the same key.`,
      RETRY_AFTER_SECONDS,
    );
  }
}

/** What is known of one support. */
class Look {
  /** What came in place of the last answer. */
  cause: unknown;
  /** Of the first asking that was not answered since. */
  #since: number | undefined;
  #isAsking = false;

  constructor(readonly support: Support) {
    support.hear?.(() => {
      if (this.#since !== undefined) this.#since = performance.now();
    });
  }

  get isAnswered(): boolean {
    return this.#since === undefined;
  }

  silent_ms(now: number, wasKept: boolean): number {
    if (this.#since === undefined) return 0;
    if (wasKept) this.#since = now;
    return now - this.#since;
  }

  async ask(): Promise<void> {
    if (this.#isAsking) return;

    this.#isAsking = true;
    this.#since ??= performance.now();
    try {
      await this.support.ask();
      this.#since = undefined;
      this.cause = undefined;
    } catch (error) {
      this.cause = error;
    } finally {
      this.#isAsking = false;
    }
  }
}
