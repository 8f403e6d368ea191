import { commandOf, startOfDay } from '#kernel';
import { ConfirmPlace, DeferPlace, WithdrawPlace } from '#places';
import {
  agreement,
  amara,
  deferredToSecond,
  first,
  holdersOf,
  keysOf,
  open,
  placeIn,
  returnIn,
  second,
  sent,
  standing,
  started,
  third,
} from './returns.examples.js';

const [left, gone, here] = [placeIn(first, amara), returnIn(second, amara), returnIn(third, amara)];

describe('whoever returned and deferred once more', () => {
  const deferredTwice = async () => {
    const simulation = await deferredToSecond();
    open(simulation, third, 1);
    sent(simulation, commandOf(ConfirmPlace, { ...gone, personId: amara, ...agreement }));
    await simulation.settle();
    simulation.now = startOfDay('2027-12-06');
    await started(simulation, gone);
    sent(simulation, commandOf(DeferPlace, { ...gone, reasonClass: 'work', returnTo: here }));
    await simulation.settle();
    sent(simulation, commandOf(ConfirmPlace, { ...here, personId: amara, ...agreement }));
    await simulation.settle();
    return simulation;
  };

  it('and, as it turns out, had never returned, is held by the first deferral again, whichever way the news take', async () => {
    const orders = [(names: string[]) => names, (names: string[]) => [...names].reverse()];
    for (const order of orders) {
      const simulation = await deferredTwice();
      expect(standing(simulation, left)?.state).toBe('moved');
      const withdrawn = commandOf(WithdrawPlace, { ...gone, reasonClass: 'work' });
      sent(simulation, withdrawn, '2027-11-01');
      for (const name of order(simulation.processes.map((process) => process.name)))
        while (await simulation.follow(simulation.processes.find((process) => process.name === name)!));
      await simulation.settle();

      expect(simulation.workItems).toEqual([]);
      expect(standing(simulation, left)).toMatchObject({ state: 'deferred', deferral: {} });
      expect(standing(simulation, left)?.deferral?.returnTo).toBeUndefined();
      expect(standing(simulation, here)?.state).toBe('withdrawn');
      expect(holdersOf(simulation, amara)).toEqual(keysOf(left));
    }
  });
});
