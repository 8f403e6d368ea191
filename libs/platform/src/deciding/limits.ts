import { getHeapStatistics } from 'node:v8';
import { BYTES_LIMIT, EVENTS_LIMIT } from '../stores/append-rules.js';

/** What deciding may take of time and memory. */
export interface DecidingLimits {
  /** How long a command may wait for its decision to be recorded, in milliseconds. */
  readonly deadline_ms: number;
  /** How long the log may answer nothing to anybody before all commands that wait for it are answered to be tried again. */
  readonly silence_ms: number;
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

/** A cached state takes some 260 bytes an event (measured): so an eighth of the memory a small process may use is for them. */
const HEAP_BYTES_AN_EVENT = 2_000;

export const DECIDING_LIMITS: DecidingLimits = {
  deadline_ms: 10_000,
  silence_ms: 1_250,
  waiting: 5_000,
  commandsAtOnce: 500,
  eventsAtOnce: EVENTS_LIMIT,
  bytesAtOnce: BYTES_LIMIT,
  cachedEvents: Math.min(500_000, Math.floor(getHeapStatistics().heap_size_limit / HEAP_BYTES_AN_EVENT)),
  knownKeys: 100_000,
};
