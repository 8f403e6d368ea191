import { commandOf, type Decider, derivedId, type Fact, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { type CohortPlan, cohorts, PlanCohort } from '#cohorts';
import { cohortCancelled } from '#cohorts/events';
import { organisations } from '#organisations';
import { organisationRegistered } from '#organisations/events';
import { CARRIED_AT_ONCE, CarryRequest, LowerBookCapacity, ReceiveCarriedRequest } from '#places';
import {
  type BookRules,
  CARRYING_REFUSALS,
  groupAskedToSplit,
  placesOpened,
  requestCarried,
  windowClosed,
} from '#places/events';
import { aCarriedRequestAsksInTheCohortItWasCarriedTo } from './a-carried-request-asks-in-the-cohort-it-was-carried-to.js';
import { aGroupThatDoesNotAnswerIsPassedOver } from './a-group-that-does-not-answer-is-passed-over.js';
import { aRequestCountsForItsSponsorsSector } from './a-request-counts-for-its-sponsors-sector.completion.js';
import { aRequestIsCarriedToALaterCohortOfItsProgramme } from './a-request-is-carried-to-a-later-cohort-of-its-programme.guard.js';
import { aWindowThatIsOverIsDrawn } from './a-window-that-is-over-is-drawn.js';
import { sharesAreReleasedOnTheirDay } from './shares-are-released-on-their-day.js';
import { answerBy, sentBy } from './simulation.js';
import { theBookFollowsTheCohortsCapacity } from './the-book-follows-the-cohorts-capacity.js';

const autumn = derivedId('autumn cohort');
const spring = derivedId('spring cohort');
const programmeId = derivedId('leading to deliver');
const council = derivedId('a council');
const hospice = derivedId('a hospice');
const group = derivedId('a group');
const place = (name: string) => derivedId('place of', name);
const bookRules = (changes: Partial<BookRules> = {}): BookRules => ({
  programmeId,
  awardId: derivedId('certificate'),
  capacity: 2,
  lastJoiningDate: '2026-11-30',
  startsOn: '2026-11-16',
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: { fundingModel: 'central', fundingShares: [], instalmentPlan: [], refundBands: [] },
  ...changes,
});
const opened = (changes: Partial<BookRules> & { carried?: number }) =>
  placesOpened({ cohortId: autumn, ...bookRules(), ...changes });

describe('what is due in the order of a book', () => {
  const sectorShares = [{ sector: 'voluntary', seats: 2, releasedOn: '2026-10-01' }];

  it('is the release of each share as its day begins', async () => {
    expect(await sentBy(sharesAreReleasedOnTheirDay, opened({ sectorShares }))).toEqual([
      { sends: 'ReleaseShare', cohortId: autumn, sector: 'voluntary', due: '2026-09-30T23:00:00.000Z' },
    ]);
    expect(await sentBy(sharesAreReleasedOnTheirDay, opened({}))).toEqual([]);
  });

  it('is the closing of a window when its last day is over, and then the draw by the hash of the closing', async () => {
    expect(
      await sentBy(aWindowThatIsOverIsDrawn, opened({ orderRule: 'window', windowClosesOn: '2026-09-15' })),
    ).toEqual([{ sends: 'CloseWindow', cohortId: autumn, due: '2026-09-15T23:00:00.000Z' }]);
    expect(await sentBy(aWindowThatIsOverIsDrawn, opened({ orderRule: 'first_come' }))).toEqual([]);
    expect(await sentBy(aWindowThatIsOverIsDrawn, windowClosed({ cohortId: autumn, requests: 9 }))).toEqual([
      { sends: 'DrawOrder', cohortId: autumn, seed: 'f00d' },
    ]);
  });

  it('is the passing over of a group when its last day to answer is over, and what was kept for it', async () =>
    expect(
      await sentBy(
        aGroupThatDoesNotAnswerIsPassedOver,
        groupAskedToSplit({ cohortId: autumn, groupId: group, size: 3, free: 2, answerBy: '2026-09-11' }),
      ),
    ).toEqual([
      { sends: 'PassOverGroup', cohortId: autumn, groupId: group, due: '2026-09-11T23:00:00.000Z' },
      { sends: 'OfferNextInLine', cohortId: autumn, due: '2026-09-11T23:00:00.000Z' },
    ]));

  it('tells the cohort that its capacity cannot be lowered below its shares', () =>
    expect(
      answerBy(
        theBookFollowsTheCohortsCapacity,
        commandOf(LowerBookCapacity, { cohortId: autumn, capacity: 1 }),
        'shares-exceed-capacity',
      ),
    ).toMatchObject({ sends: 'SettleCapacityLowering', granted: false }));
});

describe('a carried request', () => {
  const process = aCarriedRequestAsksInTheCohortItWasCarriedTo;
  const said = {
    sponsorId: council,
    personId: derivedId('amara'),
    reference: 'L 17',
    level: 'senior' as const,
    homeOrganisationId: derivedId('a hospital'),
    order: 3,
    groupId: derivedId('group'),
  };

  it('goes to the book of the later cohort', async () =>
    expect(
      await sentBy(
        process,
        requestCarried({
          cohortId: autumn,
          placeId: place('amara'),
          ...said,
          toCohortId: spring,
          toPlaceId: place('amara in spring'),
        }),
      ),
    ).toEqual([
      {
        sends: 'ReceiveCarriedRequest',
        cohortId: spring,
        placeId: place('amara in spring'),
        ...said,
        carriedFrom: { cohortId: autumn, placeId: place('amara') },
      },
    ]));

  it('asks when that book opens, batch by batch, and then the seats are offered', async () => {
    const batch = { sends: 'AskForCarried', cohortId: autumn };
    expect(await sentBy(process, opened({ carried: CARRIED_AT_ONCE + 1 }))).toEqual([
      batch,
      batch,
      { sends: 'OfferNextInLine', cohortId: autumn },
    ]);
    expect(await sentBy(process, opened({}))).toEqual([]);
  });

  it('that is refused there is taken back, whatever the reason', () => {
    const received = commandOf(ReceiveCarriedRequest, {
      cohortId: spring,
      placeId: place('amara in spring'),
      ...said,
      carriedFrom: { cohortId: autumn, placeId: place('amara') },
    });
    for (const code of CARRYING_REFUSALS)
      expect(answerBy(process, received, code)).toEqual({
        sends: 'TakeCarryingBack',
        cohortId: autumn,
        placeId: place('amara'),
        carriedTo: { cohortId: spring, placeId: place('amara in spring') },
        code,
      });
  });

  it('is carried to a later cohort of the programme that still runs', async () => {
    const plan = (startsOn: string, changes: Partial<CohortPlan> = {}) => {
      const command = commandOf(PlanCohort, {
        cohortId: spring,
        programmeId,
        versionId: derivedId('pilot'),
        awardId: derivedId('certificate'),
        approvingBody: 'none',
        number: 1,
        name: 'A cohort',
        deliveryCentre: 'Stirling',
        capacity: 100,
        minimumViable: 60,
        enrolmentOpensOn: '2026-04-01',
        enrolmentClosesOn: '2026-08-14',
        startsOn,
        endsOn: '2028-06-30',
        modules: [
          { moduleId: derivedId('m'), title: 'Leading', startsOn, endsOn: startsOn, venue: 'Dunblane' },
        ],
        pricePence: 300_000,
        fundingModel: 'sponsor_paid',
        ...changes,
      });
      const { decision } = specification(cohorts)().when(command);
      if (isRefusal(decision)) throw new Error(decision.message);
      return decision as readonly Fact[];
    };
    const planned = plan('2026-11-16');
    const asked = (later: readonly Fact[], toCohortId = spring) =>
      aRequestIsCarriedToALaterCohortOfItsProgramme.check(
        commandOf(CarryRequest, {
          cohortId: autumn,
          placeId: place('amara'),
          toCohortId,
          toPlaceId: place('amara in spring'),
        }),
        {
          stateOf: async <State>(decider: Decider<State>, id: string) =>
            specification(decider)(...(id === autumn ? planned : later)).state,
        },
      );

    expect(await asked(plan('2027-05-10'))).toBeUndefined();
    expect(await asked([], autumn)).toBeUndefined();
    expect(await asked([])).toMatchObject({ refused: 'unknown-cohort' });
    expect(await asked(plan('2027-05-10', { programmeId: derivedId('another') }))).toMatchObject({
      refused: 'another-programme',
    });
    expect(await asked(planned)).toMatchObject({ refused: 'not-a-later-cohort' });
    const cancelled = cohortCancelled({ cohortId: spring, reason: 'Too few', placesOpened: false });
    expect(await asked([...plan('2027-05-10'), cancelled])).toMatchObject({ refused: 'cohort-over' });
  });
});

it('a request counts for the sectors of its sponsor, as the organisation states them', async () => {
  const { state } = specification(organisations)(
    organisationRegistered(
      {
        organisationId: hospice,
        name: 'A hospice',
        sector: 'voluntary',
      },
      '2026-01-01',
    ),
  );
  for (const completion of aRequestCountsForItsSponsorsSector) {
    const filled = (await completion.fill(
      { sponsorId: hospice },
      { stateOf: async <State>() => state as State },
    )) as { sectors: { toJS(): unknown } };
    expect(filled.sectors.toJS()).toEqual([{ on: '2026-01-01', value: 'voluntary' }]);
    expect(completion.fills).toEqual(['sectors']);
  }
});
