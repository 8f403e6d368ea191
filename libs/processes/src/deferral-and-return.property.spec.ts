import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { commandOf, daysAfter, londonDateOf, startOfDay } from '#kernel';
import {
  AcceptPlace,
  CancelPlaces,
  ConfirmPlace,
  DeferPlace,
  EndDeferral,
  NameReturn,
  PauseDeferral,
  type Place,
  placeKey,
  type PlaceName,
  places,
  RaiseBookCapacity,
  RecordNotTakenUp,
  RequestPlace,
  ResumeDeferral,
  StartPlace,
  WithdrawPlace,
} from '#places';
import {
  agreement,
  amara,
  bo,
  chidi,
  COHORTS,
  deferredToSecond,
  heldIn,
  holdersOf,
  keysOf,
  open,
  placeIn,
  returnIn,
  sponsorId,
  standing,
  startOf,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const PEOPLE = [amara, bo, chidi];
const ASKED = COHORTS.flatMap((cohortId) => PEOPLE.map((person) => placeIn(cohortId, person)));
const RETURNS = COHORTS.slice(1).flatMap((cohortId) => PEOPLE.map((person) => returnIn(cohortId, person)));
const ALL = [...ASKED, ...RETURNS];
const SEATED = ['accepted', 'confirmed', 'started'];
const LIVE = [...SEATED, 'awaiting_award', 'deferred'];

/** Every place that holds a seat for a named person: accepted for them, or kept for their return. */
const seatsOf = (simulation: Simulation, personId: string): readonly PlaceName[] =>
  ALL.filter((name) => {
    const place = standing(simulation, name);
    return (
      place?.personId === personId &&
      SEATED.includes(place.state) &&
      (place.claimedIn !== undefined || place.returnOf !== undefined)
    );
  });

const nobodyHasTwoSeats = (simulation: Simulation): void => {
  for (const person of PEOPLE)
    ok(seatsOf(simulation, person).length <= 1, `two seats: ${JSON.stringify(seatsOf(simulation, person))}`);
  for (const cohortId of COHORTS) {
    const { held, capacity } = simulation.stateOf(places, cohortId);
    ok(held <= capacity, `${held} seats are held of ${capacity}`);
  }
};

const hasBegun = ({ state, startedOn }: Place): boolean =>
  startedOn !== undefined && state !== 'withdrawn' && state !== 'not_taken_up';

/** What became of a deferral, and where its participant is. */
const isSettled = (simulation: Simulation, name: PlaceName, place: Place): void => {
  ok(['deferred', 'moved', 'withdrawn'].includes(place.state), `a deferral ended ${place.state}`);
  const named = place.deferral?.returnTo;
  const there = named && standing(simulation, named);
  if (place.state === 'moved') ok(there?.startedOn, 'moved to where nobody started');
  if (place.state !== 'deferred' || !named) return;

  const book = simulation.stateOf(places, named.cohortId);
  if (!there) ok(book.returners.has(named.placeId) && !book.rules, 'the return is lost from sight');
  else ok(['waiting', 'accepted', 'confirmed'].includes(there.state), `the return is ${there.state}`);
  deepStrictEqual(there?.returnOf ?? book.returners.get(named.placeId)?.returnOf, name);
};

/** Given up while its participant started there; deferred again though they have taken another place since. */
const FOR_SOMEBODY_TO_DECIDE = ['RecordReturn deferral-ended', 'ClaimCandidacy already-holds-a-place'];

const everythingIsSettled = (simulation: Simulation): void => {
  deepStrictEqual(
    simulation.workItems.filter((item) => !FOR_SOMEBODY_TO_DECIDE.some((known) => item.endsWith(known))),
    [],
  );
  for (const name of ALL) {
    const place = standing(simulation, name);
    if (place?.deferral) isSettled(simulation, name, place);
    if (!place?.returnOf) continue;

    const left = standing(simulation, place.returnOf);
    const isAwaited =
      left?.state === 'deferred' && placeKey(left.deferral?.returnTo ?? name) === placeKey(name);
    if (SEATED.slice(0, 2).includes(place.state)) ok(isAwaited, 'a seat is kept for nobody');
    if (hasBegun(place))
      ok(left?.state === 'moved' || simulation.workItems.length > 0, 'started, and not moved');
  }
  if (simulation.workItems.length > 0) return;

  for (const person of PEOPLE) {
    const live = ALL.filter((name) => {
      const place = standing(simulation, name);
      return place?.personId === person && place.claimedIn !== undefined && LIVE.includes(place.state);
    });
    deepStrictEqual(holdersOf(simulation, person), keysOf(...live), 'claims and places disagree');
  }
};

type Step = (simulation: Simulation) => unknown;
const sending = <T>(arbitrary: fc.Arbitrary<T>, command: (chosen: T) => object): fc.Arbitrary<Step> =>
  arbitrary.map((chosen) => (simulation) => simulation.send(command(chosen)));
const cohort = fc.constantFrom(...COHORTS);
const person = fc.constantFrom(...PEOPLE);
const asked = fc.record({ cohortId: cohort, person }).map(({ cohortId, person }) => ({ cohortId, person }));
const anyPlace = fc.constantFrom(...ALL);
/** A later cohort, by how much. */
const leaving = fc.record({
  at: fc.nat(2),
  later: fc.integer({ min: 1, max: 3 }),
  person,
  again: fc.boolean(),
});
const leftAndReturn = fc.constant(undefined).chain(() =>
  leaving.map(({ at, later, person, again }) => ({
    left: again && at > 0 ? returnIn(COHORTS[at]!, person) : placeIn(COHORTS[at]!, person),
    returnTo: returnIn(COHORTS[Math.min(at + later, 3)]!, person),
  })),
);

/** What brings a place on that can be brought on, whichever that is: so that generated sequences come far. */
const bringOn: fc.Arbitrary<Step> = fc.nat(99).map((index) => (simulation) => {
  const waiting = ALL.filter((name) =>
    ['offered', 'accepted', 'confirmed'].includes(standing(simulation, name)?.state ?? ''),
  );
  const name = waiting[index % waiting.length];
  const place = name && standing(simulation, name);
  if (!place) return undefined;

  const personId = place.personId ?? amara;
  if (place.state === 'offered') return simulation.send(commandOf(AcceptPlace, { ...name, personId }));
  if (place.state === 'accepted')
    return simulation.send(commandOf(ConfirmPlace, { ...name, personId, ...agreement }));

  return simulation.send(commandOf(StartPlace, name), startOf(name.cohortId));
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: sending(asked, ({ cohortId, person }) =>
      commandOf(RequestPlace, { ...placeIn(cohortId, person), personId: person, sponsorId }),
    ),
  },
  { weight: 16, arbitrary: bringOn },
  {
    weight: 8,
    arbitrary: sending(leftAndReturn, ({ left, returnTo }) =>
      commandOf(DeferPlace, { ...left, reasonClass: 'personal', returnTo }),
    ),
  },
  {
    weight: 2,
    arbitrary: sending(anyPlace, (name) => commandOf(DeferPlace, { ...name, reasonClass: 'work' })),
  },
  {
    weight: 6,
    arbitrary: sending(leftAndReturn, ({ left, returnTo }) => commandOf(NameReturn, { ...left, returnTo })),
  },
  {
    weight: 3,
    arbitrary: sending(anyPlace, (name) => commandOf(WithdrawPlace, { ...name, reasonClass: 'work' })),
  },
  fc.record({ name: anyPlace, days: fc.integer({ min: 1, max: 20 }) }).map(
    ({ name, days }): Step =>
      (simulation) =>
        simulation.send(
          commandOf(WithdrawPlace, { ...name, reasonClass: 'work' }),
          daysAfter(startOf(name.cohortId), -days),
        ),
  ),
  sending(anyPlace, (name) => commandOf(RecordNotTakenUp, name)),
  sending(anyPlace, (name) => commandOf(PauseDeferral, name)),
  sending(anyPlace, (name) => commandOf(ResumeDeferral, name)),
  sending(anyPlace, (name) => commandOf(EndDeferral, name)),
  sending(cohort, (cohortId) => commandOf(RaiseBookCapacity, { cohortId, capacity: 3 })),
  cohort.map(
    (cohortId): Step =>
      (simulation) =>
        open(simulation, cohortId, 2),
  ),
  fc.constantFrom(20, 200, 330).map((days): Step => (simulation) => {
    simulation.now = startOfDay(daysAfter(londonDateOf(simulation.now), days));
  }),
  fc.constant<Step>((simulation) => simulation.runDue()),
  { weight: 6, arbitrary: fc.constant<Step>((simulation) => simulation.settle()) },
  {
    weight: 16,
    arbitrary: fc
      .record({
        process: fc.nat(99),
        events: fc.integer({ min: 1, max: 20 }),
        crashAfter: fc.option(fc.nat(2)),
      })
      .map(({ process, events, crashAfter }): Step => async (simulation) => {
        const one = simulation.processes[process % simulation.processes.length]!;
        for (let left = events; left > 0; left -= 1) await simulation.follow(one);
        if (crashAfter !== null) await simulation.follow(one, crashAfter);
      }),
  },
);
const cancelling = fc.option(fc.record({ at: fc.nat(99), cohortId: cohort }), { freq: 3 });

describe('whoever defers and returns, however processes follow, crash and repeat', () => {
  it('never has two seats, is in one of the cohorts in the end, and is held by no other place', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 60, maxLength: 150, size: 'max' }),
        cancelling,
        fc.nat(2),
        async (steps, cancelled, capacity) => {
          const simulation = await deferredToSecond(capacity);
          simulation.watch = nobodyHasTwoSeats;
          for (const [index, take] of steps.entries()) {
            if (cancelled?.at === index)
              simulation.send(commandOf(CancelPlaces, { cohortId: cancelled.cohortId }));
            await take(simulation);
          }
          await simulation.settle();
          everythingIsSettled(simulation);
          for (const { type } of simulation.log) seen.add(type);
          for (const cohortId of COHORTS) ok(heldIn(simulation, cohortId) >= 0);
        },
      ),
      { numRuns: 60 },
    );
    // The sequences come far enough to say something.
    for (const type of [
      'PlaceReturnedTo',
      'ReturnNamed',
      'ReturnLost',
      'ReturnGivenUp',
      'DeferredPlaceReturned',
    ])
      ok(seen.has(type), `no sequence led to ${type}`);
  });
});
