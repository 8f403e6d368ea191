import { commandOf, type Decider, derivedId, isRefusal, startOfDay } from '#kernel';
import { CorrectAward, GrantAward, graduations } from '#graduations';
import { candidacies, candidacyId, RecordAwaitingAward } from '#places';
import { anAwardIsHeldOnce as guard } from './an-award-is-held-once.guard.js';
import {
  amara,
  awardId,
  bo,
  confirmed,
  first,
  holdersOf,
  keysOf,
  open,
  placeIn,
  second,
  sent,
  simulated,
  standing,
  started,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const of = placeIn(first, amara);
const grantedOn = '2027-09-01';

const awarded = async () => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 2);
  await confirmed(simulation, of, amara);
  simulation.now = startOfDay('2027-09-02');
  await started(simulation, of);
  sent(simulation, commandOf(RecordAwaitingAward, of));
  sent(simulation, commandOf(GrantAward, { ...of, personId: amara, awardId, minute: '1' }), grantedOn);
  await simulation.settle();
  expect(standing(simulation, of)).toMatchObject({ state: 'completed', personId: amara });
  return simulation;
};

const correction = (simulation: Simulation, fields: Partial<CorrectAward> = {}) =>
  commandOf(CorrectAward, {
    ...of,
    granted: true,
    personId: bo,
    reason: 'recorded_in_error',
    minute: '2',
    corrects: simulation.stateOf(graduations, of.placeId).statedIn!,
    ...fields,
  });
const candidacyOf = (simulation: Simulation, personId: string) =>
  simulation.stateOf(candidacies, candidacyId({ personId, awardId }));
const awardsOf = (simulation: Simulation, personId: string) =>
  candidacyOf(simulation, personId).awards.toObject();

describe('an award that another person holds than was recorded', () => {
  it('is held by them alone, and so is its place, completed as it was', async () => {
    const simulation = await awarded();
    sent(simulation, correction(simulation));
    await simulation.settle();

    expect(simulation.workItems).toEqual([]);
    expect(standing(simulation, of)).toMatchObject({
      state: 'completed',
      personId: bo,
      awardedOn: grantedOn,
    });
    expect(awardsOf(simulation, amara)).toEqual({});
    expect(awardsOf(simulation, bo)).toEqual({ [keysOf(of)[0]!]: grantedOn });
    expect(holdersOf(simulation, amara)).toEqual([]);
    expect(holdersOf(simulation, bo)).toEqual(keysOf(of));
    expect(simulation.log.filter(({ type }) => type === 'PlaceCompleted')).toHaveLength(1);
  });

  it('is so whichever process hears of it first, and crashes meanwhile', async () => {
    const { processes } = simulated('2026-10-01');
    for (const ahead of processes.map(({ name }) => name)) {
      const simulation = await awarded();
      sent(simulation, correction(simulation, { grantedOn: '2027-08-30' }));
      const leading = simulation.processes.find(({ name }) => name === ahead)!;
      await simulation.follow(leading, 1);
      while (await simulation.follow(leading));
      for (const process of [...simulation.processes].reverse()) while (await simulation.follow(process));
      await simulation.settle();

      expect([ahead, simulation.workItems]).toEqual([ahead, []]);
      expect(standing(simulation, of)).toMatchObject({
        state: 'completed',
        personId: bo,
        awardedOn: '2027-08-30',
      });
      expect([awardsOf(simulation, amara), Object.values(awardsOf(simulation, bo))]).toEqual([
        {},
        ['2027-08-30'],
      ]);
      expect([holdersOf(simulation, amara), holdersOf(simulation, bo)]).toEqual([[], keysOf(of)]);
    }
  });

  it('goes on from there: taken from the other, it leaves them their place', async () => {
    const simulation = await awarded();
    sent(simulation, correction(simulation));
    await simulation.settle();
    sent(simulation, correction(simulation, { granted: false, personId: undefined, minute: '3' }));
    await simulation.settle();

    expect(simulation.workItems).toEqual([]);
    expect(standing(simulation, of)).toMatchObject({ state: 'awaiting_award', personId: bo });
    expect(awardsOf(simulation, bo)).toEqual({});
    expect(holdersOf(simulation, bo)).toEqual(keysOf(of));
  });

  it('may be said of a third person before the news of the second have come', async () => {
    const simulation = await awarded();
    sent(simulation, correction(simulation));
    simulation.now = startOfDay('2027-09-03');
    sent(simulation, correction(simulation, { personId: derivedId('dorcas'), minute: '3' }));
    await simulation.settle();

    expect(simulation.workItems).toEqual([]);
    expect(standing(simulation, of)).toMatchObject({ personId: derivedId('dorcas') });
    for (const person of [amara, bo])
      expect([awardsOf(simulation, person), holdersOf(simulation, person)]).toEqual([{}, []]);
    expect(holdersOf(simulation, derivedId('dorcas'))).toEqual(keysOf(of));
  });

  it('cannot be that of who holds it already, or whose other place leads to it', async () => {
    const simulation = await awarded();
    const asked = async (personId: string) => {
      const refusal = await guard.check(correction(simulation, { personId }), {
        stateOf: async <State>(decider: Decider<State>, id: string) => simulation.stateOf(decider, id),
      });
      return isRefusal(refusal) ? refusal.refused : undefined;
    };
    expect(await asked(bo)).toBeUndefined();

    open(simulation, second, 1);
    await confirmed(simulation, placeIn(second, bo), bo);
    expect(await asked(bo)).toBe('already-holds-a-place');

    sent(
      simulation,
      commandOf(GrantAward, { ...placeIn(second, bo), personId: bo, awardId, minute: '4' }),
      '2027-09-02',
    );
    await simulation.settle();
    expect(await asked(bo)).toBe('holds-the-award');
    expect(await asked(amara)).toBeUndefined();
  });
});
