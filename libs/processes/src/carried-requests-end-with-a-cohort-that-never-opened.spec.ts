import { commandOf, derivedId, startOfDay } from '#kernel';
import { specification } from '#kernel/specification';
import { CancelCohort, cohorts, PlanCohort } from '#cohorts';
import { cohortCancelled } from '#cohorts/events';
import { CarryRequest, EndUnplaced, OpenPlaces, places, RequestPlace } from '#places';
import { carriedRequestNoted } from '#places/events';
import { carriedRequestsEndWithACohortThatNeverOpened } from './carried-requests-end-with-a-cohort-that-never-opened.js';
import { orderProcesses } from './order.processes.js';
import {
  amara,
  awardId,
  bo,
  chidi,
  first,
  placeIn,
  programmeId,
  rulesOf,
  second,
  sponsorId,
} from './returns.examples.js';
import { sentBy, Simulation } from './simulation.js';
import { placesAreCancelledWithTheirCohort } from './places-are-cancelled-with-their-cohort.js';

const process = carriedRequestsEndWithACohortThatNeverOpened;
const here = placeIn(second, amara);
const noted = carriedRequestNoted({ ...here, sponsorId, order: 1, carriedFrom: placeIn(first, amara) });
const cancelled = cohortCancelled({ cohortId: second, reason: 'Too few', placesOpened: false }, '2026-12-10');
const cancelPlaces = { sends: 'CancelPlaces', cohortId: second };

const planning = commandOf(PlanCohort, {
  cohortId: second,
  programmeId,
  versionId: derivedId('pilot'),
  awardId,
  approvingBody: 'none',
  number: 2,
  name: 'Second',
  deliveryCentre: 'Stirling',
  capacity: 10,
  minimumViable: 5,
  enrolmentOpensOn: '2027-04-01',
  enrolmentClosesOn: '2027-09-30',
  startsOn: '2027-11-16',
  endsOn: '2028-10-27',
  modules: [
    {
      moduleId: derivedId('leading'),
      title: 'Leading',
      startsOn: '2027-11-16',
      endsOn: '2027-11-18',
      venue: 'Dunblane',
    },
  ],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
});

describe('a cohort that is cancelled before its book opened', () => {
  const before = specification(cohorts)().state;
  const after = specification(cohorts)(cancelled).state;
  const book = specification(places);

  it('ends the requests that were carried to it, as of the day it was cancelled', async () => {
    expect(await sentBy(process, cancelled, () => book(noted).state)).toEqual([
      { ...cancelPlaces, effectiveOn: '2026-12-10' },
    ]);
    expect(await sentBy(process, cancelled, () => book().state)).toEqual([]);
  });

  it('ends one that is noted only afterwards too, and none of a cohort that is still to open', async () => {
    expect(await sentBy(process, noted, () => after)).toEqual([cancelPlaces]);
    expect(await sentBy(process, noted, () => before)).toEqual([]);
  });

  it('leaves nobody waiting: who is carried there later goes on elsewhere', async () => {
    const simulation = new Simulation(
      [cohorts, places],
      [...orderProcesses, placesAreCancelledWithTheirCohort],
      startOfDay('2026-10-01'),
    );
    simulation.send(planning);
    simulation.send(commandOf(OpenPlaces, { cohortId: first, rules: rulesOf(first, 1) }));
    for (const person of [chidi, amara, bo])
      simulation.send(commandOf(RequestPlace, { ...placeIn(first, person), sponsorId }));
    simulation.now = startOfDay('2026-12-10');
    simulation.send(commandOf(EndUnplaced, { cohortId: first }));
    const carry = (person: string) => {
      const { placeId: toPlaceId } = placeIn(second, person);
      const from = placeIn(first, person);
      simulation.send(commandOf(CarryRequest, { ...from, toCohortId: second, toPlaceId }));
      return simulation.settle();
    };
    await carry(amara);
    simulation.send(commandOf(CancelCohort, { cohortId: second, reason: 'Too few' }));
    await simulation.settle();
    await carry(bo);

    const stateOf = (cohortId: string, person: string) =>
      simulation.stateOf(places, cohortId).places.get(placeIn(cohortId, person).placeId);
    expect(stateOf(second, amara)?.state).toBe('cancelled');
    expect(stateOf(second, bo)).toBeUndefined();
    expect(stateOf(first, bo)?.carriedTo).toBeUndefined();
    expect(simulation.workItems).toEqual([]);
  });
});
