import type { Instant } from '#kernel';
import type { Clock } from '../clock.js';

/**
 * The time decisions are made at: the clock's, but never before what this process knows of the log, whose times never go
 * back. One for all streams, since the log's times are one row.
 */
export class LogTime {
  #reached: Instant = '';

  constructor(private readonly clock: Clock) {}

  now(): Instant {
    const clockSays = this.clock.now();
    return clockSays >= this.#reached ? clockSays : this.#reached;
  }

  /** The log holds, or asks for, this time. */
  reached(instant: Instant): void {
    if (instant > this.#reached) this.#reached = instant;
  }
}
