import type { BusinessDate } from '#kernel';
import type { PlaceFactsRow } from './place-facts.entity.js';

/** What a group of places comes to as at a day. `waiting` and `enrolled` are states at its end; all others count what had happened by then. */
export interface Counts {
  readonly requested: number;
  readonly waiting: number;
  readonly accepted: number;
  readonly started: number;
  /** Accepted places given up before they started, not taken up included; a request taken back bound nobody and is not among them. */
  readonly withdrawnBeforeStart: number;
  readonly withdrawnAfterStart: number;
  /** Always 0: this version of the product records no deferrals. */
  readonly deferred: number;
  readonly failed: number;
  readonly completed: number;
  readonly enrolled: number;
}

/** The counts there are. */
export const COUNTS = [
  'requested',
  'waiting',
  'accepted',
  'started',
  'withdrawnBeforeStart',
  'withdrawnAfterStart',
  'deferred',
  'failed',
  'completed',
  'enrolled',
] as const satisfies readonly (keyof Counts)[];

/** Counts places as at the end of a day, by what is dated on or before it. */
export const countsOf = (rows: readonly PlaceFactsRow[], asAt: BusinessDate): Counts => {
  const count = (happened: (row: PlaceFactsRow, asAt: BusinessDate) => boolean) =>
    rows.reduce((sum, row) => (happened(row, asAt) ? sum + 1 : sum), 0);

  return {
    requested: count(wasRequested),
    waiting: count(isWaiting),
    accepted: count((row) => by(row.acceptedOn, asAt)),
    started: count(hasStarted),
    withdrawnBeforeStart: count(
      (row) => (by(row.withdrawnOn, asAt) && !row.withdrawnAfterStart) || by(row.notTakenUpOn, asAt),
    ),
    withdrawnAfterStart: count((row) => by(row.withdrawnOn, asAt) && row.withdrawnAfterStart),
    deferred: 0,
    failed: count(hasFailed),
    completed: count(hasCompleted),
    enrolled: count(isEnrolled),
  };
};

/** True where there is nothing to count. */
export const isNothing = (counts: Counts): boolean => COUNTS.every((name) => counts[name] === 0);

const wasRequested = (row: PlaceFactsRow, asAt: BusinessDate): boolean => by(row.requestedOn, asAt);

/** True once a place had been taken up, on the start day or late. */
export const hasStarted = (row: PlaceFactsRow, asAt: BusinessDate): boolean => by(row.startedOn, asAt);

/** True once nothing more is to come of a place that bound its sponsor. */
export const isOver = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  by(row.awardedOn, asAt) ||
  by(row.failedOn, asAt) ||
  by(row.withdrawnOn, asAt) ||
  by(row.notTakenUpOn, asAt) ||
  by(row.cancelledOn, asAt);

/** Waits in line: neither offered a seat nor ended since it joined, nor bound by an acceptance dated before its offer. */
const isWaiting = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  by(row.waitlistedOn, asAt) &&
  !by(row.offeredOn, asAt) &&
  !by(row.requestEndedOn, asAt) &&
  !isBinding(row, asAt) &&
  !isOver(row, asAt);

/** Holds an accepted, confirmed or started place, or awaits an award. */
const isEnrolled = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  isBinding(row, asAt) && !isOver(row, asAt);

const isBinding = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  [row.acceptedOn, row.confirmedOn, row.startedOn, row.awaitingOn].some((on) => by(on, asAt));

/** An award counts once its place has started too: whoever is in the numerator is in the denominator. */
const hasCompleted = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  hasStarted(row, asAt) && by(row.awardedOn, asAt);

/** An award dated no later than the failure says that the failure was an error; a later one does not undo it. */
const hasFailed = (row: PlaceFactsRow, asAt: BusinessDate): boolean =>
  by(row.failedOn, asAt) && !(row.awardedOn !== null && row.awardedOn <= row.failedOn!);

const by = (on: BusinessDate | null, asAt: BusinessDate): boolean => on !== null && on <= asAt;
