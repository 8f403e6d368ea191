import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  CompleteCohort,
  CorrectCohortFact,
  OpenEnrolment,
  PlanCohort,
  StartCohort,
  StrikeCohortFact,
} from '#cohorts';
import { candidacies, candidacyId, type PlaceName, placeKey, RecordNotTakenUp } from '#places';
import { cohortCompleted } from '#cohorts/events';
import { placeNotTakenUp } from '#places/events';
import { aPlaceThatNeverStartedEndsWithItsCohort } from './a-place-that-never-started-ends-with-its-cohort.js';
import {
  amara,
  awardId,
  bo,
  confirmed,
  first,
  open,
  placeIn,
  programmeId,
  second,
  sent,
  simulated,
  standing,
} from './returns.examples.js';
import { sentBy, type Simulation } from './simulation.js';

const [hers, his] = [amara, bo].map((person) => placeIn(first, person)) as [PlaceName, PlaceName];
const reason = 'Another cohort was meant';
const cohort = { cohortId: first };
const send = async (simulation: Simulation, command: object) => {
  sent(simulation, command);
  await simulation.settle();
};
const passTo = async (simulation: Simulation, day: string) => {
  simulation.now = startOfDay(day);
  await simulation.settle();
};
const statesIn = (simulation: Simulation, ...places: readonly PlaceName[]) =>
  places.map((of) => standing(simulation, of)?.state);

const planned = commandOf(PlanCohort, {
  ...cohort,
  programmeId,
  versionId: derivedId('pilot'),
  awardId,
  approvingBody: 'none',
  number: 6,
  name: 'Autumn 2026',
  deliveryCentre: 'Stirling',
  capacity: 3,
  minimumViable: 1,
  enrolmentOpensOn: '2026-09-01',
  enrolmentClosesOn: '2026-11-10',
  startsOn: '2026-11-16',
  endsOn: '2027-10-29',
  modules: [
    {
      moduleId: derivedId('leading'),
      title: 'Leading',
      startsOn: '2026-11-16',
      endsOn: '2026-11-18',
      venue: 'Dunblane',
    },
  ],
  pricePence: 300_000,
  fundingModel: 'sponsor_paid',
  checks: [],
});

/** Amara is confirmed; nobody recorded that she came. Of another it was recorded that they did not. The cohort is completed. */
const completed = async (meanwhile?: (simulation: Simulation) => Promise<void>) => {
  const simulation = simulated('2026-09-01');
  await send(simulation, planned);
  await send(simulation, commandOf(OpenEnrolment, cohort));
  await confirmed(simulation, hers, amara);
  await confirmed(simulation, his, bo);
  await passTo(simulation, '2026-11-20');
  sent(simulation, commandOf(StartCohort, cohort));
  await send(simulation, commandOf(RecordNotTakenUp, his));
  await passTo(simulation, '2027-11-01');
  await send(simulation, commandOf(CompleteCohort, cohort));
  expect(statesIn(simulation, hers, his)).toEqual(['not_taken_up', 'not_taken_up']);
  await meanwhile?.(simulation);
  return simulation;
};
const completionOf = (simulation: Simulation) =>
  simulation.log.find(({ type }) => type === 'CohortCompleted')!.id;

describe('a completion that never was', () => {
  it('has what ended with it stand again, with its person; who never appeared did not', async () => {
    const simulation = await completed();
    const factId = completionOf(simulation);
    await send(simulation, commandOf(StrikeCohortFact, { ...cohort, factId, reason }));
    expect(statesIn(simulation, hers, his)).toEqual(['confirmed', 'not_taken_up']);
    const { claims } = simulation.stateOf(candidacies, candidacyId({ personId: amara, awardId }));
    expect([...claims.keys()]).toEqual([placeKey(hers)]);

    await send(simulation, commandOf(CorrectCohortFact, { ...cohort, factId, reason: 'It was this one' }));
    expect(statesIn(simulation, hers)).toEqual(['not_taken_up']);
    expect(simulation.workItems).toEqual([]);
  });

  it('leaves ended whose participant holds another place since', async () => {
    const elsewhere = placeIn(second, amara);
    const simulation = await completed(async (so) => {
      open(so, second, 1);
      await confirmed(so, elsewhere, amara);
    });
    const factId = completionOf(simulation);
    await send(simulation, commandOf(StrikeCohortFact, { ...cohort, factId, reason }));
    expect(statesIn(simulation, hers, elsewhere)).toEqual(['not_taken_up', 'confirmed']);
    expect(simulation.workItems).toEqual([]);
  });
});

it('places that never started end when the cohort is completed, batch by batch, and only while it is', async () => {
  const end = { ...hers, awardId, personIds: [], freedSeat: true };
  const batch = placeNotTakenUp({ ...end, withItsCohort: true, othersStand: true });
  const sends = (fact: Parameters<typeof sentBy>[1], stage: 'completed' | 'running') =>
    sentBy(aPlaceThatNeverStartedEndsWithItsCohort, fact, () => ({ stage }));
  const ends = [{ sends: 'EndNeverStarted', ...cohort }];
  for (const fact of [cohortCompleted(cohort), batch]) {
    expect(await sends(fact, 'completed')).toEqual(ends);
    expect(await sends(fact, 'running')).toEqual([]);
  }
  expect(await sends(placeNotTakenUp(end), 'completed')).toEqual([]);
});
