import { setTimeout as pause } from 'node:timers/promises';
import { isAfter, type Position } from '#kernel';
import type { Checkpoint, Checkpoints } from './checkpoints.js';

/** Where every follower stands, by name. */
export type Standing = ReadonlyMap<string, Checkpoint>;

interface Waiter {
  readonly deadline: number;
  /** True ends the wait; what it throws ends it too. */
  readonly until: (standing: Standing) => boolean;
  readonly resolve: (reached: boolean) => void;
  readonly reject: (error: unknown) => void;
}

const LOOK_AGAIN_MS = 10;

/** Waits for followers wherever they run: by looking at their checkpoints, with one query at a time for all who wait. */
export class CheckpointWatch {
  readonly #waiters = new Set<Waiter>();
  #looking = false;

  constructor(private readonly checkpoints: Checkpoints) {}

  /** True when the checkpoints were as wanted in time; false when they were not. Throws what `until` throws. */
  async reached(until: (standing: Standing) => boolean, withinMilliseconds = Infinity): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiters.add({ deadline: performance.now() + withinMilliseconds, until, resolve, reject });
      void this.#look();
    });
  }

  /** True when these followers reached a position in time. Throws when one of them stands still. */
  async followed(names: readonly string[], head: Position, withinMilliseconds: number): Promise<boolean> {
    return this.reached((standing) => {
      const asked = names.map((name) => standing.get(name)!);
      const still = asked.find(({ failed }) => failed);
      if (still)
        throw new Error(
          `"${still.follower}" stands still at position ${still.position}: ${still.failed!.error}`,
        );
      return !asked.some(({ position }) => isAfter(head, position));
    }, withinMilliseconds);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;

    this.#looking = true;
    while (this.#waiters.size > 0) {
      const asking = [...this.#waiters];
      try {
        const standing = await this.checkpoints.all();
        for (const waiter of asking) this.#answer(waiter, standing);
      } catch (error) {
        for (const waiter of asking) this.#end(waiter, () => waiter.reject(error));
      }
      if (this.#waiters.size > 0) await pause(LOOK_AGAIN_MS);
    }
    this.#looking = false;
  }

  #answer(waiter: Waiter, standing: Standing): void {
    try {
      if (waiter.until(standing)) this.#end(waiter, () => waiter.resolve(true));
      else if (performance.now() >= waiter.deadline) this.#end(waiter, () => waiter.resolve(false));
    } catch (error) {
      this.#end(waiter, () => waiter.reject(error));
    }
  }

  #end(waiter: Waiter, answer: () => void): void {
    this.#waiters.delete(waiter);
    answer();
  }
}
