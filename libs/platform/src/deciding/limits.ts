import { BYTES_LIMIT, EVENTS_LIMIT } from '../stores/append-rules.js';

/** What deciding may take of time and memory. */
export interface DecidingLimits {
  /** How long a command may wait for its decision to be recorded, in milliseconds. */
  readonly deadline_ms: number;
  /** How many commands may wait in this process; more are turned away at once. */
  readonly waiting: number;
  /** How many are decided in one turn of the event loop and recorded by one append, at most. */
  readonly commandsAtOnce: number;
  readonly eventsAtOnce: number;
  readonly bytesAtOnce: number;
  /** How many events the cached states may have been folded from, all together: a measure of their memory. */
  readonly cachedEvents: number;
  /** How many command keys are remembered with one stream's state; beyond that the log is asked. */
  readonly knownKeys: number;
}

export const DECIDING_LIMITS: DecidingLimits = {
  deadline_ms: 10_000,
  waiting: 5_000,
  commandsAtOnce: 500,
  eventsAtOnce: EVENTS_LIMIT,
  bytesAtOnce: BYTES_LIMIT,
  cachedEvents: 500_000,
  knownKeys: 100_000,
};
