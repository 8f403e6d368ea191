import { type BusinessDate, projectionOf, type Recorded } from '#kernel';
import { CohortRow, type DecisionRow } from './cohort.entity.js';
import type { CohortSetup } from './cohort-setup.js';
import type { CohortEvent } from './events.js';

/** Cohorts as they are listed. */
export const cohortList = projectionOf<CohortEvent>()<CohortRow>({
  name: 'cohorts',
  version: 1,
  table: CohortRow,
  key: ({ data }) => data.cohortId,
  blank: (cohortId) => ({
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
    plannedOn: null,
    recommendedOn: null,
    enrolmentOpenedOn: null,
    enrolmentClosedOn: null,
    startedOn: null,
    completedOn: null,
    cancelledOn: null,
    cancelledBecause: null,
    revision: -1,
  }),
  on: {
    CohortPlanned: (row, { data: { cohortId: _, copiedFrom, ...setup }, effectiveOn, revision }) => ({
      ...planned(row, setup, effectiveOn),
      copiedFrom: copiedFrom ?? null,
      plannedOn: effectiveOn,
      revision,
    }),
    PlanAmended: (row, { data: { cohortId: _, ...setup }, effectiveOn, revision }) => ({
      ...planned(row, setup, effectiveOn),
      revision,
    }),
    CohortRecommended: (row, { effectiveOn, revision }) => ({
      ...row,
      state: 'recommended',
      recommendedOn: effectiveOn,
      revision,
    }),
    CohortApproved: (row, event) =>
      event.data.conditions
        ? decided(row, event, 'approved_with_conditions', { conditions: event.data.conditions })
        : decided(row, event, 'approved'),
    CohortReturned: (row, event) => decided(row, event, 'returned', reasonOf(event.data)),
    CohortNotApproved: (row, event) => decided(row, event, 'not_approved', reasonOf(event.data)),
    ConditionsMet: (row, { effectiveOn, revision }) => ({
      ...row,
      state: 'approved',
      decisions: row.decisions.map((decision, index) =>
        index === row.decisions.length - 1 ? { ...decision, conditionsMetOn: effectiveOn } : decision,
      ),
      revision,
    }),
    EnrolmentOpened: (row, { data: { enrolmentClosesOn }, effectiveOn, revision }) => ({
      ...row,
      setup: row.setup && { ...row.setup, enrolmentClosesOn },
      state: 'enrolling',
      enrolmentOpenedOn: effectiveOn,
      revision,
    }),
    EnrolmentClosed: (row, { effectiveOn, revision }) => ({
      ...row,
      state: 'enrolment_closed',
      enrolmentClosedOn: effectiveOn,
      revision,
    }),
    CohortStarted: (row, { effectiveOn, revision }) => ({
      ...row,
      state: 'running',
      startedOn: effectiveOn,
      revision,
    }),
    CohortCompleted: (row, { effectiveOn, revision }) => ({
      ...row,
      state: 'completed',
      completedOn: effectiveOn,
      revision,
    }),
    CohortCancelled: (row, { data, effectiveOn, revision }) => ({
      ...row,
      state: 'cancelled',
      cancelledOn: effectiveOn,
      cancelledBecause: data.reason,
      revision,
    }),
    CapacityRaised: (row, { data, effectiveOn, revision }) => ({
      ...withCapacity(row, data.capacity, effectiveOn),
      revision,
    }),
    CapacityLoweringAsked: (row, { data, effectiveOn, revision }) => ({
      ...row,
      lowering: { capacity: data.capacity, askedOn: effectiveOn },
      revision,
    }),
    CapacityLowered: (row, { data, effectiveOn, revision }) => ({
      ...withCapacity(row, data.capacity, effectiveOn),
      lowering: null,
      revision,
    }),
    CapacityLoweringRefused: (row, { data, effectiveOn, revision }) => ({
      ...row,
      lowering: row.lowering && { ...row.lowering, refusedOn: effectiveOn, reason: data.reason },
      revision,
    }),
  },
});

const planned = (row: CohortRow, setup: CohortSetup, from: BusinessDate): CohortRow => ({
  ...withCapacity(row, setup.capacity, from),
  programmeId: setup.programmeId,
  number: setup.number,
  name: setup.name,
  startsOn: setup.startsOn,
  endsOn: setup.endsOn,
  setup,
});

const withCapacity = (row: CohortRow, capacity: number, from: BusinessDate): CohortRow => ({
  ...row,
  capacity,
  setup: row.setup && { ...row.setup, capacity },
  capacities: row.capacity === capacity ? row.capacities : [...row.capacities, { capacity, from }],
});

const decided = (
  row: CohortRow,
  { data, effectiveOn, revision }: Recorded<CohortEvent> & { data: { reference: string } },
  decision: DecisionRow['decision'],
  more: Pick<DecisionRow, 'conditions' | 'reason'> = {},
): CohortRow => ({
  ...row,
  state: decision,
  decisions: [...row.decisions, { decision, reference: data.reference, on: effectiveOn, ...more }],
  revision,
});

const reasonOf = ({ reason }: { reason?: string }) => (reason === undefined ? {} : { reason });
