import {
  commandOf,
  type Decider,
  derivedId,
  type Fact,
  isRefusal,
  startOfDay,
  stated,
  undated,
} from '#kernel';
import { specification } from '#kernel/specification';
import { type CohortPlan, cohorts, PlanCohort } from '#cohorts';
import { cohortCancelled } from '#cohorts/events';
import { organisations } from '#organisations';
import { organisationRegistered } from '#organisations/events';
import {
  AdmitByException,
  CARRIED_AT_ONCE,
  CarryRequest,
  CloseRequests,
  GivePriority,
  LapseOffer,
  LowerBookCapacity,
  OpenPlaces,
  places,
  RaiseBookCapacity,
  ReceiveCarriedRequest,
  RequestGroup,
  RequestPlace,
} from '#places';
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
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { orderProcesses } from './order.processes.js';
import { sharesAreReleasedOnTheirDay } from './shares-are-released-on-their-day.js';
import { answerBy, sentBy, Simulation } from './simulation.js';
import { theBookFollowsTheCohortsCapacity } from './the-book-follows-the-cohorts-capacity.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';

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

describe('a book and its processes', () => {
  const processes = [
    offerNextInLineWhenAPlaceComesFree,
    anOfferLapsesOnItsDay,
    waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
    ...orderProcesses,
  ];
  const starting = (on = '2026-09-01') => new Simulation([places], processes, startOfDay(on));
  const open = (simulation: Simulation, cohortId: string, changes: Partial<BookRules> = {}) =>
    simulation.send(commandOf(OpenPlaces, { cohortId, rules: bookRules(changes) }));
  const ask = (simulation: Simulation, cohortId: string, name: string, sponsorId = council) =>
    simulation.send(commandOf(RequestPlace, { cohortId, placeId: place(name), sponsorId }));
  const until = async (simulation: Simulation, day: string) => {
    simulation.now = startOfDay(day);
    await simulation.settle();
  };
  const stateOf = (simulation: Simulation, cohortId: string, name: string) =>
    simulation.stateOf(places, cohortId).places.get(place(name))?.state;

  it('draw a window by themselves and offer in the order drawn', async () => {
    const simulation = starting();
    open(simulation, autumn, { orderRule: 'window', windowClosesOn: '2026-09-15' });
    for (const name of ['amara', 'bo', 'chidi']) ask(simulation, autumn, name);
    await until(simulation, '2026-09-15');
    expect(simulation.log.some(({ type }) => type === 'PlaceOffered')).toBe(false);

    await until(simulation, '2026-09-16');
    const drawn = simulation.log.find(({ type }) => type === 'OrderDrawn')?.data as { order: string[] };
    const offered = simulation.log.filter(({ type }) => type === 'PlaceOffered');
    expect(offered.map(({ data }) => (data as { placeId: string }).placeId)).toEqual(drawn.order.slice(0, 2));
    expect(simulation.workItems).toEqual([]);
  });

  it('pass over a group of three that finds two free places and does not answer', async () => {
    const simulation = starting();
    open(simulation, autumn);
    const members = ['amara', 'bo', 'chidi'].map((name) => ({ placeId: place(name) }));
    simulation.send(
      commandOf(RequestGroup, { cohortId: autumn, groupId: group, sponsorId: council, places: members }),
    );
    ask(simulation, autumn, 'dorcas', hospice);
    await until(simulation, '2026-09-11');
    expect(stateOf(simulation, autumn, 'dorcas')).toBe('waiting');

    await until(simulation, '2026-09-12');
    expect(stateOf(simulation, autumn, 'dorcas')).toBe('offered');
    expect(stateOf(simulation, autumn, 'amara')).toBe('waiting');
    expect(simulation.workItems).toEqual([]);
  });

  it('go on behind a group that is asked to split as the last of a full batch', async () => {
    const simulation = starting();
    open(simulation, autumn, {
      ...{ capacity: 150, orderRule: 'window', windowClosesOn: '2026-09-02' },
      sectorShares: [{ sector: 'voluntary', seats: 100, releasedOn: '2026-10-30' }],
    });
    const askTogether = (groupId: string, sponsorId: string, sector: string, size: number) =>
      simulation.send(
        commandOf(RequestGroup, {
          ...{ cohortId: autumn, groupId, sponsorId },
          places: Array.from({ length: size }, (_, index) => ({ placeId: derivedId(groupId, index) })),
          sectors: stated(undated<string>(), '2020-01-01', sector),
        }),
      );
    askTogether(group, council, 'health', 60);
    simulation.send(
      commandOf(GivePriority, {
        cohortId: autumn,
        placeId: derivedId(group, 0),
        reason: 'Committed in the board paper',
        allowedBy: derivedId('a director'),
      }),
    );
    askTogether(derivedId('another group'), hospice, 'voluntary', 100);
    await until(simulation, '2026-09-03');
    expect(simulation.stateOf(places, autumn)).toMatchObject({ held: 100, waiting: 60 });
  });

  it('offer what was kept for groups that did not answer to one that fits, though its sponsor had its maximum', async () => {
    const simulation = starting();
    open(simulation, autumn, {
      ...{ capacity: 3, orderRule: 'window', windowClosesOn: '2026-09-02', maxPerSponsor: 3 },
    });
    await until(simulation, '2026-09-03');
    const askTogether = (groupId: string, sponsorId: string, names: readonly string[]) => {
      const members = names.map((name) => ({ placeId: place(name) }));
      simulation.send(
        commandOf(RequestGroup, { cohortId: autumn, groupId, sponsorId, places: [...members] }),
      );
    };
    ask(simulation, autumn, 'dorcas', hospice);
    askTogether(group, council, ['amara', 'bo', 'chidi']);
    ask(simulation, autumn, 'ewan');
    simulation.send(
      commandOf(AdmitByException, {
        cohortId: autumn,
        placeId: place('ewan'),
        sponsorId: council,
        overRules: ['order'],
        allowedBy: derivedId('a director'),
        reason: 'Promised in writing',
      }),
    );
    askTogether(derivedId('another group'), derivedId('a care home'), ['fatima', 'grace', 'hamish']);
    simulation.send(commandOf(RaiseBookCapacity, { cohortId: autumn, capacity: 6 }));
    await until(simulation, '2026-09-11');
    expect(stateOf(simulation, autumn, 'fatima')).toBe('waiting');

    await until(simulation, '2026-09-14');
    expect(stateOf(simulation, autumn, 'fatima')).toBe('offered');
    expect(simulation.workItems).toEqual([]);
  });

  it('release a share to those who wait', async () => {
    const simulation = starting();
    open(simulation, autumn, {
      sectorShares: [{ sector: 'voluntary', seats: 2, releasedOn: '2026-10-01' }],
    });
    ask(simulation, autumn, 'amara');
    await until(simulation, '2026-09-30');
    expect(stateOf(simulation, autumn, 'amara')).toBe('waiting');
    await until(simulation, '2026-10-01');
    expect(stateOf(simulation, autumn, 'amara')).toBe('offered');
  });

  it('carry what was not placed on to the next cohort, where it asks first and in its order', async () => {
    const simulation = starting();
    open(simulation, autumn, { capacity: 1 });
    for (const name of ['amara', 'bo', 'chidi']) ask(simulation, autumn, name);
    await until(simulation, '2026-12-01');
    expect(['bo', 'chidi'].map((name) => stateOf(simulation, autumn, name))).toEqual([
      'not_placed',
      'not_placed',
    ]);

    for (const name of ['chidi', 'bo'])
      simulation.send(
        commandOf(CarryRequest, {
          cohortId: autumn,
          placeId: place(name),
          toCohortId: spring,
          toPlaceId: place(`${name} in spring`),
        }),
      );
    await simulation.settle();
    open(simulation, spring, { capacity: 1, startsOn: '2027-05-10', lastJoiningDate: '2027-05-24' });
    ask(simulation, spring, 'dorcas');
    await simulation.settle();
    expect(
      ['bo in spring', 'chidi in spring', 'dorcas'].map((name) => stateOf(simulation, spring, name)),
    ).toEqual(['offered', 'waiting', 'waiting']);

    const { until: offeredUntil = '' } =
      simulation.stateOf(places, spring).places.get(place('bo in spring')) ?? {};
    simulation.now = startOfDay('2027-02-01');
    simulation.send(commandOf(LapseOffer, { cohortId: spring, placeId: place('bo in spring') }));
    await simulation.settle();
    expect(offeredUntil < '2027-02-01').toBe(true);
    expect(stateOf(simulation, spring, 'chidi in spring')).toBe('offered');
    expect(simulation.workItems).toEqual([]);
  });

  it('take a request back that the next cohort is closed for, and carry it to one that is not', async () => {
    const summer = derivedId('summer cohort');
    const simulation = starting();
    open(simulation, autumn, { capacity: 1 });
    for (const name of ['amara', 'bo']) ask(simulation, autumn, name);
    await until(simulation, '2026-12-01');
    open(simulation, spring, { startsOn: '2027-05-10', lastJoiningDate: '2027-05-24' });
    simulation.send(commandOf(CloseRequests, { cohortId: spring }));
    const carryTo = (toCohortId: string) =>
      simulation.send(
        commandOf(CarryRequest, {
          cohortId: autumn,
          placeId: place('bo'),
          toCohortId,
          toPlaceId: derivedId('bo in', toCohortId),
        }),
      );
    carryTo(spring);
    await simulation.settle();
    expect(simulation.log.at(-1)).toMatchObject({
      type: 'CarryingRefused',
      data: { cohortId: autumn, placeId: place('bo'), toCohortId: spring, code: 'places-not-open' },
    });

    expect(isRefusal(carryTo(summer))).toBe(false);
    await simulation.settle();
    expect(simulation.stateOf(places, summer).places.get(derivedId('bo in', summer))?.state).toBe('waiting');
    expect(simulation.workItems).toEqual([]);
  });

  it('know a sponsor by the sector of the day it asks', async () => {
    const simulation = starting();
    open(simulation, autumn, {
      sectorShares: [{ sector: 'voluntary', seats: 2, releasedOn: '2026-10-01' }],
    });
    const sectors = stated(stated(undated<string>(), '2020-01-01', 'voluntary'), '2026-09-10', 'private');
    const asks = (name: string) =>
      simulation.send(
        commandOf(RequestPlace, { cohortId: autumn, placeId: place(name), sponsorId: hospice, sectors }),
      );
    asks('amara');
    await until(simulation, '2026-09-10');
    asks('bo');
    expect(stateOf(simulation, autumn, 'amara')).toBe('offered');
    expect(stateOf(simulation, autumn, 'bo')).toBe('waiting');
  });
});
