import { commandOf, derivedId, type Fact, isRefusal } from '#kernel';
import { cohorts, PostponeCohort, RescheduleModule } from '#cohorts';
import {
  cohortApproved,
  type CohortEvent,
  cohortFactCorrected,
  cohortFactStruck,
  cohortPlanned,
  cohortRecommended,
  cohortsEvents,
  enrolmentOpened,
} from '#cohorts/events';
import { decide, happened, specification } from '#kernel/specification';
import { enrolmentClosesAfterItsLastDay } from './enrolment-closes-after-its-last-day.js';
import { sentBy } from './simulation.js';
import { theBookMovesWhenItsCohortMoves } from './the-book-moves-when-its-cohort-moves.js';

const cohortId = derivedId('autumn cohort');
const leading = derivedId('leading');
const delivering = derivedId('delivering');
const module = (moduleId: string, startsOn: string, endsOn: string) => ({
  moduleId,
  title: moduleId,
  startsOn,
  endsOn,
  venue: 'Dunblane',
});
const setup = {
  programmeId: derivedId('leading to deliver'),
  versionId: derivedId('pilot'),
  awardId: derivedId('certificate'),
  approvingBody: 'board',
  number: 6,
  name: 'Autumn 2026',
  deliveryCentre: 'Stirling',
  capacity: 10,
  minimumViable: 5,
  enrolmentOpensOn: '2026-04-01',
  enrolmentClosesOn: '2026-10-16',
  lastJoiningDate: '2026-11-16',
  startsOn: '2026-11-16',
  endsOn: '2027-10-29',
  modules: [module(leading, '2026-11-16', '2026-11-18'), module(delivering, '2027-04-12', '2027-04-14')],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
  fundingShares: [{ funder: 'sponsor', pence: 300_000 }],
  instalmentPlan: [{ afterModuleId: leading, pence: 300_000 }],
  refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
  offerWorkingDays: 20,
  namingDays: 42,
  deferralLimitMonths: 24,
  orderRule: 'first_come',
  checks: [],
} as const;
const { approvingBody: _, number: __, name: ___, deliveryCentre: ____, ...opening } = setup;
const enrolling: readonly CohortEvent[] = [
  cohortPlanned({ cohortId, ...setup }, '2026-01-12'),
  cohortRecommended({ cohortId }, '2026-02-02'),
  cohortApproved({ cohortId, reference: 'Minute 7' }, '2026-03-02'),
  enrolmentOpened({ cohortId, ...opening }, '2026-04-01'),
];

/** What a cohort decides on a command, and what a process makes of that, asked with the cohort as it is then. */
const followedBy = async (
  process: Parameters<typeof sentBy>[0],
  facts: readonly CohortEvent[],
  ...[command, now]: [object, string?]
) => {
  const decision = decide(cohorts, specification(cohorts)(...facts).state, command, now ? { now } : {});
  if (isRefusal(decision)) throw new Error(decision.message);
  const [fact] = decision;
  return sentBy(process, fact as Fact, () => specification(cohorts)(...facts, fact!).state);
};
const postponing = (changes: Partial<PostponeCohort> = {}) =>
  commandOf(PostponeCohort, {
    cohortId,
    startsOn: '2027-01-11',
    endsOn: '2027-12-17',
    modules: [
      { moduleId: leading, startsOn: '2027-01-11', endsOn: '2027-01-13' },
      { moduleId: delivering, startsOn: '2027-06-07', endsOn: '2027-06-09' },
    ],
    reason: 'The venue burnt down',
    ...changes,
  });

