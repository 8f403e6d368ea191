import type { BusinessDate, Position } from '#kernel';
import type { AsAtClock } from '#platform';
import { type Breakdown, type BreakdownAsked, labelOf, NO_SPONSOR } from './breakdowns.js';
import type { ByClass, Counts } from './counts.js';
import type { ProgrammeFactsRow } from './programme-facts.projection.js';
import type { CohortRates, Rate } from './rates.js';
import type { Returners } from './returners.js';

/**
 * The version of what the rates mean: completed (award granted) / started (on the start day or as a recorded late joiner),
 * everybody counted once. Since 2 those who return after a deferral count where `returners` says.
 */
export const DEFINITION = 'completion-rate/2';

/** All that says how a figure came about. */
export interface StatedBasis {
  /** effective: all that is known at `position`, of it what is dated by `asAt`; recorded: what was recorded by its end. */
  readonly clock: AsAtClock;
  readonly asAt: BusinessDate;
  readonly definition: typeof DEFINITION;
  /** Where those who came back after a deferral count. */
  readonly returners: Returners;
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
  /** Its name; beside it its id, where there is one sponsor. */
  readonly sponsor?: string;
  readonly sponsorId?: string;
  readonly withdrawnBeforeStartBy: ByClass;
  readonly withdrawnAfterStartBy: ByClass;
  readonly completionRate: StatedRate;
  readonly takenUpRate: StatedRate;
}

/** The answer to `GetCompletionRates`. */
export interface CompletionRates extends StatedBasis {
  readonly by?: Breakdown;
  readonly items: readonly CohortRatesAnswer[];
}

interface Asked {
  readonly basis: Omit<StatedBasis, 'definition'>;
  readonly breakdown?: BreakdownAsked | undefined;
  readonly programmes: ReadonlyMap<string, ProgrammeFactsRow>;
}

/** Puts figures into words a reader can quote. */
export const answerOf = (
  figures: readonly CohortRates[],
  { basis: { clock, asAt, returners, position }, breakdown, programmes }: Asked,
): CompletionRates => {
  const basis: StatedBasis = { clock, asAt, definition: DEFINITION, returners, position };

  return {
    ...basis,
    ...(breakdown ? { by: breakdown.by } : {}),
    items: figures.map(({ cohort, key, completion, takenUp, ...counts }) => ({
      programmeId: cohort.programmeId,
      programme: programmes.get(cohort.programmeId ?? '')?.name ?? '',
      cohortId: cohort.cohortId,
      cohort: cohort.name,
      number: cohort.number,
      ...(breakdown && key !== undefined ? valueIn(breakdown, key) : {}),
      ...counts,
      completionRate: { ...completion, ...basis },
      takenUpRate: { ...takenUp, ...basis },
    })),
  };
};

const valueIn = ({ by, organisations }: BreakdownAsked, key: string) => ({
  [by]: labelOf(key, by, organisations),
  ...(by === 'sponsor' && key !== NO_SPONSOR ? { sponsorId: key } : {}),
});

/** One element of what `rates --json` prints: these keys, and the breakdown's own where one was asked for. */
export type PrintedRates = Counts & {
  readonly programme: string;
  readonly cohort: string;
  readonly completionRate: number | null;
  readonly withdrawnBeforeStartBy: ByClass;
  readonly withdrawnAfterStartBy: ByClass;
  readonly standing: Rate['standing'];
} & StatedBasis & { readonly [by in Breakdown]?: string };

/** The plain array the operator's `rates --json` prints; each element says how it came about. */
export const printedRates = ({ by, items, ...answer }: CompletionRates): readonly PrintedRates[] => {
  const { clock, asAt, definition, returners, position } = answer;
  return items.map((item) => ({
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
    moved: item.moved,
    withdrawnBeforeStartBy: item.withdrawnBeforeStartBy,
    withdrawnAfterStartBy: item.withdrawnAfterStartBy,
    standing: item.completionRate.standing,
    clock,
    asAt,
    definition,
    returners,
    position,
  }));
};
