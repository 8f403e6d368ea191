import fc from 'fast-check';
import { Map } from 'immutable';
import {
  apartFrom,
  areTogether,
  countedAs,
  countedWith,
  countOf,
  noneTogether,
  withTogether,
} from './together.js';

describe('ids that are counted as one', () => {
  const three = withTogether(noneTogether, ['a', 'b', 'c']);

  it('count alone until they are told otherwise', () => {
    expect(countedWith(noneTogether, 'a')).toEqual(['a']);
    expect(areTogether(noneTogether, ['a'])).toBe(true);
    expect(areTogether(noneTogether, ['a', 'b'])).toBe(false);
  });

  it('are summed, whichever of them is asked for', () => {
    const counts = Map({ a: 1, c: 4, d: 8 });
    expect(['a', 'b', 'c', 'd'].map((id) => countOf(counts, three, id))).toEqual([5, 5, 5, 8]);
    expect(['a', 'b', 'c', 'd'].map((id) => countedAs(three, id))).toEqual(['a', 'a', 'a', 'd']);
  });

  it('count alone again when they are not named any more', () => {
    const parted = withTogether(three, ['b', 'c']);
    expect(['a', 'b', 'c'].map((id) => countedWith(parted, id))).toEqual([['a'], ['b', 'c'], ['b', 'c']]);
    expect(withTogether(parted, ['b'])).toEqual(noneTogether);
    expect(withTogether(three, ['c', 'd'])).toEqual(withTogether(noneTogether, ['c', 'd']));
    expect(apartFrom(three, ['c', 'd'])).toEqual(['a', 'b']);
    expect(apartFrom(three, ['c', 'b', 'a'])).toEqual([]);
  });

  it('have another that stands for them when it is named first', () => {
    expect(areTogether(three, ['b', 'a', 'c'])).toBe(false);
    expect(areTogether(three, ['a', 'c', 'b'])).toBe(true);
    expect(countedAs(withTogether(three, ['b', 'a', 'c']), 'c')).toBe('b');
  });

  it('are each in one company only, whatever is told', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(ids), (told) => {
        const together = told.reduce(withTogether, noneTogether);
        for (const id of ['a', 'b', 'c', 'd', 'e']) {
          const company = countedWith(together, id);
          expect(company).toContain(id);
          for (const other of company) expect(countedWith(together, other)).toEqual(company);
        }
        if (told.length > 0) expect(areTogether(together, told.at(-1)!)).toBe(true);
      }),
    );
  });
});