describe('a cohort that moves', () => {
  const move = {
    sends: 'MoveBook',
    cohortId,
    startsOn: '2027-01-11',
    lastJoiningDate: '2027-01-11',
    requestsCloseOn: '2026-10-16',
    endsOn: '2027-12-17',
  };

  /** The event the book follows. */
  const moveId = expect.any(String) as string;

  it('moves its book, and says until when sponsors may go free of charge', async () =>
    expect(await followedBy(theBookMovesWhenItsCohortMoves, enrolling, postponing())).toEqual([
      { ...move, moveId, freeWithdrawalUntil: '2026-09-29', effectiveOn: '2026-09-01' },
    ]));
  it('has no book to move before enrolment opened', async () =>
    expect(await followedBy(theBookMovesWhenItsCohortMoves, enrolling.slice(0, 3), postponing())).toEqual(
      [],
    ));
  it('closes its enrolment on the new last day, where that moved', async () => {
    expect(await followedBy(enrolmentClosesAfterItsLastDay, enrolling, postponing())).toEqual([]);
    expect(
      await followedBy(
        enrolmentClosesAfterItsLastDay,
        enrolling,
        postponing({ enrolmentClosesOn: '2026-12-11' }),
      ),
    ).toEqual([
      {
        sends: 'CloseEnrolment',
        cohortId,
        ifLastDayIs: '2026-12-11',
        due: '2026-12-12T00:00:00.000Z',
        effectiveOn: '2026-12-12',
      },
    ]);
  });
  it('is told to its book for a module that moves far, or past the end', async () => {
    const rescheduling = (changes: Partial<RescheduleModule>) =>
      commandOf(RescheduleModule, {
        cohortId,
        moduleId: delivering,
        startsOn: '2027-04-19',
        endsOn: '2027-04-21',
        reason: 'Snow',
        ...changes,
      });
    const days = { startsOn: '2026-11-16', lastJoiningDate: '2026-11-16', endsOn: '2027-10-29' };
    const moved = { ...move, ...days, joiningStays: true };
    const process = theBookMovesWhenItsCohortMoves;
    expect(await followedBy(process, enrolling, rescheduling({}))).toEqual([]);
    expect(
      await followedBy(process, enrolling, rescheduling({ startsOn: '2027-05-10', endsOn: '2027-05-12' })),
    ).toEqual([{ ...moved, moveId, freeWithdrawalUntil: '2026-09-29', effectiveOn: '2026-09-01' }]);
    expect(
      await followedBy(
        process,
        enrolling,
        rescheduling({
          startsOn: '2027-11-08',
          endsOn: '2027-11-10',
          cohortEndsOn: '2027-11-12',
          withdrawFreeUntil: '2026-12-18',
        }),
      ),
    ).toEqual([
      {
        ...moved,
        moveId,
        endsOn: '2027-11-12',
        freeWithdrawalUntil: '2026-12-18',
        effectiveOn: '2026-09-01',
      },
    ]);
  });
});

describe('a cohort that was recorded wrongly', () => {
  const idOf = (index: number) => happened(enrolling[index]!, index).id;
  const corrected = cohortFactCorrected(
    {
      cohortId,
      corrects: idOf(0),
      fact: 'CohortPlanned',
      reason: 'Typing error',
      startsOn: '2026-11-09',
      modules: [module(leading, '2026-11-09', '2026-11-11'), setup.modules[1]],
      lastJoiningDate: '2026-11-09',
    },
    '2026-01-12',
  );
  const after =
    (...facts: readonly CohortEvent[]) =>
    () =>
      specification(cohorts)(...enrolling, ...facts).state;

  it('moves its book to the right days', async () =>
    expect(await sentBy(theBookMovesWhenItsCohortMoves, corrected, after(corrected))).toEqual([
      {
        sends: 'MoveBook',
        cohortId,
        startsOn: '2026-11-09',
        lastJoiningDate: '2026-11-09',
        requestsCloseOn: '2026-10-16',
        endsOn: '2027-10-29',
        corrected: true,
      },
    ]));
  it('moves it back where a postponement never was', async () => {
    const state = specification(cohorts)(...enrolling).state;
    const [postponed] = decide(cohorts, state, postponing()) as readonly [CohortEvent];
    const struck = cohortFactStruck({
      cohortId,
      corrects: happened(postponed, 4).id,
      fact: 'CohortPostponed',
      reason: 'Another cohort was meant',
    });
    expect(await sentBy(theBookMovesWhenItsCohortMoves, struck, after(postponed, struck))).toMatchObject([
      { startsOn: '2026-11-16', endsOn: '2027-10-29', struck: [happened(postponed, 4).id] },
    ]);
    const stands = cohortFactCorrected(
      {
        cohortId,
        corrects: happened(postponed, 4).id,
        fact: 'CohortPostponed',
        reason: 'It was this one after all',
      },
      '2026-09-01',
    );
    const [moves] = await sentBy(theBookMovesWhenItsCohortMoves, stands, after(postponed, struck, stands));
    expect(moves).toMatchObject({ startsOn: '2027-01-11' });
    expect(moves).not.toHaveProperty('struck');
  });
  it('closes its enrolment after the right last day', async () => {
    const rightDay = cohortFactCorrected(
      {
        cohortId,
        corrects: idOf(3),
        fact: 'EnrolmentOpened',
        reason: 'Typing error',
        enrolmentClosesOn: '2026-10-23',
      },
      '2026-04-01',
    );
    expect(await sentBy(enrolmentClosesAfterItsLastDay, rightDay, after(rightDay))).toMatchObject([
      { ifLastDayIs: '2026-10-23', due: '2026-10-23T23:00:00.000Z', effectiveOn: '2026-10-24' },
    ]);
    expect(await sentBy(enrolmentClosesAfterItsLastDay, corrected, after(corrected))).toEqual([]);
  });
});

it('every event that changes the days of a cohort is followed', () => {
  const moving = ['CohortPostponed', 'ModuleRescheduled', 'CohortFactCorrected', 'CohortFactStruck'];
  expect(Object.values(cohortsEvents).map(({ type }) => type)).toEqual(expect.arrayContaining(moving));
  expect(Object.keys(theBookMovesWhenItsCohortMoves.on)).toEqual(moving);
});
