import fc from 'fast-check';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import {
  approved,
  autumnSetup,
  closed,
  cohortId,
  delivering,
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
  cohortFactCorrected,
  cohortFactStruck,
  type CohortModule,
  cohortNotApproved,
  cohortPlanned,
  cohortPostponed,
  cohortReturned,
  cohortsEvents,
  cohortStarted,
  conditionsMet,
  enrolmentClosed,
  interestExpressed,
  interestWithdrawn,
  moduleRescheduled,
  planAmended,
} from './events.js';

const reference = 'SG/2026/114';
const [first, second] = autumnSetup.modules as [CohortModule, CohortModule];
const postponed = cohortPostponed(
  {
    cohortId,
    startsOn: '2026-11-16',
    endsOn: '2027-08-31',
    lastJoiningDate: '2026-11-16',
    modules: [
      { ...first, startsOn: '2026-11-16', endsOn: '2026-11-18' },
      { ...second, startsOn: '2027-03-15', endsOn: '2027-03-17' },
    ],
    from: {
      startsOn: '2026-09-14',
      endsOn: '2027-06-30',
      lastJoiningDate: '2026-09-14',
      modules: autumnSetup.modules,
    },
    reason: 'Fire',
    freeWithdrawalUntil: '2026-06-29',
    placesOpened: true,
  },
  '2026-06-01',
);
const rescheduled = moduleRescheduled(
  {
    cohortId,
    moduleId: delivering,
    startsOn: '2027-03-22',
    endsOn: '2027-03-24',
    venue: 'Oban',
    from: { startsOn: '2027-03-15', endsOn: '2027-03-17', venue: 'Pitlochry' },
    reason: 'Snow',
    placesOpened: true,
  },
  '2026-12-01',
);

const whole = (...facts: readonly CohortEvent[]): CohortRow => {
  const rows = rowsOf(cohortList, recorded(facts));
  expect([...rows.keys()]).toEqual([cohortId]);
  return rows.get(cohortId)!;
};
/** The row but for what it was folded from. */
const row = (...facts: readonly CohortEvent[]): Omit<CohortRow, 'facts'> => {
  const { facts: _, ...rest } = whole(...facts);
  return rest;
};

const asPlanned: Omit<CohortRow, 'facts'> = {
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
  moves: [],
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

  it('keeps every move with the days of before and since', () => {
    expect(row(...uptoApproval, opened, postponed, rescheduled)).toMatchObject({
      startsOn: '2026-11-16',
      endsOn: '2027-08-31',
      setup: {
        lastJoiningDate: '2026-11-16',
        modules: [
          { startsOn: '2026-11-16', endsOn: '2026-11-18' },
          { startsOn: '2027-03-22', venue: 'Oban' },
        ],
      },
      moves: [
        {
          on: '2026-06-01',
          reason: 'Fire',
          startsOn: '2026-11-16',
          endsOn: '2027-08-31',
          from: { startsOn: '2026-09-14', endsOn: '2027-06-30' },
          freeWithdrawalUntil: '2026-06-29',
        },
        {
          on: '2026-12-01',
          reason: 'Snow',
          moduleId: delivering,
          startsOn: '2027-03-22',
          endsOn: '2027-03-24',
          from: { startsOn: '2027-03-15', endsOn: '2027-03-17' },
        },
      ],
    });
  });

  it('passes over interest but for the revision, which commands may name', () => {
    const said = interestExpressed({ cohortId, sponsorId: delivering, places: 4 });
    expect(row(planned, said)).toEqual({ ...asPlanned, revision: 1 });
    expect(row(planned, said, interestWithdrawn({ cohortId, sponsorId: delivering })).revision).toBe(2);
  });

  it('reads corrected facts, and keeps what they were', () => {
    const [first] = recorded([planned]);
    const corrected = cohortFactCorrected(
      { cohortId, corrects: first!.id, fact: 'CohortPlanned', reason: 'Typing error', name: 'Autumn 26' },
      '2026-01-13',
    );
    expect(row(planned, recommended, corrected)).toMatchObject({
      name: 'Autumn 26',
      state: 'recommended',
      plannedOn: '2026-01-13',
      revision: 2,
    });
    expect(whole(planned, corrected).facts).toMatchObject([
      { on: '2026-01-13', corrections: [{ reason: 'Typing error', was: { on: '2026-01-12' } }] },
    ]);
    const struck = cohortFactStruck({
      cohortId,
      corrects: recorded([planned, recommended])[1]!.id,
      fact: 'CohortRecommended',
      reason: 'Another cohort was meant',
    });
    expect(row(planned, recommended, struck)).toEqual({ ...asPlanned, revision: 2 });
  });

  describe('as at a day', () => {
    const story = [
      ...uptoApproval,
      opened,
      postponed,
      capacityRaised({ cohortId, capacity: 110, placesOpened: true }, '2026-07-01'),
      closed,
      cohortStarted({ cohortId }, '2026-11-16'),
      rescheduled,
      cohortCompleted({ cohortId }, '2027-08-31'),
    ];
    const asAt = (day: string, facts: readonly CohortEvent[] = story) =>
      cohortList.asAt(whole(...facts), day);

    it.each([
      ['2026-01-12', 'planned', 100, '2026-09-14'],
      ['2026-02-02', 'recommended', 100, '2026-09-14'],
      ['2026-03-31', 'approved', 100, '2026-09-14'],
      ['2026-04-01', 'enrolling', 100, '2026-09-14'],
      ['2026-05-31', 'enrolling', 100, '2026-09-14'],
      ['2026-06-01', 'enrolling', 100, '2026-11-16'],
      ['2026-07-01', 'enrolling', 110, '2026-11-16'],
      ['2026-08-14', 'enrolment_closed', 110, '2026-11-16'],
      ['2026-11-16', 'running', 110, '2026-11-16'],
      ['2027-08-31', 'completed', 110, '2026-11-16'],
    ])('%s: %s, %d seats, from %s', (day, state, capacity, startsOn) =>
      expect(asAt(day)).toMatchObject({ state, capacity, startsOn, setup: { capacity, startsOn } }),
    );

    it('is nothing before its first fact, and the row itself after its last', () => {
      expect(asAt('2026-01-11')).toBeNull();
      expect(asAt('2027-08-31')).toEqual(whole(...story));
    });

    it('knows what the cohort was, though its plan was entered as of a later day', () => {
      const late = [cohortPlanned(planned.data, '2026-04-02'), ...story.slice(1)];
      expect(asAt('2026-03-02', late)).toMatchObject({
        state: 'approved',
        name: 'Autumn 2026',
        plannedOn: null,
        enrolmentOpenedOn: null,
      });
    });

    it('does not depend on the order in which facts were recorded', () =>
      fc.assert(
        fc.property(
          fc.shuffledSubarray(story, { minLength: story.length }),
          fc.constantFrom('2026-02-10', '2026-06-15', '2026-09-01', '2026-12-24', '2027-09-01'),
          (shuffled, day) => {
            const { facts: _, ...answer } = asAt(day, shuffled)!;
            const { facts: __, ...expected } = asAt(day)!;
            expect(answer).toEqual(expected);
          },
        ),
        { numRuns: 50 },
      ));

    it('lets a start stand that is dated before a closing entered late', () =>
      expect(
        asAt('2026-12-01', [
          ...uptoApproval,
          opened,
          enrolmentClosed({ cohortId }, '2026-11-20'),
          cohortStarted({ cohortId }, '2026-11-16'),
        ]),
      ).toMatchObject({ state: 'running', enrolmentClosedOn: '2026-11-20', startedOn: '2026-11-16' }));
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
