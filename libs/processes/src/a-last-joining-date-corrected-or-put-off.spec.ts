import { commandOf, derivedId } from '#kernel';
import {
  cohorts,
  CorrectCohortFact,
  OpenEnrolment,
  PlanCohort,
  PostponeCohort,
  RescheduleModule,
} from '#cohorts';
import { places, RequestPlace } from '#places';
import { offerNextInLineWhenAPlaceComesFree } from './offer-next-in-line-when-a-place-comes-free.js';
import { placesOpenWhenEnrolmentOpens } from './places-open-when-enrolment-opens.js';
import { requestsWaitAgainThatAWrongLastJoiningDateHadEnded } from './requests-wait-again-that-a-wrong-last-joining-date-had-ended.js';
import { sent } from './returns.examples.js';
import { Simulation } from './simulation.js';
import { theBookMovesWhenItsCohortMoves } from './the-book-moves-when-its-cohort-moves.js';
import { waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate } from './waiting-requests-end-as-not-placed-after-the-last-joining-date.js';

const cohortId = derivedId('autumn cohort');
const [leading, delivering] = [derivedId('leading'), derivedId('delivering')];
const asked = ['amara', 'bo', 'chidi'].map((name) => derivedId('place', name));
const plan = commandOf(PlanCohort, {
  cohortId,
  programmeId: derivedId('leading to deliver'),
  versionId: derivedId('pilot'),
  awardId: derivedId('certificate'),
  approvingBody: 'none',
  number: 6,
  name: 'Autumn 2026',
  deliveryCentre: 'Stirling',
  capacity: 2,
  minimumViable: 1,
  enrolmentOpensOn: '2026-09-01',
  enrolmentClosesOn: '2026-10-16',
  lastJoiningDate: '2026-11-16',
  startsOn: '2026-11-16',
  endsOn: '2027-10-29',
  modules: [
    {
      ...{ moduleId: leading, title: 'Leading', venue: 'Dunblane' },
      ...{ startsOn: '2026-11-16', endsOn: '2026-11-18' },
    },
    {
      ...{ moduleId: delivering, title: 'Delivering', venue: 'Dunblane' },
      ...{ startsOn: '2027-04-12', endsOn: '2027-04-14' },
    },
  ],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
  offerWorkingDays: 60,
});

/** Two seats, offered, and one who waited until the last joining date, as it was recorded, had passed. */
const notPlaced = async () => {
  const simulation = new Simulation(
    [cohorts, places],
    [
      placesOpenWhenEnrolmentOpens,
      theBookMovesWhenItsCohortMoves,
      offerNextInLineWhenAPlaceComesFree,
      waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate,
      requestsWaitAgainThatAWrongLastJoiningDateHadEnded,
    ],
    '2026-09-01T08:00:00.000Z',
  );
  sent(simulation, plan);
  sent(simulation, commandOf(OpenEnrolment, { cohortId }));
  await simulation.settle();
  for (const placeId of asked)
    sent(simulation, commandOf(RequestPlace, { cohortId, placeId, sponsorId: derivedId('a council') }));
  await simulation.settle();
  simulation.now = '2026-11-17T09:00:00.000Z';
  await simulation.settle();
  expect(lastOf(simulation)).toBe('not_placed');
  return simulation;
};
const lastOf = (simulation: Simulation) =>
  simulation.stateOf(places, cohortId).places.get(asked.at(-1)!)?.state;

const correct = (simulation: Simulation, fields: Partial<CorrectCohortFact>) =>
  sent(
    simulation,
    commandOf(CorrectCohortFact, {
      cohortId,
      factId: simulation.log.find(({ type }) => type === 'CohortPlanned')!.id,
      reason: 'Misread',
      ...fields,
    }),
  );
const correctJoining = (simulation: Simulation) => correct(simulation, { lastJoiningDate: '2026-12-15' });
const correctCentre = (simulation: Simulation) => correct(simulation, { deliveryCentre: 'Perth' });
const reschedule = (simulation: Simulation) =>
  sent(
    simulation,
    commandOf(RescheduleModule, {
      ...{ cohortId, moduleId: delivering, reason: 'Snow' },
      ...{ startsOn: '2027-11-01', endsOn: '2027-11-03', cohortEndsOn: '2027-11-30' },
    }),
  );
const postpone = (simulation: Simulation) =>
  sent(
    simulation,
    commandOf(PostponeCohort, {
      ...{ cohortId, startsOn: '2027-01-11', endsOn: '2027-12-17', reason: 'The venue burnt down' },
      modules: [
        { moduleId: leading, startsOn: '2027-01-11', endsOn: '2027-01-13' },
        { moduleId: delivering, startsOn: '2027-06-07', endsOn: '2027-06-09' },
      ],
    }),
  );

type Step = (simulation: Simulation) => void;

describe.each([
  ['each followed before the next', true],
  ['both followed only then', false],
])('what is recorded of a cohort one after the other, %s', (_, followedBetween) => {
  const after = async (...steps: readonly Step[]) => {
    const simulation = await notPlaced();
    for (const step of steps) {
      step(simulation);
      if (followedBetween) await simulation.settle();
    }
    await simulation.settle();
    expect(simulation.workItems).toEqual([]);
    const { rules } = simulation.stateOf(places, cohortId);
    expect(rules?.lastJoiningDate).toBe(simulation.stateOf(cohorts, cohortId).setup?.lastJoiningDate);
    return lastOf(simulation);
  };

  it('has who was not placed wait again where the last joining date is corrected after a module moved', async () =>
    expect(await after(reschedule, correctJoining)).toBe('waiting'));
  it('has them wait again where it is corrected before the cohort is put off', async () =>
    expect(await after(correctJoining, postpone)).toBe('waiting'));
  it('leaves them not placed where something else is corrected, and the cohort put off', async () =>
    expect(await after(correctCentre, postpone)).toBe('not_placed'));
  it('leaves them not placed where the cohort is put off, and the day before that corrected', async () =>
    expect(await after(postpone, correctJoining)).toBe('not_placed'));
});
