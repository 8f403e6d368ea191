import type { BusinessDate } from '#kernel';
import { type BreakdownAsked, valueOf, valueOrder } from './breakdowns.js';
import type { CohortFactsRow } from './cohort-facts.projection.js';
import { type ByClass, type Counts, countsOf, isNothing, withdrawnByClass } from './counts.js';
import { factsOnDay } from './facts-on-a-day.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import { type Counted, countedOnce, type Returners } from './returners.js';

/** `final` once it cannot move but by a correction: every place of the denominator has come to its end. */
export type Standing = 'so far' | 'final';

/** A share of places, with all that is needed to quote it. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  /** 0 to 1; null when the denominator is 0. */
  readonly value: number | null;
  readonly standing: Standing;
}

/** What one cohort (or one value of a breakdown in it) comes to. */
export interface CohortRates extends Counts {
  readonly cohort: CohortFactsRow;
  /** The value of the breakdown asked for. */
  readonly key?: string;
  readonly withdrawnBeforeStartBy: ByClass;
  readonly withdrawnAfterStartBy: ByClass;
  /** Completed / started. */
  readonly completion: Rate;
  /** Started / accepted. */
  readonly takenUp: Rate;
}

/** What rates are asked for beside cohorts and day. */
export interface RatesAsked {
  readonly breakdown?: BreakdownAsked | undefined;
  /** Default: where they finished. */
  readonly returners?: Returners | undefined;
}

/**
 * The rates of cohorts as at the end of a day: one element per cohort, in the order given; with a breakdown one per
 * cohort and value that counts any of its places, in the breakdown's order. `places` holds those of the cohorts and those
 * their deferred participants returned to. Pure: the same rows and day, the same answer.
 */
export const rates = (
  cohorts: readonly CohortFactsRow[],
  places: readonly PlaceFactsRow[],
  asAt: BusinessDate,
  { breakdown, returners = 'where_finished' }: RatesAsked = {},
): readonly CohortRates[] => {
  const then = places.flatMap((row) => factsOnDay(row, asAt) ?? []);
  const rows = new Map(then.map((row) => [row.placeId, row]));
  const byCohort = grouped(then, (row) => row.cohortId ?? '');

  return cohorts.flatMap((cohort) => {
    const counted = (byCohort.get(cohort.cohortId) ?? []).map((row) => countedOnce(row, returners, rows));
    if (!breakdown) return [ratesOf(cohort, counted)];

    // Every place is in some group, so that the groups sum to the total.
    const byValue = grouped(counted, (one) => valueOf(one, breakdown.by, breakdown.organisations));
    return [...byValue.keys()]
      .sort(valueOrder(breakdown))
      .map((key) => ({ ...ratesOf(cohort, byValue.get(key) ?? []), key }))
      .filter((group) => !isNothing(group));
  });
};

/**
 * The cohorts that were there by the end of a day: planned by then, or with a place that is dated by then, as where the plan was
 * entered late. `cohorts` are as on the day.
 */
export const thereOn = (
  cohorts: readonly CohortFactsRow[],
  places: readonly PlaceFactsRow[],
  asAt: BusinessDate,
): readonly CohortFactsRow[] =>
  cohorts.filter(
    ({ cohortId, facts }) =>
      facts.length > 0 || places.some((row) => row.cohortId === cohortId && factsOnDay(row, asAt) !== null),
  );

const ratesOf = (cohort: CohortFactsRow, places: readonly Counted[]): CohortRates => {
  const counts = countsOf(places);
  const started = places.filter(({ fate }) => fate.started);
  const accepted = places.filter(({ fate }) => fate.accepted);

  return {
    cohort,
    ...counts,
    withdrawnBeforeStartBy: withdrawnByClass(places, 'withdrawnBeforeStart'),
    withdrawnAfterStartBy: withdrawnByClass(places, 'withdrawnAfterStart'),
    completion: rateOf(
      counts.completed,
      counts.started,
      started.every(({ fate }) => fate.over),
    ),
    takenUp: rateOf(
      accepted.filter(({ fate }) => fate.started).length,
      counts.accepted,
      accepted.every(({ fate }) => fate.started || fate.over),
    ),
  };
};

/** Nobody yet is never final: somebody may still come. */
const rateOf = (numerator: number, denominator: number, settled: boolean): Rate => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
  standing: denominator > 0 && settled ? 'final' : 'so far',
});

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};
