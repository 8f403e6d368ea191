import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  CarryRequest,
  MoveBook,
  OfferNextInLine,
  type PlaceName,
  places,
  RequestGroup,
  RequestPlace,
  TakeCarryingBack,
  WithdrawPlace,
} from '#places';
import {
  amara,
  bo,
  chidi,
  confirmed,
  first,
  open,
  placeIn,
  second,
  sent,
  simulated,
  since,
  sponsorId,
  standing,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const [hers, his, theirs] = [amara, bo, chidi].map((person) => placeIn(first, person)) as [
  PlaceName,
  PlaceName,
  PlaceName,
];
const until = async (simulation: Simulation, day: string) => {
  simulation.now = startOfDay(day);
  await simulation.settle();
};
const ask = (simulation: Simulation, of: PlaceName, personId: string) =>
  sent(simulation, commandOf(RequestPlace, { ...of, sponsorId, personId }));
const move = (lastJoiningDate: string, corrected: boolean) =>
  commandOf(MoveBook, {
    ...{ cohortId: first, startsOn: '2026-11-16', lastJoiningDate },
    ...(corrected ? { corrected } : {}),
  });

/** Whoever is next is offered what is free as soon as anything is recorded: the processes do not wait for each other. */
const offeringAfterEachCommand = (simulation: ReturnType<typeof simulated>) => {
  let offering = false;
  simulation.watch = () => {
    if (offering) return;
    offering = true;
    sent(simulation, commandOf(OfferNextInLine, { cohortId: first }));
    offering = false;
  };
};

/** One seat, taken, and two who waited for it until the last joining date, which was 30 November. */
const notPlaced = async () => {
  const simulation = simulated('2026-09-01');
  open(simulation, first, 1);
  await confirmed(simulation, hers, amara);
  ask(simulation, his, bo);
  ask(simulation, theirs, chidi);
  await until(simulation, '2026-12-01');
  expect([his, theirs].map((of) => standing(simulation, of)?.state)).toEqual(['not_placed', 'not_placed']);
  return simulation;
};

describe('a last joining date that had been recorded too early', () => {
  it('has those wait again who ended by it, in their old order, and offers them what is free', async () => {
    const simulation = await notPlaced();
    sent(simulation, commandOf(WithdrawPlace, { ...hers, reasonClass: 'work' }));
    const before = simulation.log.length;
    sent(simulation, move('2026-12-15', true));
    await simulation.settle();
    expect(since(simulation, before)).toEqual(
      expect.arrayContaining(['BookMoved', 'PlaceFactStruck', 'InterestNoted', 'PlaceOffered']),
    );
    expect(standing(simulation, his)?.state).toBe('offered');
    expect(standing(simulation, theirs)).toMatchObject({ state: 'waiting', turn: 2 });

    await until(simulation, '2026-12-16');
    expect(standing(simulation, theirs)?.state).toBe('not_placed');
    expect(simulation.workItems).toEqual([]);
  });

  it('offers nothing in between: the seat goes to the first, and a group waits together', async () => {
    for (const together of [true, false]) {
      const simulation = simulated('2026-09-01');
      open(simulation, first, 1);
      await confirmed(simulation, hers, amara);
      const asked = Array.from({ length: together ? 3 : 40 }, (_, index) => ({
        placeId: derivedId('asked', index),
      }));
      if (together)
        sent(
          simulation,
          commandOf(RequestGroup, {
            ...{ cohortId: first, groupId: derivedId('group'), sponsorId },
            places: asked,
          }),
        );
      else
        for (const { placeId } of asked)
          sent(simulation, commandOf(RequestPlace, { cohortId: first, placeId, sponsorId }));
      await until(simulation, '2026-12-01');
      sent(simulation, commandOf(WithdrawPlace, { ...hers, reasonClass: 'work' }));
      await simulation.settle();
      offeringAfterEachCommand(simulation);
      sent(simulation, move('2026-12-15', true));
      await simulation.settle();

      const offered = [...simulation.stateOf(places, first).places.values()].filter(
        ({ state }) => state === 'offered',
      );
      expect(offered.map(({ turn }) => turn)).toEqual(together ? [] : [1]);
      expect(simulation.stateOf(places, first).waiting).toBe(together ? 3 : 39);
    }
  });

  it('leaves who was carried to another cohort there, unless that comes to nothing', async () => {
    const simulation = await notPlaced();
    const placeThere = { cohortId: second, placeId: derivedId('in the second') };
    sent(simulation, commandOf(CarryRequest, { ...his, toCohortId: second, toPlaceId: placeThere.placeId }));
    await simulation.settle();
    sent(simulation, move('2026-12-15', true));
    await simulation.settle();
    expect(standing(simulation, his)?.state).toBe('not_placed');
    expect(standing(simulation, theirs)?.state).toBe('waiting');

    sent(
      simulation,
      commandOf(TakeCarryingBack, { ...his, carriedTo: placeThere, code: 'cohort-cancelled' }),
    );
    await simulation.settle();
    expect(standing(simulation, his)).toMatchObject({ state: 'waiting', turn: 1 });
    expect(simulation.workItems).toEqual([]);
  });

  it('ended nobody wrongly where the cohort was put off only after', async () => {
    const simulation = await notPlaced();
    sent(simulation, move('2026-12-15', false));
    await simulation.settle();
    expect([his, theirs].map((of) => standing(simulation, of)?.state)).toEqual(['not_placed', 'not_placed']);
  });
});
