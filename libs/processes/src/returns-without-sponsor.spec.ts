import { commandOf, startOfDay } from '#kernel';
import { AcceptTransfer, DeferPlace, places, ProposeTransfer, RaiseBookCapacity, SelfFund } from '#places';
import {
  amara,
  confirmed,
  first,
  open,
  placeIn,
  returnIn,
  second,
  sent,
  simulated,
  sponsorId,
  standing,
  started,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const left = placeIn(first, amara);
const here = returnIn(second, amara);

describe('a place that no sponsor answers for', () => {
  const without = async (capacityOfSecond: number) => {
    const simulation = simulated('2026-10-01');
    open(simulation, first, 1);
    open(simulation, second, capacityOfSecond);
    await confirmed(simulation, left, amara);
    simulation.now = startOfDay('2026-12-07');
    await started(simulation, left);
    sent(simulation, commandOf(ProposeTransfer, { ...left, on: '2026-12-10', acceptBy: '2026-12-09' }));
    simulation.now = startOfDay('2026-12-10');
    await simulation.settle();
    return simulation;
  };
  const defer = commandOf(DeferPlace, { ...left, reasonClass: 'work', returnTo: here });
  const bySponsor = (simulation: Simulation) =>
    simulation.stateOf(places, second).bySponsor.get(sponsorId, 0);

  it('binds the old one in the cohort of return as little, whether it has a seat or waits for one', async () => {
    for (const capacity of [1, 0]) {
      const simulation = await without(capacity);
      sent(simulation, defer);
      await simulation.settle();
      expect(standing(simulation, here)).toMatchObject({
        state: capacity === 0 ? 'waiting' : 'accepted',
        withoutSponsor: { notifiedOn: '2026-12-07' },
      });
      expect(bySponsor(simulation)).toBe(0);
      sent(simulation, commandOf(RaiseBookCapacity, { cohortId: second, capacity: 1 }));
      await simulation.settle();
      expect(standing(simulation, here)?.state).toBe('accepted');
      expect(bySponsor(simulation)).toBe(0);

      sent(simulation, commandOf(AcceptTransfer, { ...left, sponsorId }));
      await simulation.settle();
      expect(standing(simulation, here)?.withoutSponsor).toBeUndefined();
      expect(bySponsor(simulation)).toBe(1);
    }
  });

  it('is funded by its participant there too', async () => {
    const simulation = await without(1);
    sent(simulation, commandOf(SelfFund, left));
    sent(simulation, defer);
    await simulation.settle();
    expect(standing(simulation, here)?.selfFunded).toBe(true);
    expect(simulation.log.find(({ type }) => type === 'PlaceDeferred')?.data).toMatchObject({
      selfFunded: true,
    });
    expect(bySponsor(simulation)).toBe(0);
  });
});
