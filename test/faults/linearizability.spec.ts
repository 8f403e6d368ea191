import { linearized, type Model, type Operation } from './linearizability.js';

interface Seat extends Operation {
  readonly does: 'takes' | 'frees';
  readonly told: boolean;
}

/** So many seats: taking answers whether there was one, freeing always succeeds. */
const seats = (count: number): Model<number, Seat> => ({
  initial: count,
  step: (free, { does, told }) => {
    if (does === 'frees') return told ? free + 1 : undefined;
    if (told !== free > 0) return undefined;
    return told ? free - 1 : free;
  },
  key: String,
});

const takes = (asked: number, answered: number, told: boolean): Seat => ({
  does: 'takes',
  asked,
  answered,
  told,
});
const frees = (asked: number, answered: number): Seat => ({ does: 'frees', asked, answered, told: true });

describe('whether a history could have happened one after the other', () => {
  it('is so where answers cross, in some order', () => {
    const history = [takes(0, 10, false), takes(1, 9, true), frees(8, 20), takes(12, 14, true)];
    expect(linearized(seats(1), history)).toMatchObject({ linearizable: true });
  });

  it('is not so when one seat is given twice', () => {
    const history = [takes(0, 10, true), takes(1, 9, true), takes(2, 8, false)];
    expect(linearized(seats(1), history)).toMatchObject({ linearizable: false });
  });

  it('is not so when somebody was refused while there was a seat all the time', () => {
    expect(linearized(seats(1), [takes(0, 1, false), takes(2, 3, true)]).linearizable).toBe(false);
  });

  it('is so when the refusal was true at one moment between question and answer', () => {
    expect(linearized(seats(1), [takes(0, 9, false), takes(1, 2, true), frees(3, 4)]).linearizable).toBe(
      true,
    );
  });

  it('keeps to the order of those that do not cross', () => {
    const before = [takes(0, 1, true), takes(2, 3, true), frees(4, 5)];
    expect(linearized(seats(1), before).linearizable).toBe(false);
    const crossing = [takes(0, 1, true), takes(2, 5, true), frees(4, 5)];
    expect(linearized(seats(1), crossing).linearizable).toBe(true);
  });

  it('lets one whose answer nobody heard have happened at any moment since', () => {
    const unheard = takes(0, Infinity, true);
    expect(linearized(seats(1), [unheard, takes(2, 3, false)]).linearizable).toBe(true);
    expect(linearized(seats(2), [unheard, takes(2, 3, true), takes(4, 5, false)]).linearizable).toBe(true);
    expect(linearized(seats(1), [unheard, takes(2, 3, true)]).linearizable).toBe(false);
  });

  it('tells of a crowd, and of one seat too many in it', () => {
    const crowd = Array.from({ length: 200 }, (_, index) =>
      takes(index / 1_000, 10 + index, index % 25 === 0),
    );
    expect(linearized(seats(8), crowd).linearizable).toBe(true);
    expect(linearized(seats(7), crowd).linearizable).toBe(false);
  });
});
