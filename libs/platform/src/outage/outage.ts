import { outsideCommands } from '../logging/log-context.js';

/** Where an outage is told. */
export interface Told {
  error(message: string, ...more: unknown[]): void;
  warn(message: string, ...more: unknown[]): void;
  debug(message: string, ...more: unknown[]): void;
}

interface Out {
  readonly since: number;
  readonly turnedAway: Record<TurnedAway, number>;
}

type TurnedAway = 'commands' | 'requests';

/** Says once that what the product stands on is out, and once that it is back, however many are turned away in between. */
export class Outage {
  #out: Out | undefined;

  constructor(private readonly log: Told) {}

  /** Nothing is answered, or not what is needed; an error is told with its stack, and only the first time. */
  begins(says: string, cause: unknown): void {
    if (this.#out) return this.log.debug(says);

    this.#out = { since: performance.now(), turnedAway: { commands: 0, requests: 0 } };
    // It is no matter of the command at hand.
    outsideCommands(() => this.log.error(says, ...(cause === undefined ? [] : [cause])));
  }

  /** A command could not be recorded, or a request was not begun or not ended because of it. */
  turnsAway(which: TurnedAway): void {
    if (this.#out) this.#out.turnedAway[which] += 1;
  }

  /** Something was answered or recorded. */
  ends(): void {
    const out = this.#out;
    if (!out) return;

    this.#out = undefined;
    const seconds = Math.round((performance.now() - out.since) / 100) / 10;
    outsideCommands(() =>
      this.log.warn('The log and the database answer again.', { seconds, ...out.turnedAway }),
    );
  }
}
