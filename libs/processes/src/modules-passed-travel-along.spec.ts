import { commandOf, derivedId } from '#kernel';
import {
  ConfirmPlace,
  CorrectPlaceStatement,
  DeferPlace,
  type PlaceName,
  places,
  RaiseBookCapacity,
  StartPlace,
} from '#places';
import { type Act, inEveryOrder, sending, until } from './every-order.examples.js';
import {
  agreement,
  amara,
  confirmed,
  first,
  open,
  placeIn,
  returnIn,
  second,
  simulated,
  standing,
  started,
  startOf,
  third,
} from './returns.examples.js';
import type { Simulation } from './simulation.js';

const [left, here, further] = [placeIn(first, amara), returnIn(second, amara), returnIn(third, amara)];
const [one, two, three] = ['one', 'two', 'three'].map((name) => derivedId('module', name)) as [
  string,
  string,
  string,
];
const begun = (capacity?: number) => async () => {
  const simulation = simulated('2026-10-01');
  open(simulation, first, 1);
  if (capacity !== undefined) open(simulation, second, capacity);
  open(simulation, third, 1);
  await confirmed(simulation, left, amara);
  await started(simulation, left);
  return simulation;
};
const listed = (modules: readonly string[]) => modules.map((moduleId) => ({ moduleId }));
const defer = (of: PlaceName, returnTo: PlaceName, ...modules: readonly string[]) =>
  sending(() =>
    commandOf(DeferPlace, { ...of, reasonClass: 'work', returnTo, modulesPassed: listed(modules) }),
  );
const correct = (...modules: readonly string[]) =>
  sending(() =>
    commandOf(CorrectPlaceStatement, {
      ...{ ...left, fact: 'deferred', modulesPassed: listed(modules) },
      reason: 'The list was misread.',
    }),
  );
const opening: Act = (simulation) => open(simulation, second, 1);
const raise = sending(() => commandOf(RaiseBookCapacity, { cohortId: second, capacity: 1 }));
const confirm = sending(() => commandOf(ConfirmPlace, { ...here, personId: amara, ...agreement }));
const start = sending(() => commandOf(StartPlace, here), startOf(second));
const bringing =
  (of: PlaceName, ...modules: readonly string[]) =>
  (simulation: Simulation) =>
    expect(standing(simulation, of)?.travelling?.modulesPassed.toSorted()).toEqual(modules.toSorted());

describe('modules a deferral states wrongly', () => {
  it('are those that were passed where the participant returns, noted, waiting or with a seat', async () => {
    const acts = [defer(left, here, one), correct(one, two)];
    await inEveryOrder(begun(), [...acts, opening], bringing(here, one, two));
    await inEveryOrder(begun(0), [...acts, raise], bringing(here, one, two));
    await inEveryOrder(begun(1), [...acts, correct(two)], bringing(here, two));
  });

  it.each([
    ['noted', undefined, opening],
    ['waiting', 0, raise],
    ['with a seat', 1, correct(one, two)],
  ] as const)('are so once the place of return is %s already', async (_, capacity, last) => {
    const simulation = await begun(capacity)();
    for (const act of [defer(left, here, one), correct(two), last]) {
      act(simulation);
      await simulation.settle();
    }
    bringing(here, ...(capacity === 1 ? [one, two] : [two]))(simulation);
  });

  it('are those wherever they go on from there, with what they passed there', async () => {
    const simulation = await begun(1)();
    const acts = [
      defer(left, here, one),
      confirm,
      until(startOf(second)),
      start,
      defer(here, further, three),
    ];
    for (const act of [...acts, correct(two)]) {
      act(simulation);
      await simulation.settle();
    }
    bringing(here, two)(simulation);
    bringing(further, two, three)(simulation);
    const { told } = simulation.stateOf(places, second).places.get(here.placeId)!;
    expect(told?.at(-1)?.said?.modulesPassed).toEqual([two, three]);
  });
});
