import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { Admission } from './admission.js';
import { Problem } from './problem.js';

/** One request's place among those that run at once; it ends with the answer, or with the client. */
export class Turn {
  private holds = false;
  private since = 0;

  private constructor(
    private readonly admission: Admission,
    private readonly reply: ServerResponse,
  ) {}

  /** Waits for a turn. Throws a 503 when there is none to be had in time. */
  static async begin(admission: Admission, reply: ServerResponse): Promise<Turn> {
    const turn = new Turn(admission, reply);
    reply.once('close', () => turn.end());
    await turn.take();
    return turn;
  }

  /**
   * Waits without the turn, and takes another afterwards where there is more to do. Answers what `crowded` does when
   * too many wait already. Throws the 503 of `begin`, and what `wait` throws.
   */
  async without<T>(wait: () => Promise<T>, crowded: () => T, more = true): Promise<T> {
    if (!this.holds) return wait();
    if (!this.admission.stepAside(this.ran)) return crowded();

    this.holds = false;
    let result: T;
    try {
      result = await wait();
    } finally {
      this.admission.stopWaiting();
    }
    if (more) await this.take();
    return result;
  }

  private async take(): Promise<void> {
    const admitted = await this.admission.enter((listener) => this.reply.once('close', listener));
    if (admitted !== 'admitted')
      throw new Problem(
        503,
        admitted,
        'More is asked at once than can be answered in time: send it again with the same key.',
        undefined,
        { 'Retry-After': '1' },
      );
    this.since = performance.now();
    if (this.reply.closed) this.admission.leave(0);
    else this.holds = true;
  }

  private end(): void {
    if (!this.holds) return;
    this.holds = false;
    this.admission.leave(this.ran);
  }

  private get ran(): number {
    return performance.now() - this.since;
  }
}

const current = new AsyncLocalStorage<Turn>();

/** Does the work, and all that follows from it, in a turn. */
export const inTurn = (turn: Turn, work: () => void): void => current.run(turn, work);

/**
 * Waits for what other parts of the product do, without keeping a request out meanwhile. Answers what `crowded` does
 * when too many wait already. Throws a 503 when there is no turn to go on in.
 */
export const withoutTurn = <T>(wait: () => Promise<T>, crowded: () => T): Promise<T> =>
  current.getStore()?.without(wait, crowded) ?? wait();

/** The same for a wait after which there is only the answer left to send. */
export const afterTurn = <T>(wait: () => Promise<T>, crowded: () => T): Promise<T> =>
  current.getStore()?.without(wait, crowded, false) ?? wait();
