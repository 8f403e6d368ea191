import { commandOf, type Decider, derivedId, type Fact, isRefusal, startOfDay } from '#kernel';
import { specification } from '#kernel/specification';
import { organisationRegistered } from '#organisations/events';
import { CarryRequest, EndUnplaced, OpenPlaces, places, RequestGroup, RequestPlace } from '#places';
import { type BookRules, carriedRequestNoted } from '#places/events';
import { aCarriedRequestCountsForItsSponsorsSector } from './a-request-counts-for-its-sponsors-sector.completion.js';
import { orderProcesses } from './order.processes.js';
import { Simulation } from './simulation.js';

const autumn = derivedId('autumn cohort');
const spring = derivedId('spring cohort');
const council = derivedId('a council');
const hospice = derivedId('a hospice');
const group = derivedId('a group');
const place = (name: string) => derivedId('place of', name);
const bookRules = (changes: Partial<BookRules>): BookRules => ({
  programmeId: derivedId('leading to deliver'),
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
const open = (simulation: Simulation, cohortId: string, changes: Partial<BookRules>) =>
  simulation.send(commandOf(OpenPlaces, { cohortId, rules: bookRules(changes) }));

it('a carried request counts for the sectors of its sponsor as its book opens, whenever it was noted', async () => {
  const organisation = organisationRegistered(
    { organisationId: hospice, name: 'A hospice', sector: 'voluntary' },
    '2026-01-01',
  );
  const noted = carriedRequestNoted({
    ...{ cohortId: spring, placeId: place('amara'), sponsorId: hospice, order: 1 },
    carriedFrom: { cohortId: autumn, placeId: place('amara') },
  });
  const stateOf = async <State>(decider: Decider<State>, id: string) => {
    const facts = id === spring ? [noted] : id === hospice ? [organisation] : [];
    return specification(decider)(...(facts as Fact[])).state;
  };
  const { sectorsOf } = await aCarriedRequestCountsForItsSponsorsSector.fill(
    { cohortId: spring },
    { stateOf },
  );
  expect([...sectorsOf!].map(([id, sectors]) => [id, sectors.toJS()])).toEqual([
    [hospice, [{ on: '2026-01-01', value: 'voluntary' }]],
  ]);
});

it('carried requests above the maximum of their sponsor are taken back as they ask, a group as a whole', async () => {
  const summer = derivedId('summer cohort');
  const simulation = new Simulation([places], orderProcesses, startOfDay('2026-09-01'));
  open(simulation, autumn, { capacity: 0 });
  const names = ['amara', 'bo', 'chidi'];
  simulation.send(
    commandOf(RequestGroup, {
      ...{ cohortId: autumn, groupId: group, sponsorId: council },
      places: names.map((name) => ({ placeId: place(name) })),
    }),
  );
  for (const name of ['dorcas', 'ewan'])
    simulation.send(commandOf(RequestPlace, { cohortId: autumn, placeId: place(name), sponsorId: hospice }));
  simulation.now = startOfDay('2026-12-01');
  simulation.send(commandOf(EndUnplaced, { cohortId: autumn }));
  const carryTo = (name: string, toCohortId: string) =>
    simulation.send(
      commandOf(CarryRequest, {
        ...{ cohortId: autumn, placeId: place(name), toCohortId },
        toPlaceId: derivedId(name, 'in', toCohortId),
      }),
    );
  for (const name of [...names, 'dorcas', 'ewan']) carryTo(name, spring);
  await simulation.settle();
  const later = { startsOn: '2027-05-10', lastJoiningDate: '2027-05-24' };
  open(simulation, spring, { ...later, capacity: 5, maxPerSponsor: 1 });
  await simulation.settle();
  const takenBack = simulation.log.filter(({ type }) => type === 'CarryingRefused');
  expect(takenBack.map(({ data }) => data)).toEqual(
    [...names, 'ewan'].map((name) => ({
      ...{ cohortId: autumn, placeId: place(name), code: 'sponsor-has-its-maximum' },
      ...{ toCohortId: spring, toPlaceId: derivedId(name, 'in', spring) },
    })),
  );

  expect(isRefusal(carryTo('dorcas', summer))).toBe(true);
  for (const name of [...names, 'ewan']) expect(isRefusal(carryTo(name, summer))).toBe(false);
  expect(simulation.workItems).toEqual([]);
});
