import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './measuring.js';

/** An event of a bench as a log hands it out: the number it was appended under, and where it stands. */
export interface Standing {
  readonly number: number;
  /** In the order over all streams, where the log has one. */
  readonly position: bigint;
}

/** A log that is measured: ours, a plain table, or somebody else's. */
export interface Log {
  readonly name: string;
  /** Records one event, with a number of its own, in a stream of its own. Answers when it is told that it is recorded. */
  append(number: number): Promise<void>;
  /** The events behind a position in the order in which a follower gets them; none where there is no such order. */
  readonly after?: (position: bigint) => Promise<readonly Standing[]>;
  /** All events recorded, read when nothing is appended any more; without a position where there is no such order. */
  stored(): Promise<readonly (Pick<Standing, 'number'> & Partial<Standing>)[]>;
}

const LOOK_AGAIN_MS = 20;

/** Reads a log along while it is written, as a follower does: from behind the last event it was given. */
export class Follower {
  readonly #seen: Standing[] = [];
  #following: Promise<void> | undefined;
  #stop = false;

  constructor(private readonly log: Log) {}

  /** Follows until `rest`. */
  start(): void {
    this.#stop = false;
    this.#following = this.#follow();
    // Thrown by `rest`; it may fail before that.
    this.#following.catch(() => undefined);
  }

  /** Reads on to the end of the log, and stands still. */
  async rest(): Promise<void> {
    this.#stop = true;
    await this.#following;
  }

  /** What became of the numbers that were acknowledged. */
  async account(acknowledged: ReadonlySet<number>): Promise<Account> {
    const stored = await this.log.stored();
    const recorded = new Set(stored.map(({ number }) => number));
    const seen = this.#seen;
    const handed = new Set(seen.map(({ number }) => number));
    const last = stored.reduce((most, { position = 0n }) => (position > most ? position : most), 0n);
    return {
      who: this.log.name,
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter((number) => !recorded.has(number)).length,
      doubled: stored.length - recorded.size,
      ...(this.log.after && {
        passedOver: [...recorded].filter((number) => !handed.has(number)).length,
        disordered: seen.filter(({ position }, index) => index > 0 && position <= seen[index - 1]!.position)
          .length,
        missing: Number(last) - stored.length,
      }),
    };
  }

  async #follow(): Promise<void> {
    const { after } = this.log;
    if (!after) return;

    for (;;) {
      const stopping = this.#stop;
      const page = await after(this.#seen.at(-1)?.position ?? 0n);
      this.#seen.push(...page);
      if (page.length > 0) continue;
      if (stopping) return;
      await pause(LOOK_AGAIN_MS);
    }
  }
}
