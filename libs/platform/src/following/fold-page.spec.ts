import { projectionOf, type Recorded } from '#kernel';
import { fold, Poisonous, type Rows, touches } from './fold-page.js';

interface Row {
  readonly id: string;
  readonly names: readonly string[];
}

const projection = projectionOf<any>()<Row>({
  name: 'names',
  version: 1,
  table: class {
    id!: string;
    names!: readonly string[];
  },
  key: ({ data }) => data.ids as string[],
  asAt: (row) => row,
  blank: (id) => ({ id, names: [] }),
  on: {
    Named: (row, { data }) => ({ ...row, names: [...row.names, data.name as string] }),
    Looked: (row) => row,
    Forgotten: () => null,
    Mistaken: (row) => ({ ...row, id: 'another' }),
    Mute: () => undefined as never,
  },
});

const happened = (type: string, ids: string | string[], name?: string) =>
  ({ type, data: { ids, name } }) as Recorded;
const folded = (before: Rows, ...events: Recorded[]) =>
  fold(projection, touches(projection, events), before, 'id');

describe('folding a page', () => {
  it('folds each event in order into every row it touches, each row once', () => {
    const before: Rows = new Map([
      ['a', null],
      ['b', { id: 'b', names: ['bo'] }],
    ]);
    expect(
      folded(before, happened('Named', ['a', 'b', 'a'], 'amara'), happened('Named', 'a', 'chidi')),
    ).toEqual(
      new Map([
        ['a', { id: 'a', names: ['amara', 'chidi'] }],
        ['b', { id: 'b', names: ['bo', 'amara'] }],
      ]),
    );
  });

  it('leaves alone what no step is for and what a step does not change', () => {
    const before: Rows = new Map([['b', { id: 'b', names: [] }]]);
    expect(folded(before, happened('Looked', 'b'), happened('Unheard', 'c'))).toEqual(new Map());
  });

  it('removes a row, and begins it anew when it is named again', () => {
    const before: Rows = new Map([['b', { id: 'b', names: ['bo'] }]]);
    expect(folded(before, happened('Forgotten', 'b'))).toEqual(new Map([['b', null]]));
    expect(folded(before, happened('Forgotten', 'b'), happened('Named', 'b', 'chidi'))).toEqual(
      new Map([['b', { id: 'b', names: ['chidi'] }]]),
    );
  });

  it.each(['Mistaken', 'Mute'])('takes %s for poisonous: its step answers no row of this key', (type) => {
    expect(() => folded(new Map([['b', null]]), happened(type, 'b'))).toThrow(Poisonous);
  });

  it('takes an event without a key for poisonous', () => {
    expect(() => folded(new Map(), happened('Named', [undefined as never]))).toThrow(Poisonous);
  });
});
