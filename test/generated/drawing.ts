import type { BusinessDate } from '#kernel';

const DAY_ms = 86_400_000;

/** Draws that follow from one number: the same number draws the same again. */
export class Draw {
  constructor(private seed: number) {}

  /** A whole number from 0 to below a bound. */
  below(bound: number): number {
    // mulberry32: small, and good enough to choose by.
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  from(lowest: number, highest: number): number {
    return lowest + this.below(highest - lowest + 1);
  }

  one<T>(things: readonly T[]): T {
    return things[this.below(things.length)]!;
  }

  happens(chance: number): boolean {
    return this.below(1_000) < chance * 1_000;
  }

  /** One of some things, by how often each is to come. */
  weighed<T>(things: readonly (readonly [thing: T, weight: number])[]): T {
    let left = (this.below(1_000_000) / 1_000_000) * things.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [thing, weight] of things) {
      left -= weight;
      if (left < 0) return thing;
    }
    return things.at(-1)![0];
  }

  day(around: BusinessDate, earliest: number, latest: number): BusinessDate {
    // Drawn by the thousand: a calendar of its own would take most of the time.
    const drawn = new Date(Date.parse(around) + this.from(earliest, latest) * DAY_ms);
    return drawn.toISOString().slice(0, 10);
  }
}
