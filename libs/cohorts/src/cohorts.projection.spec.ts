import { recorded, rowsOf } from '../../../test/support/folded.js';
import {
  approved,
  autumnSetup,
  closed,
  cohortId,
  opened,
  planned,
  recommended,
  uptoApproval,
} from './autumn-cohort.example.js';
import type { CohortRow } from './cohort.entity.js';
import { cohortList } from './cohorts.projection.js';
import { cohorts } from './cohorts.decider.js';
import {
  capacityLowered,
  capacityLoweringAsked,
  capacityLoweringRefused,
  capacityRaised,
  cohortApproved,
  cohortCancelled,
  cohortCompleted,
  type CohortEvent,
  cohortNotApproved,
  cohortPlanned,
  cohortReturned,
  cohortsEvents,
  cohortStarted,
  conditionsMet,
  planAmended,
} from './events.js';

const reference = 'SG/2026/114';
const row = (...facts: readonly CohortEvent[]): CohortRow => {
  const rows = rowsOf(cohortList, recorded(facts));
  expect([...rows.keys()]).toEqual([cohortId]);
  return rows.get(cohortId)!;
};

const asPlanned: CohortRow = {
  cohortId,
  programmeId: autumnSetup.programmeId,
  number: 6,
  name: 'Autumn 2026',
  state: 'planned',
  startsOn: '2026-09-14',
  endsOn: '2027-06-30',
  capacity: 100,
  setup: autumnSetup,
  copiedFrom: null,
  capacities: [{ capacity: 100, from: '2026-01-12' }],
  lowering: null,
  decisions: [],
  plannedOn: '2026-01-12',
  recommendedOn: null,
  enrolmentOpenedOn: null,
  enrolmentClosedOn: null,
  startedOn: null,
  completedOn: null,
  cancelledOn: null,
  cancelledBecause: null,
  revision: 0,
};

describe('the list of cohorts', () => {
  it('folds every event of a cohort', () =>
    expect(Object.keys(cohortList.on).sort()).toEqual(
      Object.values(cohortsEvents)
        .map(({ type }) => type)
        .sort(),
    ));

  it('keeps the set-up as planned, and what it was copied from', () => {
    expect(row(planned)).toEqual(asPlanned);
    const copiedFrom = '77777777-7777-4777-8777-777777777777';
    expect(row(cohortPlanned({ ...planned.data, copiedFrom }, '2026-01-12'))).toEqual({
      ...asPlanned,
      copiedFrom,
    });
  });

  it('keeps the latest plan', () =>
    expect(
      row(planned, planAmended({ cohortId, ...autumnSetup, name: 'Fall', capacity: 90 }, '2026-01-20')),
    ).toEqual({
      ...asPlanned,
      name: 'Fall',
      capacity: 90,
      setup: { ...autumnSetup, name: 'Fall', capacity: 90 },
      capacities: [
        { capacity: 100, from: '2026-01-12' },
        { capacity: 90, from: '2026-01-20' },
      ],
      revision: 1,
    }));

  it('keeps the day of every step to the end', () =>
    expect(
      row(
        ...uptoApproval,
        opened,
        closed,
        cohortStarted({ cohortId }, '2026-09-14'),
        cohortCompleted({ cohortId }, '2027-06-30'),
      ),
    ).toEqual({
      ...asPlanned,
      state: 'completed',
      recommendedOn: '2026-02-02',
      decisions: [{ decision: 'approved', reference, on: '2026-03-02' }],
      enrolmentOpenedOn: '2026-04-01',
      enrolmentClosedOn: '2026-08-14',
      startedOn: '2026-09-14',
      completedOn: '2027-06-30',
      revision: 6,
    }));

  it('keeps every decision of the approving body, and when its conditions were met', () => {
    const conditions = ['Two centres'];
    const facts = [
      planned,
      recommended,
      cohortReturned({ cohortId, reference: 'SG/2026/90', reason: 'Price' }, '2026-02-20'),
      recommended,
      cohortApproved({ cohortId, reference, conditions }, '2026-03-02'),
    ] as const;
    const returned = { decision: 'returned', reference: 'SG/2026/90', on: '2026-02-20', reason: 'Price' };
    const agreed = { decision: 'approved_with_conditions', reference, on: '2026-03-02', conditions };
    expect(row(...facts)).toMatchObject({ state: 'approved_with_conditions', decisions: [returned, agreed] });
    expect(row(...facts, conditionsMet({ cohortId, reference }, '2026-03-20'))).toMatchObject({
      state: 'approved',
      decisions: [returned, { ...agreed, conditionsMetOn: '2026-03-20' }],
      revision: 5,
    });
    expect(row(planned, recommended, cohortNotApproved({ cohortId, reference }, '2026-03-02'))).toMatchObject(
      {
        state: 'not_approved',
        decisions: [{ decision: 'not_approved', reference, on: '2026-03-02' }],
      },
    );
  });

  it('keeps the closing day enrolment opened with', () =>
    expect(
      row(planned, recommended, approved, {
        ...opened,
        data: { ...opened.data, enrolmentClosesOn: '2026-09-01' },
      }).setup,
    ).toEqual({ ...autumnSetup, enrolmentClosesOn: '2026-09-01' }));

  it('keeps why it was cancelled', () =>
    expect(
      row(planned, cohortCancelled({ cohortId, reason: 'Few', placesOpened: false }, '2026-05-04')),
    ).toEqual({
      ...asPlanned,
      state: 'cancelled',
      cancelledOn: '2026-05-04',
      cancelledBecause: 'Few',
      revision: 1,
    }));

  it('keeps every capacity with the day it held from, and what became of a lowering', () => {
    const raised = capacityRaised({ cohortId, capacity: 110, placesOpened: true }, '2026-05-04');
    const asked = capacityLoweringAsked({ cohortId, capacity: 95 }, '2026-05-05');
    const refused = capacityLoweringRefused({ cohortId, capacity: 95, reason: '99 are held.' }, '2026-05-06');
    const lowered = capacityLowered({ cohortId, capacity: 95 }, '2026-05-07');
    expect(row(planned, raised, asked, refused)).toMatchObject({
      capacity: 110,
      setup: { capacity: 110 },
      lowering: { capacity: 95, askedOn: '2026-05-05', refusedOn: '2026-05-06', reason: '99 are held.' },
    });
    expect(row(planned, raised, asked, refused, asked, lowered)).toMatchObject({
      capacity: 95,
      setup: { capacity: 95 },
      lowering: null,
      capacities: [
        { capacity: 100, from: '2026-01-12' },
        { capacity: 110, from: '2026-05-04' },
        { capacity: 95, from: '2026-05-07' },
      ],
      revision: 5,
    });
  });

  it('says of every cohort what its decider says', () => {
    const facts = [...uptoApproval, opened, capacityRaised({ cohortId, capacity: 110, placesOpened: true })];
    let state = cohorts.initial;
    for (const event of recorded<CohortEvent>(facts))
      state = (cohorts.evolve[event.type] as (s: typeof state, e: typeof event) => typeof state)(
        state,
        event,
      );
    expect(row(...facts).setup).toEqual(state.setup);
    expect(row(...facts).state).toBe(state.stage);
  });
});
