import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '#kernel';
import type { Chance } from './chance.js';
import type { Ledger, Order } from './ledger.js';
import type { Trial } from './scenario.js';

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly body: any;
  readonly retryAfter?: string;
  /** The first on its connection. */
  readonly isFirst: boolean;
}

/** A client that was answered: with a receipt, or a refusal; with neither, and status 0, when it gave up. */
export interface Answered {
  readonly status: number;
  readonly receipt?: Receipt;
  readonly refusal?: string;
}

/** What clients do, one after the other, each in its own order. Nothing to do any more: it ends. */
export type Work = (
  send: (method: Order['method'], path: string, body: object) => Promise<Answered>,
  client: { readonly name: string; readonly chance: Chance },
) => AsyncGenerator<void, void, void>;

/** A client gives an answer so long to come. */
const ANSWER_MS = 20_000;
/** So long a command is sent again under its key; less patiently to a sabotaged product, which may never answer. */
const PATIENCE_MS = 60_000;
const PATIENCE_WITH_SABOTAGE_MS = 15_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 200;

/** Clients over HTTP who send each command under a key of its own, and again until they are answered. */
export class Clients {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 512 });
  private readonly loops: Promise<void>[] = [];
  private patience_ms: number;
  private stopping = false;
  private gate: Promise<void> | undefined;
  private resting = 0;
  private sent = 0;

  constructor(
    private readonly url: (client: string) => string,
    readonly ledger: Ledger,
    { sabotage, afterwards }: Pick<Trial, 'sabotage' | 'afterwards'>,
    /**
     * So many come at once that new connections wait in the kernel until Node accepts them, one in each turn of its loop: no queue
     * of ours. How soon a 503 comes is judged on connections that were accepted, then.
     */
    private readonly areCrowd = false,
  ) {
    afterwards(() => this.abandon());
    this.patience_ms = sabotage ? PATIENCE_WITH_SABOTAGE_MS : PATIENCE_MS;
  }

  /** Sets so many to work, until `stop`. */
  work(count: number, chance: Chance, work: Work): void {
    for (let index = 0; index < count; index += 1) {
      const name = `client ${index}`;
      const turns = work((...order) => this.send(name, ...order), { name, chance: chance.of(name) });
      this.loops.push(this.untilStopped(turns));
    }
  }

  /** Does something while nobody has anything under way. */
  async quietly<T>(what: () => Promise<T>): Promise<T> {
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    while (this.resting < this.loops.length) await sleep(5);
    try {
      return await what();
    } finally {
      this.gate = undefined;
      open();
    }
  }

  /** Resolves when everybody has done all there was to do. */
  async finished(): Promise<void> {
    await Promise.all(this.loops);
  }

  /** Lets everybody finish what they have sent; resolves when all were answered, or gave up. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.finished();
  }

  /** Nobody waits for an answer any more. */
  private abandon(): void {
    this.stopping = true;
    this.patience_ms = 0;
    this.agent.destroy();
  }

  /** Sends a command, again and again until it is answered for good. */
  async send(client: string, method: Order['method'], path: string, body: object): Promise<Answered> {
    const { ledger } = this;
    const order: Order = { key: `${client} ${(this.sent += 1)}`, method, path, body };
    const sent_ms = performance.now();
    ledger.begin(order, sent_ms);
    let unknown = 0;
    for (let attempt = 1; performance.now() - sent_ms < this.patience_ms; attempt += 1) {
      if (attempt > 1) ledger.counts.retries += 1;
      const began = performance.now();
      try {
        const answer = await this.once(client, order);
        const answered = answeredBy(answer);
        if (answered) {
          ledger.end(order.key, { ...answered, answered_ms: performance.now(), unknown });
          return answered;
        }
        this.countRefusalToDecide(answer, performance.now() - began);
      } catch (error) {
        // Refused before anything was sent: that attempt at least did nothing.
        if ((error as { code?: string }).code !== 'ECONNREFUSED') unknown += 1;
      }
      await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * attempt));
    }
    ledger.end(order.key, { unknown });
    return { status: 0 };
  }

  /** One question, without asking again. */
  async get(path: string): Promise<Answer> {
    return this.once('question', { key: '', method: 'GET', path });
  }

  private countRefusalToDecide({ status, retryAfter, isFirst }: Answer, took_ms: number): void {
    const { counts } = this.ledger;
    if (status !== 503) counts.answers5xx += 1;
    else {
      counts.answers503 += 1;
      if (!isFirst || !this.areCrowd)
        counts.slowest503_ms = Math.max(counts.slowest503_ms, Math.round(took_ms));
      if (retryAfter === undefined) counts.without_RetryAfter += 1;
    }
  }

  private once(
    client: string,
    order: Omit<Order, 'body' | 'method'> & { method: string; body?: object },
  ): Promise<Answer> {
    const { key, method, path, body } = order;
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.url(client)}/api/${path}`,
        {
          method,
          agent: this.agent,
          timeout: ANSWER_MS,
          headers: { 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const retryAfter = response.headers['retry-after'];
            try {
              const text = Buffer.concat(chunks).toString();
              resolve({
                status: response.statusCode ?? 0,
                isFirst: !call.reusedSocket,
                body: JSON.parse(text),
                ...(retryAfter === undefined ? {} : { retryAfter }),
              });
            } catch {
              reject(new Error(`${path} was answered ${response.statusCode} with what is not JSON.`));
            }
          });
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer')));
      call.on('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private async untilStopped(turns: AsyncGenerator<void, void, void>): Promise<void> {
    try {
      while (!this.stopping && !(await turns.next()).done) {
        if (!this.gate) continue;
        this.resting += 1;
        await this.gate;
        this.resting -= 1;
      }
    } finally {
      this.resting += 1;
    }
  }
}

const answeredBy = ({ status, body }: Answer): Answered | undefined => {
  if (status >= 200 && status < 300) {
    const { stream, revision, position, recorded } = body as Receipt;
    return { status, receipt: { stream, revision, position, recorded } };
  }
  return status < 500 ? { status, refusal: String(body.code) } : undefined;
};
