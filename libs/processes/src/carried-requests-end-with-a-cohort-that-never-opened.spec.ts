import { commandOf, derivedId, startOfDay } from '#kernel';
import { specification } from '#kernel/specification';
import { CancelCohort, cohorts, OpenEnrolment, PlanCohort, StrikeCohortFact } from '#cohorts';
import { cohortCancelled } from '#cohorts/events';
import { CarryRequest, DeferPlace, NameReturn, RequestPlace } from '#places';
import { carriedRequestNoted, carryingRefused, placeCancelled } from '#places/events';
import { carriedRequestsEndWithACohortThatNeverOpened } from './carried-requests-end-with-a-cohort-that-never-opened.js';
import { inEveryOrder, sending, until } from './every-order.examples.js';
import {
  amara,
  awardId,
  bo,
  chidi,
  confirmed,
  first,
  open,
  placeIn,
  programmeId,
  returnIn,
  second,
  sent,
  simulated,
  sponsorId,
  standing,
  started,
  third,
} from './returns.examples.js';
import { sentBy, type Simulation } from './simulation.js';

const process = carriedRequestsEndWithACohortThatNeverOpened;
const here = placeIn(second, amara);
const noted = carriedRequestNoted({ ...here, sponsorId, order: 1, carriedFrom: placeIn(first, amara) });
const cancelled = cohortCancelled({ cohortId: second, reason: 'Too few', placesOpened: false }, '2026-12-10');
const endCarried = { sends: 'EndCarried', cohortId: second };

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

  it('ends the requests that were carried to it, as of the day it was cancelled', async () => {
    expect(await sentBy(process, cancelled, () => after)).toEqual([
      { ...endCarried, effectiveOn: '2026-12-10' },
    ]);
    const opened = cohortCancelled({ ...cancelled.data, placesOpened: true });
    expect(await sentBy(process, opened, () => after)).toEqual([]);
  });

  it('goes on until the last', async () => {
    const ended = { ...here, personIds: [], freedSeat: false };
    expect(
      await sentBy(process, placeCancelled({ ...ended, othersNoted: true }, '2026-12-10'), () => after),
    ).toEqual([{ ...endCarried, effectiveOn: '2026-12-10' }]);
    expect(await sentBy(process, placeCancelled(ended), () => after)).toEqual([]);
  });

  it('ends one that is noted only afterwards too, and none of a cohort that is still to open', async () => {
    expect(await sentBy(process, noted, () => after)).toEqual([endCarried]);
    expect(await sentBy(process, noted, () => before)).toEqual([]);
  });

  it('ends one that is noted again, carried on in vain, and not one that had ended', async () => {
    const refused = {
      ...here,
      ...{ toCohortId: derivedId('third'), toPlaceId: derivedId('there') },
      code: 'places-not-open' as const,
    };
    const again = carryingRefused({ ...refused, notedAgain: true });
    expect(await sentBy(process, again, () => after)).toEqual([endCarried]);
    expect(await sentBy(process, again, () => before)).toEqual([]);
    expect(await sentBy(process, carryingRefused(refused))).toEqual([]);
  });

  it('ends nothing where the cancellation was struck before anybody heard of it', async () =>
    expect(await sentBy(process, cancelled, () => before)).toEqual([]));
});

const begun = async () => {
  const simulation = simulated('2026-10-01');
  sent(simulation, planning);
  open(simulation, first, 1);
  await confirmed(simulation, placeIn(first, chidi), chidi);
  for (const person of [amara, bo])
    sent(simulation, commandOf(RequestPlace, { ...placeIn(first, person), sponsorId }));
  simulation.now = startOfDay('2026-12-10');
  await started(simulation, placeIn(first, chidi));
  expect(standing(simulation, placeIn(first, bo))?.state).toBe('not_placed');
  return simulation;
};
const carry = (person: string, to = second) =>
  sending(() =>
    commandOf(CarryRequest, {
      ...placeIn(first, person),
      toCohortId: to,
      toPlaceId: placeIn(to, person).placeId,
    }),
  );
const cancel = sending(() => commandOf(CancelCohort, { cohortId: second, reason: 'Another was meant' }));
const strike = sending(({ log }) =>
  commandOf(StrikeCohortFact, {
    cohortId: second,
    factId: log.find(({ type }) => type === 'CohortCancelled')?.id,
    reason: 'Another was meant',
  }),
);
const enrol = sending(() => commandOf(OpenEnrolment, { cohortId: second }));
const stateOf = (simulation: Simulation, cohortId: string, person: string) =>
  standing(simulation, placeIn(cohortId, person))?.state;

describe('a request that is carried to a cohort that is cancelled', () => {
  it('ends there, however late it comes, and may be carried on', () =>
    inEveryOrder(begun, [carry(amara), cancel, carry(bo)], (simulation) => {
      for (const person of [amara, bo]) {
        expect(stateOf(simulation, second, person)).toBe('cancelled');
        const { placeId: toPlaceId } = placeIn(third, person);
        const from = placeIn(second, person);
        sent(simulation, commandOf(CarryRequest, { ...from, toCohortId: third, toPlaceId }));
      }
    }));
});

describe('a cancellation that was an error', () => {
  const takesRequests = (simulation: Simulation) => {
    expect(simulation.stateOf(cohorts, second).stage).toBe('enrolling');
    sent(simulation, commandOf(RequestPlace, { ...placeIn(second, derivedId('dina')), sponsorId }));
  };

  it('leaves a book that opens, and takes whoever is carried there after it was struck', async () => {
    await inEveryOrder(
      begun,
      [carry(amara), cancel, strike, carry(bo), until('2027-04-01'), enrol],
      (simulation) => {
        // She had been told that it was cancelled, or nobody had heard of it yet.
        expect(['cancelled', 'offered']).toContain(stateOf(simulation, second, amara));
        expect(stateOf(simulation, second, bo)).toBe('offered');
        takesRequests(simulation);
      },
    );
    await inEveryOrder(
      begun,
      [cancel, carry(amara), strike, until('2027-04-01'), enrol, carry(bo)],
      (simulation) => {
        expect(['cancelled', 'offered']).toContain(stateOf(simulation, second, amara));
        expect(stateOf(simulation, second, bo)).toBe('offered');
        takesRequests(simulation);
      },
    );
  });

  it('lets the cohort be named again by a participant who returns to it', async () => {
    const left = placeIn(first, chidi);
    const again = { cohortId: second, placeId: derivedId('named again') };
    await inEveryOrder(
      begun,
      [
        sending(() =>
          commandOf(DeferPlace, { ...left, reasonClass: 'work', returnTo: returnIn(second, chidi) }),
        ),
        cancel,
        strike,
        sending(() => commandOf(NameReturn, { ...left, returnTo: again })),
        until('2027-04-01'),
        enrol,
      ],
      (simulation) => {
        expect(standing(simulation, left)?.deferral?.returnTo).toEqual(again);
        expect(standing(simulation, again)?.state).toBe('accepted');
        takesRequests(simulation);
      },
    );
  });
});
