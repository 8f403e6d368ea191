import { type BusinessDate, factsOn, foldedFacts, type Happened, inDayOrder, type KeptFact } from '#kernel';
import type { Stage } from './cohort.js';
import type { CohortRow, DecisionRow, MoveRow } from './cohort.entity.js';
import type { CohortSetup } from './cohort-setup.js';
import { openedWith, postponed, rescheduled } from './cohort.steps.js';
import type { CohortFact, CohortMoved, ModuleMoved } from './events.js';
import { wholeSetup } from './whole-setup.js';

/** A cohort's row without facts. */
export const blankCohort = (cohortId: string): CohortRow => ({
  cohortId,
  programmeId: null,
  number: 0,
  name: '',
  state: 'planned',
  startsOn: '',
  endsOn: '',
  capacity: 0,
  setup: null,
  copiedFrom: null,
  capacities: [],
  lowering: null,
  decisions: [],
  moves: [],
  plannedOn: null,
  recommendedOn: null,
  enrolmentOpenedOn: null,
  enrolmentClosedOn: null,
  startedOn: null,
  completedOn: null,
  cancelledOn: null,
  cancelledBecause: null,
  facts: [],
  revision: -1,
});

/** The row these facts make, whatever order they were recorded in. */
export const cohortRowOf = (cohortId: string, facts: readonly KeptFact[], revision: number): CohortRow => ({
  ...foldedFacts(planFirst(facts), rowSteps, blankCohort(cohortId)),
  facts,
  revision,
});

/** The row as it was on a day by its facts; a plan that was entered late tells what the cohort was from its first fact on. */
export const cohortRowOn = (row: CohortRow, day: BusinessDate): CohortRow | null => {
  const facts = factsOn(row.facts, day);
  if (facts.length === 0) return null;
  if (facts.some(({ type }) => type === 'CohortPlanned'))
    return cohortRowOf(row.cohortId, facts, row.revision);

  const plan = row.facts.filter(({ type, struck }) => type === 'CohortPlanned' && !struck);
  return { ...cohortRowOf(row.cohortId, [...plan, ...facts], row.revision), plannedOn: null, facts };
};

/** What happened to a cohort rests on its plan, whichever day that was entered for. */
const planFirst = (facts: readonly KeptFact[]): readonly KeptFact[] =>
  inDayOrder(facts).toSorted(
    (one, other) => Number(other.type === 'CohortPlanned') - Number(one.type === 'CohortPlanned'),
  );

type Step<Name extends CohortFact['type']> = (
  row: CohortRow,
  event: Happened<Extract<CohortFact, { type: Name }>>,
) => CohortRow;

/**
 * Approval goes back and forth by its days; the steps from enrolment on never do. A later one stands though it is dated
 * before an earlier one, as a start is whose closing was entered late.
 */
const RANKS: Partial<Record<Stage, number>> = {
  planned: 0,
  enrolling: 2,
  enrolment_closed: 3,
  running: 4,
  completed: 5,
  cancelled: 6,
};
const rankOf = (stage: Stage): number => RANKS[stage] ?? 1;

const standing = (row: CohortRow, state: Stage): CohortRow =>
  rankOf(state) < rankOf(row.state) ? row : { ...row, state };

const withSetup = (row: CohortRow, setup: CohortSetup, from: BusinessDate): CohortRow => ({
  ...row,
  programmeId: setup.programmeId,
  number: setup.number,
  name: setup.name,
  startsOn: setup.startsOn,
  endsOn: setup.endsOn,
  capacity: setup.capacity,
  capacities:
    row.capacity === setup.capacity
      ? row.capacities
      : [...row.capacities, { capacity: setup.capacity, from }],
  setup,
});

const changed = (row: CohortRow, on: BusinessDate, change: (setup: CohortSetup) => CohortSetup): CohortRow =>
  row.setup ? withSetup(row, change(row.setup), on) : row;

const decided = (
  row: CohortRow,
  { data, effectiveOn }: { data: { reference: string }; effectiveOn: BusinessDate },
  decision: DecisionRow['decision'],
  more: Pick<DecisionRow, 'conditions' | 'reason'> = {},
): CohortRow => ({
  ...standing(row, decision),
  decisions: [...row.decisions, { decision, reference: data.reference, on: effectiveOn, ...more }],
});

