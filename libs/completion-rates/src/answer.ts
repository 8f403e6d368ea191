import type { BusinessDate, Position } from '#kernel';
import type { Breakdown } from './breakdowns.js';
import type { Counts } from './counts.js';
import type { ProgrammeFactsRow } from './programme-facts.projection.js';
import type { CohortRates, Rate } from './rates.js';

/** The version of what the rates mean: completed (award granted) / started (on the start day or as a recorded late joiner). */
export const DEFINITION = 'completion-rate/1';

/** All that says how a figure came about. */
export interface StatedBasis {
  /** All that is known now, of it what is dated on or before `asAt`. */
  readonly clock: 'effective';
  readonly asAt: BusinessDate;
  readonly definition: typeof DEFINITION;
  /** The log position it was computed at. */
  readonly position: Position;
}

/** A rate that can be quoted on its own. */
export type StatedRate = Rate & StatedBasis;

/** One cohort, or one value of the breakdown in it. */
export interface CohortRatesAnswer extends Counts {
  readonly programmeId: string | null;
  readonly programme: string;
  readonly cohortId: string;
  readonly cohort: string;
  readonly number: number;
  readonly sector?: string;
  readonly size?: string;
  readonly level?: string;
  readonly region?: string;
  readonly completionRate: StatedRate;
  readonly takenUpRate: StatedRate;
}

/** The answer to `GetCompletionRates`. */
export interface CompletionRates extends StatedBasis {
  readonly by?: Breakdown;
  readonly items: readonly CohortRatesAnswer[];
}

interface Asked {
  readonly asAt: BusinessDate;
  readonly by?: Breakdown;
  readonly position: Position;
  readonly programmes: ReadonlyMap<string, ProgrammeFactsRow>;
}

/** Puts figures into words a reader can quote. */
export const answerOf = (
  figures: readonly CohortRates[],
  { asAt, by, position, programmes }: Asked,
): CompletionRates => {
  const basis: StatedBasis = { clock: 'effective', asAt, definition: DEFINITION, position };

  return {
    ...basis,
    ...(by ? { by } : {}),
    items: figures.map(({ cohort, key, completion, takenUp, ...counts }) => ({
      programmeId: cohort.programmeId,
      programme: programmes.get(cohort.programmeId ?? '')?.name ?? '',
      cohortId: cohort.cohortId,
      cohort: cohort.name,
      number: cohort.number,
      ...(by ? { [by]: key } : {}),
      ...counts,
      completionRate: { ...completion, ...basis },
      takenUpRate: { ...takenUp, ...basis },
    })),
  };
};

/** One element of what `rates --json` prints: these keys, and the breakdown's own where one was asked for. */
export type PrintedRates = Counts & {
  readonly programme: string;
  readonly cohort: string;
  readonly completionRate: number | null;
} & { readonly [by in Breakdown]?: string };

/** The plain array the operator's `rates --json` prints. */
export const printedRates = ({ by, items }: CompletionRates): readonly PrintedRates[] =>
  items.map((item) => ({
    programme: item.programme,
    cohort: item.cohort,
    ...(by ? { [by]: item[by] } : {}),
    requested: item.requested,
    waiting: item.waiting,
    accepted: item.accepted,
    started: item.started,
    withdrawnBeforeStart: item.withdrawnBeforeStart,
    withdrawnAfterStart: item.withdrawnAfterStart,
    deferred: item.deferred,
    failed: item.failed,
    completed: item.completed,
    completionRate: item.completionRate.value,
    enrolled: item.enrolled,
  }));
