import type { BusinessDate } from '#kernel';
import { type Breakdown, type Organisations, valueOf, valueOrder } from './breakdowns.js';
import type { CohortFactsRow } from './cohort-facts.projection.js';
import { type Counts, countsOf, hasStarted, isNothing, isOver } from './counts.js';
import type { PlaceFactsRow } from './place-facts.entity.js';

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
  /** Completed / started. */
  readonly completion: Rate;
  /** Started / accepted. */
  readonly takenUp: Rate;
}

/** Where a breakdown looks things up. */
export interface BreakdownAsked {
  readonly by: Breakdown;
  readonly organisations: Organisations;
}

/**
 * The rates of cohorts as at the end of a day: one element per cohort, in the order given; with a breakdown one per
 * cohort and value that counts any of its places, in the breakdown's order. Pure: the same rows and day, the same answer.
 */
export const rates = (
  cohorts: readonly CohortFactsRow[],
  places: readonly PlaceFactsRow[],
  asAt: BusinessDate,
  breakdown?: BreakdownAsked,
): readonly CohortRates[] => {
  const byCohort = grouped(places, (row) => row.cohortId ?? '');

  return cohorts.flatMap((cohort) => {
    const rows = byCohort.get(cohort.cohortId) ?? [];
    if (!breakdown) return [ratesOf(cohort, rows, asAt)];

    // Every place is in some group, whatever is dated after the day, so that the groups sum to the total.
    const byValue = grouped(rows, (row) => valueOf(row, asAt, breakdown.by, breakdown.organisations));
    return [...byValue.keys()]
      .sort(valueOrder(breakdown.by))
      .map((key) => ({ ...ratesOf(cohort, byValue.get(key) ?? [], asAt), key }))
      .filter((group) => !isNothing(group));
  });
};

const ratesOf = (cohort: CohortFactsRow, rows: readonly PlaceFactsRow[], asAt: BusinessDate): CohortRates => {
  const counts = countsOf(rows, asAt);
  const started = rows.filter((row) => hasStarted(row, asAt));
  const accepted = rows.filter((row) => row.acceptedOn !== null && row.acceptedOn <= asAt);

  return {
    cohort,
    ...counts,
    completion: rateOf(
      counts.completed,
      counts.started,
      started.every((row) => isOver(row, asAt)),
    ),
    takenUp: rateOf(
      accepted.filter((row) => hasStarted(row, asAt)).length,
      counts.accepted,
      accepted.every((row) => hasStarted(row, asAt) || isOver(row, asAt)),
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
