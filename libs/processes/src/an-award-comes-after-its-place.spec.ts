import { type BusinessDate, commandOf, type Decider, isRefusal, startOfDay } from '#kernel';
import { CorrectAward, GrantAward, graduations } from '#graduations';
import { anAwardComesAfterItsPlace as guards } from './an-award-comes-after-its-place.guard.js';
import {
  amara,
  awardId,
  confirmed,
  first,
  open,
  placeIn,
  sent,
  simulated,
  standing,
  started,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const of = placeIn(first, amara);
const grant = commandOf(GrantAward, { ...of, personId: amara, awardId, minute: '1' });

/** What the guards answer, if anything. */
const asked = async (simulation: Simulation, command: object, effectiveOn?: BusinessDate) => {
  const stateOf = async <State>(decider: Decider<State>, id: string) => simulation.stateOf(decider, id);
  for (const guard of guards) {
    if (!(command instanceof guard.command)) continue;
    const refusal = await guard.check(command, { stateOf }, effectiveOn);
    if (isRefusal(refusal)) return { code: refusal.refused, field: refusal.field };
  }
  return undefined;
};

const inTheCohort = async () => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 2);
  await confirmed(simulation, of, amara);
  return simulation;
};

describe('an award', () => {
  it('comes after the request, where no start is recorded yet', async () => {
    const simulation = await inTheCohort();
    expect(await asked(simulation, grant, '2026-09-30')).toEqual({
      code: 'awarded-before-requested',
      field: 'effectiveOn',
    });
    expect(await asked(simulation, grant, '2026-10-01')).toBeUndefined();
    expect(await asked(simulation, grant)).toBeUndefined();
  });

  it('comes after the start, also once its day is corrected', async () => {
    const simulation = await inTheCohort();
    simulation.now = startOfDay('2027-09-02');
    await started(simulation, of);
    const startedOn = standing(simulation, of)!.startedOn!;
    expect(await asked(simulation, grant, '2026-10-02')).toEqual({
      code: 'awarded-before-started',
      field: 'effectiveOn',
    });
    expect(await asked(simulation, grant, startedOn)).toBeUndefined();

    sent(simulation, grant, '2027-09-02');
    await simulation.settle();
    const correction = (fields: Partial<CorrectAward>) =>
      commandOf(CorrectAward, {
        ...of,
        granted: true,
        reason: 'recorded_in_error',
        minute: '2',
        corrects: simulation.stateOf(graduations, of.placeId).statedIn!,
        ...fields,
      });
    expect(await asked(simulation, correction({ grantedOn: '2001-01-01' }))).toEqual({
      code: 'awarded-before-started',
      field: 'grantedOn',
    });
    expect(await asked(simulation, correction({ grantedOn: startedOn }))).toBeUndefined();
    expect(await asked(simulation, correction({}))).toBeUndefined();
    expect(await asked(simulation, correction({ granted: false, grantedOn: '2001-01-01' }))).toBeUndefined();
  });
});
