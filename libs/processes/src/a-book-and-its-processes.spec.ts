import { commandOf, derivedId, isRefusal, startOfDay, stated, undated } from '#kernel';
import {
  AdmitByException,
  CarryRequest,
  CloseRequests,
  GivePriority,
  LapseOffer,
  OpenPlaces,
  places,
  RaiseBookCapacity,
  RequestGroup,
  RequestPlace,
  sponsorship,
} from '#places';
import { type BookRules } from '#places/events';
import { anOfferLapsesOnItsDay } from './an-offer-lapses-on-its-day.js';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { orderProcesses } from './order.processes.js';
import { Simulation } from './simulation.js';
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

describe('a book and its processes', () => {
  const processes = [
    offerNextInLineWhenAPlaceComesFree,
    anOfferLapsesOnItsDay,
    waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
    ...orderProcesses,
  ];
  const starting = (on = '2026-09-01') => new Simulation([places, sponsorship], processes, startOfDay(on));
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
