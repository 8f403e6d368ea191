import {
  type BusinessDate,
  commandOf,
  type Decision,
  daysAfter,
  derivedId,
  isRefusal,
  startOfDay,
} from '#kernel';
import { cohortsContext } from '#cohorts';
import { graduationsContext } from '#graduations';
import { peopleContext } from '#people';
import {
  AcceptPlace,
  candidacies,
  candidacyId,
  ConfirmPlace,
  DeferPlace,
  OfferNextInLine,
  OpenPlaces,
  placeKey,
  type PlaceName,
  places,
  placesContext,
  RequestPlace,
  StartPlace,
} from '#places';
import type { BookRules } from '#places/events';
import { processesContext } from './index.js';
import { Simulation } from './simulation.js';

/** Four yearly cohorts of one programme, and people who go on from one to another. */
export const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map((name) =>
  derivedId(name, 'cohort'),
) as [string, string, string, string];
export const COHORTS = [first, second, third, fourth];
export const programmeId = derivedId('leading to deliver');
export const awardId = derivedId('certificate');
export const sponsorId = derivedId('a council');
export const [amara, bo, chidi] = ['amara', 'bo', 'chidi'].map((name) => derivedId(name)) as [
  string,
  string,
  string,
];
export const agreement = {
  lineManagerId: derivedId('a line manager'),
  privacyNoticeVersion: '1',
  checks: [],
};

/** The place asked for somebody in a cohort, and the one they return to there. */
export const placeIn = (cohortId: string, person: string): PlaceName => ({
  cohortId,
  placeId: derivedId('place', cohortId, person),
});
export const returnIn = (cohortId: string, person: string): PlaceName => ({
  cohortId,
  placeId: derivedId('return', cohortId, person),
});

/** Each cohort starts a year after the one before it, and costs more. */
export const startOf = (cohortId: string): BusinessDate => `${2026 + COHORTS.indexOf(cohortId)}-11-16`;
export const priceOf = (cohortId: string): number => 300_000 + 15_000 * COHORTS.indexOf(cohortId);
export const rulesOf = (cohortId: string, capacity: number): BookRules => ({
  programmeId,
  awardId,
  capacity,
  startsOn: startOf(cohortId),
  lastJoiningDate: daysAfter(startOf(cohortId), 14),
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: priceOf(cohortId),
  terms: { fundingModel: 'sponsor_paid', fundingShares: [], instalmentPlan: [], refundBands: [] },
});

/** Looks at everything after each command, also between two that one process sends. */
class WatchedSimulation extends Simulation {
  watch: (simulation: Simulation) => void = () => undefined;

  override send(command: object, effectiveOn?: BusinessDate): Decision {
    const decision = super.send(command, effectiveOn);
    this.watch(this);
    return decision;
  }
}

/** The whole product's deciders of places, and all its processes, in memory. */
export const simulated = (day: BusinessDate): WatchedSimulation =>
  new WatchedSimulation(
    [cohortsContext, placesContext, graduationsContext, peopleContext].flatMap(
      ({ deciders = [] }) => deciders,
    ),
    processesContext.processes ?? [],
    startOfDay(day),
  );

/** Sends a command that must be recorded. */
export const sent = (simulation: Simulation, command: object, effectiveOn?: BusinessDate): void => {
  const decision = simulation.send(command, effectiveOn);
  if (isRefusal(decision)) throw new Error(`${command.constructor.name}: ${decision.refused}`);
};

export const open = (simulation: Simulation, cohortId: string, capacity: number): void =>
  sent(simulation, commandOf(OpenPlaces, { cohortId, rules: rulesOf(cohortId, capacity) }));

/** Somebody's place, confirmed for them. */
export const confirmed = async (simulation: Simulation, of: PlaceName, personId: string): Promise<void> => {
  sent(simulation, commandOf(RequestPlace, { ...of, sponsorId, personId }));
  sent(simulation, commandOf(OfferNextInLine, { cohortId: of.cohortId }));
  sent(simulation, commandOf(AcceptPlace, { ...of, personId }));
  await simulation.settle();
  sent(simulation, commandOf(ConfirmPlace, { ...of, personId, ...agreement }));
  await simulation.settle();
};

export const started = async (simulation: Simulation, of: PlaceName): Promise<void> => {
  sent(simulation, commandOf(StartPlace, of), startOf(of.cohortId));
  await simulation.settle();
};

/** Amara started in the first cohort and deferred three weeks later, to return to the second. */
export const deferredToSecond = async (capacityOfSecond = 1): Promise<WatchedSimulation> => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 1);
  if (capacityOfSecond > 0) open(simulation, second, capacityOfSecond);
  await confirmed(simulation, placeIn(first, amara), amara);
  simulation.now = startOfDay('2026-12-07');
  await started(simulation, placeIn(first, amara));
  sent(
    simulation,
    commandOf(DeferPlace, {
      ...placeIn(first, amara),
      reasonClass: 'personal',
      returnTo: returnIn(second, amara),
    }),
  );
  await simulation.settle();
  return simulation;
};

/** How a place stands. */
export const standing = (simulation: Simulation, { cohortId, placeId }: PlaceName) =>
  simulation.stateOf(places, cohortId).places.get(placeId);
export const heldIn = (simulation: Simulation, cohortId: string): number =>
  simulation.stateOf(places, cohortId).held;
/** The places that hold somebody, in order. */
export const holdersOf = (simulation: Simulation, personId: string): readonly string[] =>
  [...simulation.stateOf(candidacies, candidacyId({ personId, awardId })).claims.keys()].sort();
export const keysOf = (...names: readonly PlaceName[]): readonly string[] => names.map(placeKey).sort();
/** The types of all that happened since an event, in order. */
export const since = (simulation: Simulation, length: number): readonly string[] =>
  simulation.log.slice(length).map(({ type }) => type);
