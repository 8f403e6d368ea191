import type { PlaceFactsRow } from './place-facts.entity.js';

/**
 * What one place had come to at the end of a day. `waiting`, `deferred` and `enrolled` are how it stands then; all others
 * say what had happened by then.
 */
export interface Fate {
  readonly requested: boolean;
  readonly waiting: boolean;
  readonly accepted: boolean;
  readonly started: boolean;
  /** An accepted place given up before it started, not taken up included; a request taken back bound nobody. */
  readonly withdrawnBeforeStart: boolean;
  readonly withdrawnAfterStart: boolean;
  /** Its participant is to return in another cohort, and has not yet. */
  readonly deferred: boolean;
  /** Its participant has returned, in another cohort. */
  readonly moved: boolean;
  readonly failed: boolean;
  readonly completed: boolean;
  readonly enrolled: boolean;
  /** Nothing more is to come of it. */
  readonly over: boolean;
}

/** What a place has come to by its facts, which are those of a day: `factsOnDay`. */
export const fateOf = (row: PlaceFactsRow): Fate => {
  const started = row.startedOn !== null;
  const withdrawn = row.withdrawnOn !== null;
  const over = isOver(row);
  const bound = isBound(row, started);
  const stands = !over && row.deferredOn === null;
  const awaitsSeat = row.awaitsSeat.at(-1)?.value === true;

  return {
    requested: row.requestedOn !== null,
    waiting: stands && (awaitsSeat || (row.waitlistedOn !== null && row.offeredOn === null && !bound)),
    accepted: row.acceptedOn !== null,
    started,
    withdrawnBeforeStart: bound && !started && (withdrawn || row.notTakenUpOn !== null),
    withdrawnAfterStart: withdrawn && started,
    deferred: row.deferredOn !== null && !over,
    moved: row.movedOn !== null,
    failed: hasFailed(row),
    // An award counts once its place has started too: whoever is in the numerator is in the denominator.
    completed: started && row.awardedOn !== null,
    enrolled: stands && bound && !awaitsSeat,
    over,
  };
};

const isOver = (row: PlaceFactsRow): boolean =>
  [
    row.awardedOn,
    row.failedOn,
    row.withdrawnOn,
    row.notTakenUpOn,
    row.cancelledOn,
    row.requestEndedOn,
    row.movedOn,
  ].some((on) => on !== null);

/** Bound by an acceptance, or by what can only follow one: dates may be stated in any order. */
const isBound = (row: PlaceFactsRow, started: boolean): boolean =>
  row.acceptedOn !== null || row.confirmedOn !== null || started || row.awaitingOn !== null;

/** An award dated no later than the failure says that the failure was an error; a later one does not undo it. */
const hasFailed = ({ failedOn, awardedOn }: PlaceFactsRow): boolean =>
  failedOn !== null && !(awardedOn !== null && awardedOn <= failedOn);