const reasonOf = ({ reason }: { reason?: string }) => (reason === undefined ? {} : { reason });

const moveOf = (
  {
    startsOn,
    endsOn,
    from,
    reason,
    freeWithdrawalUntil,
  }: (CohortMoved | ModuleMoved) & { reason: string; freeWithdrawalUntil?: BusinessDate },
  on: BusinessDate,
): MoveRow => ({
  on,
  reason,
  startsOn,
  endsOn,
  from: { startsOn: from.startsOn, endsOn: from.endsOn },
  ...(freeWithdrawalUntil === undefined ? {} : { freeWithdrawalUntil }),
});

const rowSteps: {
  readonly [Name in Exclude<CohortFact['type'], `Interest${string}` | `Price${string}`>]: Step<Name>;
} = {
  CohortPlanned: (row, { data: { cohortId: _, copiedFrom, ...setup }, effectiveOn }) => ({
    ...withSetup(row, wholeSetup(setup), effectiveOn),
    copiedFrom: copiedFrom ?? null,
    plannedOn: effectiveOn,
  }),
  PlanAmended: (row, { data: { cohortId: _, ...setup }, effectiveOn }) =>
    withSetup(row, wholeSetup(setup), effectiveOn),
  CohortRecommended: (row, { effectiveOn }) => ({
    ...standing(row, 'recommended'),
    recommendedOn: effectiveOn,
  }),
  CohortApproved: (row, event) =>
    event.data.conditions
      ? decided(row, event, 'approved_with_conditions', { conditions: event.data.conditions })
      : decided(row, event, 'approved'),
  CohortReturned: (row, event) => decided(row, event, 'returned', reasonOf(event.data)),
  CohortNotApproved: (row, event) => decided(row, event, 'not_approved', reasonOf(event.data)),
  ConditionsMet: (row, { effectiveOn }) => ({
    ...standing(row, 'approved'),
    decisions: row.decisions.map((decision, index) =>
      index === row.decisions.length - 1 ? { ...decision, conditionsMetOn: effectiveOn } : decision,
    ),
  }),
  EnrolmentOpened: (row, { data, effectiveOn }) => ({
    ...standing(row, 'enrolling'),
    setup: row.setup && openedWith(row.setup, data),
    enrolmentOpenedOn: effectiveOn,
  }),
  EnrolmentClosed: (row, { effectiveOn }) => ({
    ...standing(row, 'enrolment_closed'),
    enrolmentClosedOn: effectiveOn,
  }),
  CohortStarted: (row, { effectiveOn }) => ({ ...standing(row, 'running'), startedOn: effectiveOn }),
  CohortCompleted: (row, { effectiveOn }) => ({ ...standing(row, 'completed'), completedOn: effectiveOn }),
  CohortCancelled: (row, { data, effectiveOn }) => ({
    ...standing(row, 'cancelled'),
    cancelledOn: effectiveOn,
    cancelledBecause: data.reason,
  }),
  CohortPostponed: (row, { data, effectiveOn }) => ({
    ...changed(row, effectiveOn, (setup) => postponed(setup, data)),
    moves: [...row.moves, moveOf(data, effectiveOn)],
  }),
  ModuleRescheduled: (row, { data, effectiveOn }) => ({
    ...changed(row, effectiveOn, (setup) => rescheduled(setup, data)),
    moves: [...row.moves, { ...moveOf(data, effectiveOn), moduleId: data.moduleId }],
  }),
  CapacityRaised: (row, { data: { capacity }, effectiveOn }) =>
    changed(row, effectiveOn, (setup) => ({ ...setup, capacity })),
  CapacityLoweringAsked: (row, { data, effectiveOn }) => ({
    ...row,
    lowering: { capacity: data.capacity, askedOn: effectiveOn },
  }),
  CapacityLowered: (row, { data: { capacity }, effectiveOn }) => ({
    ...changed(row, effectiveOn, (setup) => ({ ...setup, capacity })),
    lowering: null,
  }),
  CapacityLoweringRefused: (row, { data, effectiveOn }) => ({
    ...row,
    lowering: row.lowering && { ...row.lowering, refusedOn: effectiveOn, reason: data.reason },
  }),
};
