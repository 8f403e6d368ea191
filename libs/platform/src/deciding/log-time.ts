import type { Instant } from '#kernel';
import type { Clock } from '../clock.js';

/** Deadlines go by `now`; the log holds `recordedAt`. They differ only where a clock tells a story. */
export interface Moment {
  readonly now: Instant;
  readonly recordedAt: Instant;
}

/**
 * The time decisions are made at: the clock's, but never before what this process knows of the log, whose times never go
 * back. One for all streams, since the log's times are one row.
 */
export class LogTime {
  #reached: Instant = '';

  constructor(private readonly clock: Clock) {}

  /** When something is recorded now, and the moment it is decided at. */
  moment(): Moment {
    const clockSays = this.clock.recording();
    const recordedAt = clockSays >= this.#reached ? clockSays : this.#reached;
    return { recordedAt, now: this.clock.decidingAt(recordedAt) };
  }

  /** The log holds, or asks for, this time. */
  reached(instant: Instant): void {
    if (instant > this.#reached) this.#reached = instant;
  }
}
