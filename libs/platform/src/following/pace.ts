import { setTimeout as pause } from 'node:timers/promises';

/** How often a second others come between two steps. */
const STEPS_A_SECOND = 50;

/** Keeps work on events to so many a second, in small steps: what is lost to a slow one is not made up for in a hurry. */
export class Pace {
  /** The most events of one step. */
  readonly step: number;
  #due = performance.now();

  constructor(private readonly eventsASecond: number) {
    this.step = Math.max(1, Math.ceil(eventsASecond / STEPS_A_SECOND));
  }

  /** Resolves when the time of so many events has passed since the last step. */
  async after(events: number): Promise<void> {
    this.#due += (events / this.eventsASecond) * 1_000;
    const now = performance.now();
    if (this.#due > now) await pause(this.#due - now);
    else this.#due = now;
  }
}
