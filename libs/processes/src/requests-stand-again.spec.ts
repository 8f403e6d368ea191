import { commandOf, derivedId, startOfDay } from '#kernel';
import {
  candidacies,
  candidacyId,
  CorrectParticipant,
  type PlaceName,
  placeKey,
  places,
  RefuseRequest,
  RequestPlace,
  StrikePlaceFact,
  SubstituteParticipant,
  WithdrawPlace,
} from '#places';
import { aRefusalTellsWhichPlaceHoldsThePerson } from './a-refusal-tells-which-place-holds-the-person.completion.js';
import { aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld } from './a-request-stands-again-that-was-refused-for-a-place-its-person-never-held.js';
import {
  agreement,
  amara,
  awardId,
  bo,
  chidi,
  confirmed,
  first,
  open,
  placeIn,
  second,
  sent,
  simulated,
  sponsorId,
  standing,
  startOf,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const reason = 'The list had been misread.';
const [wrong, hers] = [placeIn(first, amara), placeIn(second, amara)];
const send = async (simulation: Simulation, command: object) => {
  sent(simulation, command);
  await simulation.settle();
};
const ask = (of: PlaceName, personId: string) => commandOf(RequestPlace, { ...of, sponsorId, personId });
const correct = (personId: string) => commandOf(CorrectParticipant, { ...wrong, personId, reason });
const strike = (of: PlaceName, fact: StrikePlaceFact['fact']) =>
  commandOf(StrikePlaceFact, { ...of, fact, reason });
const interestsOf = (simulation: Simulation, personId: string) => [
  ...simulation.stateOf(candidacies, candidacyId({ personId, awardId })).interests.keys(),
];

/** Amara was asked for in the second cohort, where the seats are gone but one perhaps; then she was confirmed in the first. */
const refused = async (seatsLeft = 0) => {
  const simulation = simulated('2026-09-01');
  open(simulation, first, 1);
  open(simulation, second, 1 + seatsLeft);
  await confirmed(simulation, placeIn(second, chidi), chidi);
  await send(simulation, ask(hers, amara));
  const before = standing(simulation, hers)?.state;
  await confirmed(simulation, wrong, amara);
  expect(standing(simulation, hers)?.state).toBe('refused');
  return { simulation, before };
};

describe('a request that was refused because its person was recorded to hold another place', () => {
  it('waits again at its old turn, and is noted, where that place was of somebody else', async () => {
    const { simulation, before } = await refused();
    expect(before).toBe('waiting');
    await send(simulation, correct(bo));
    expect(standing(simulation, hers)).toMatchObject({ state: 'waiting', turn: 1 });
    expect(interestsOf(simulation, amara)).toEqual([placeKey(hers)]);
    expect(simulation.workItems).toEqual([]);
  });

  it('waits again whichever is followed first, the correction or that its person is free', async () => {
    const { simulation } = await refused();
    sent(simulation, correct(bo));
    for (let left = true; left;) {
      left = false;
      while (await simulation.follow(aRequestStandsAgainThatWasRefusedForAPlaceItsPersonNeverHeld))
        left = true;
      for (const process of simulation.processes) left = (await simulation.follow(process)) || left;
    }
    expect(standing(simulation, hers)?.state).toBe('waiting');
    expect(simulation.workItems).toEqual([]);
  });

  it('is offered again where a seat is free, and stands first where its seat is gone', async () => {
    const free = await refused(1);
    expect(free.before).toBe('offered');
    await send(free.simulation, correct(bo));
    expect(standing(free.simulation, hers)?.state).toBe('offered');

    const gone = await refused(1);
    await send(gone.simulation, commandOf(RequestPlace, { ...placeIn(second, bo), sponsorId }));
    await send(gone.simulation, correct(bo));
    expect(standing(gone.simulation, hers)).toMatchObject({ state: 'waiting', backTo: 'offered' });
    expect(gone.simulation.workItems).toEqual([]);
  });

  it('stands again where the confirmation was struck by which they were named', async () => {
    const { simulation } = await refused();
    await send(simulation, strike(wrong, 'confirmed'));
    await send(simulation, strike(wrong, 'accepted'));
    expect(standing(simulation, hers)?.state).toBe('waiting');
    expect(simulation.workItems).toEqual([]);
  });

  it('stays refused where they held that place, whatever became of it', async () => {
    const ended = await refused();
    await send(ended.simulation, commandOf(WithdrawPlace, { ...wrong, reasonClass: 'work' }));
    const given = await refused();
    await send(
      given.simulation,
      commandOf(SubstituteParticipant, { ...wrong, personId: bo, ...agreement, reasonClass: 'work' }),
    );
    for (const { simulation } of [ended, given]) expect(standing(simulation, hers)?.state).toBe('refused');
  });

  it('stands again once they are corrected of a place that had ended by then', async () => {
    const { simulation } = await refused();
    await send(simulation, commandOf(WithdrawPlace, { ...wrong, reasonClass: 'work' }));
    await send(simulation, strike(wrong, 'withdrawn'));
    await send(simulation, correct(bo));
    expect(standing(simulation, hers)?.state).toBe('waiting');
  });

  it('is refused anew where the place turns out to be theirs after all', async () => {
    const { simulation } = await refused();
    for (const personId of [bo, amara]) await send(simulation, correct(personId));
    expect(standing(simulation, hers)?.state).toBe('refused');
    await send(simulation, correct(bo));
    expect(standing(simulation, hers)?.state).toBe('waiting');
    expect(simulation.workItems).toEqual([]);
  });

  it('has ended as it would have by now, where its offer was over meanwhile', async () => {
    const { simulation } = await refused(1);
    simulation.now = startOfDay(startOf(second));
    await send(simulation, correct(bo));
    expect(standing(simulation, hers)?.state).toBe('lapsed');
    expect(simulation.workItems).toEqual([]);
  });
});

describe('a refusal', () => {
  const filled = async (simulation: Simulation, fields: Partial<RefuseRequest>) =>
    aRefusalTellsWhichPlaceHoldsThePerson.fill(
      commandOf(RefuseRequest, { ...hers, code: 'already-holds-a-place', ...fields }),
      { stateOf: async (decider, id) => simulation.stateOf(decider, id) },
    );

  it('tells which place holds the person, also of a request that came when it did', async () => {
    const { simulation } = await refused();
    expect(simulation.stateOf(places, second).places.get(hers.placeId)?.told?.at(-1)).toMatchObject({
      heldBy: wrong,
    });
    expect(await filled(simulation, {})).toEqual({ heldBy: wrong });
  });

  it('tells nothing where nobody holds them, or it is about something else', async () => {
    const { simulation } = await refused();
    expect(await filled(simulation, { code: 'outside-the-target-group' })).toEqual({});
    expect(await filled(simulation, { code: 'holds-the-award' })).toEqual({});
    expect(await filled(simulation, { ...placeIn(second, chidi) })).toEqual({});
    expect(await filled(simulation, { cohortId: derivedId('nowhere') })).toEqual({});
  });
});
