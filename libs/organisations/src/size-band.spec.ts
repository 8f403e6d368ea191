import { sizeBandOf } from './size-band.js';

describe('the band of a size', () => {
  it.each([
    [0.5, 'under_10'],
    [9.99, 'under_10'],
    [10, '10_49'],
    [49.5, '10_49'],
    [49.99, '10_49'],
    [50, '50_249'],
    [249.99, '50_249'],
    [250, '250_and_more'],
    [8000, '250_and_more'],
    [0, 'unknown'],
    [-1, 'unknown'],
    [Number.NaN, 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('of %s is %s', (staffWte, band) => expect(sizeBandOf(staffWte)).toBe(band));
});
