import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { firstTurn, noTurns, turnAfter, type TurnSet, withoutTurn, withTurn } from './turn-set.js';

const turn = fc.oneof(fc.nat(70), fc.nat(33_554_431));

const all = (set: TurnSet): number[] => {
  const turns: number[] = [];
  for (let next = firstTurn(set); next !== undefined; next = turnAfter(set, next)) turns.push(next);
  return turns;
};

describe('a set of turns', () => {
  it('knows its turns in order, whatever came and left', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ turn, leaves: fc.boolean() })), (steps) => {
        const expected = new Set<number>();
        let set = noTurns;
        for (const step of steps) {
          set = step.leaves ? withoutTurn(set, step.turn) : withTurn(set, step.turn);
          if (step.leaves) expected.delete(step.turn);
          else expected.add(step.turn);
        }
        deepStrictEqual(
          all(set),
          [...expected].sort((one, other) => one - other),
        );
      }),
    );
  });

  it('leaves the set before it as it was', () => {
    const one = withTurn(noTurns, 31);
    withTurn(one, 32);
    withoutTurn(one, 31);
    deepStrictEqual(all(one), [31]);
  });
});
