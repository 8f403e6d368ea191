import { createHash } from 'node:crypto';

/** All that is left to chance in a run of faults; the same seed chooses the same. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  /** Another chance, for something that goes on at the same time: what it chooses depends on the seed and its name only. */
  of(name: string): Chance;
}

/** The chance of a seed: mulberry32, started from a hash of the seed and the name. */
export const chanceOf = (seed: number, name = ''): Chance => {
  let state = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    between,
    pick: (items) => {
      if (items.length === 0) throw new Error('There is nothing to pick from.');
      return items[between(0, items.length - 1)]!;
    },
    of: (part) => chanceOf(seed, `${name}/${part}`),
  };
};
