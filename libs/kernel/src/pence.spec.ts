import fc from 'fast-check';
import { inPounds, isPence, shares } from './index.js';

describe('pence', () => {
  it('are safe whole numbers', () => {
    expect([0, -1, 300_000].every(isPence)).toBe(true);
    expect([0.5, -0, NaN, 2 ** 53, '1'].some(isPence)).toBe(false);
  });

  it('are written in pounds for people', () => {
    expect([0, 5, 300_000, 123_456_789, -250_00].map(inPounds)).toEqual([
      '£0.00',
      '£0.05',
      '£3,000.00',
      '£1,234,567.89',
      '-£250.00',
    ]);
  });

  it('are shared by largest remainder, of equal remainders the earlier first', () => {
    expect(shares(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shares(300_000, [3, 1])).toEqual([225_000, 75_000]);
    expect(shares(10, [0, 7, 3])).toEqual([0, 7, 3]);
    expect(shares(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(() => shares(1, [0, 0])).toThrow('nothing to share by');
    expect(() => shares(1, [0.5])).toThrow(RangeError);
    expect(() => shares(0.5, [1])).toThrow(RangeError);
  });

  it('lose nothing in sharing and give no share more than a penny from its due', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
      .filter((some) => some.some((one) => one > 0));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (amount, by) => {
        const parts = shares(amount, by);
        const total = by.reduce((sum, weight) => sum + weight, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        parts.forEach((part, index) =>
          expect(Math.abs(part - (amount * by[index]!) / total)).toBeLessThan(1),
        );
      }),
    );
  });
});
