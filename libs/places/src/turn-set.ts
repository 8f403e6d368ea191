import { Map } from 'immutable';

const BITS = 5;
const LEVELS = 5;

/**
 * A set of turns (whole numbers from 0 to 33,554,431) that knows its first and the next after any other. Persistent; every
 * step costs the same, however many are in it: a tree of bit masks, 32 to a node, the lowest level first.
 */
export type TurnSet = readonly Map<number, number>[];

export const noTurns: TurnSet = Array.from({ length: LEVELS }, () => Map<number, number>());

export const withTurn = (set: TurnSet, turn: number): TurnSet => {
  const next = [...set];
  let at = turn;
  for (const [level, masks] of set.entries()) {
    const mask = masks.get(at >>> BITS, 0);
    next[level] = masks.set(at >>> BITS, mask | (1 << (at & 31)));
    if (mask !== 0) break;
    at >>>= BITS;
  }
  return next;
};

export const withoutTurn = (set: TurnSet, turn: number): TurnSet => {
  const next = [...set];
  let at = turn;
  for (const [level, masks] of set.entries()) {
    const mask = masks.get(at >>> BITS, 0) & ~(1 << (at & 31));
    next[level] = mask === 0 ? masks.delete(at >>> BITS) : masks.set(at >>> BITS, mask);
    if (mask !== 0) break;
    at >>>= BITS;
  }
  return next;
};

export const firstTurn = (set: TurnSet): number | undefined =>
  set[LEVELS - 1]!.isEmpty() ? undefined : lowestBelow(set, LEVELS - 1, 0);

/** The first turn later than this one. */
export const turnAfter = (set: TurnSet, turn: number): number | undefined => {
  let at = turn;
  for (const [level, masks] of set.entries()) {
    const later = (at & 31) === 31 ? 0 : masks.get(at >>> BITS, 0) & (-1 << ((at & 31) + 1));
    if (later !== 0) {
      const found = ((at >>> BITS) << BITS) + lowestBit(later);
      return level === 0 ? found : lowestBelow(set, level - 1, found);
    }
    at >>>= BITS;
  }
  return undefined;
};

const lowestBelow = (set: TurnSet, level: number, node: number): number => {
  let at = node;
  for (let below = level; below >= 0; below -= 1) at = (at << BITS) + lowestBit(set[below]!.get(at, 0));
  return at;
};

const lowestBit = (mask: number): number => 31 - Math.clz32(mask & -mask);
