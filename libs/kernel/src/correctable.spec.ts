import type { BusinessDate } from './dates.js';
import {
  correctable,
  type Corrections,
  type Corrects,
  factsOn,
  type Facts,
  factToCorrect,
  foldedFacts,
  inDayOrder,
  type KeptFact,
  keptIn,
  NO_FACT,
  noFacts,
  versionsOf,
  wouldChange,
} from './correctable.js';
import { decider, evolved, isRefusal } from './decider.js';
import { event, type FactsOf, type Happened, type Recorded } from './event.js';

const gardenLaid = event('GardenLaid', 1).of<{ gardenId: string; name: string; motto?: string }>();
const rosePlanted = event('RosePlanted', 1).of<{ gardenId: string; colour: string; reason?: string }>();
const gardenFactCorrected = event('GardenFactCorrected', 1).of<
  Corrects & { gardenId: string; name?: string; motto?: string | null; colour?: string }
>();
const gardenFactStruck = event('GardenFactStruck', 1).of<Corrects & { gardenId: string }>();
const facts = { gardenLaid, rosePlanted };
const corrections = { gardenFactCorrected, gardenFactStruck };
type Correction = FactsOf<typeof corrections>;

interface Garden {
  readonly facts: Facts;
  readonly name: string;
  readonly motto?: string;
  readonly roses: readonly string[];
}
const bare: Garden = { facts: noFacts, name: '', roses: [] };
const steps = {
  GardenLaid: (
    garden: Garden,
    { data: { name, motto } }: { data: { name: string; motto?: string } },
  ): Garden => ({
    ...garden,
    name,
    motto,
  }),
  RosePlanted: (garden: Garden, { data }: { data: { colour: string } }): Garden => ({
    ...garden,
    roses: [...garden.roses, data.colour],
  }),
};
const manners: Corrections<Correction> = { GardenFactCorrected: 'replaces', GardenFactStruck: 'strikes' };

const gardens = decider({
  name: 'garden',
  key: ({ gardenId }: { gardenId: string }) => gardenId,
  initial: bare,
  events: { ...facts, ...corrections },
  evolve: correctable<Garden, FactsOf<typeof facts>, Correction>(bare, steps, manners),
  rules: [],
});

const gardenId = 'g';
const at = (id: string, fact: object, on: BusinessDate, by = 'amara'): Recorded<any> =>
  ({
    ...fact,
    id,
    effectiveOn: on,
    recordedAt: `2026-09-01T08:00:0${id.length}.000Z`,
    metadata: { actor: by },
  }) as never;
const laid = at('1', gardenLaid({ gardenId, name: 'Physic', motto: 'Grow' }), '2026-03-01');
const red = at('2', rosePlanted({ gardenId, colour: 'red' }), '2026-04-01');
const white = at('3', rosePlanted({ gardenId, colour: 'white' }), '2026-05-01');
const correct = (id: string, corrects: string, becomes: object, on: BusinessDate) =>
  at(id, gardenFactCorrected({ gardenId, corrects, fact: 'any', reason: 'misread', ...becomes }), on, 'bo');
const strike = (id: string, corrects: string, on: BusinessDate) =>
  at(id, gardenFactStruck({ gardenId, corrects, fact: 'any', reason: 'another garden' }), on, 'bo');

const stateOf = (...events: readonly Happened[]): Garden =>
  events.reduce((state, each) => evolved(gardens, state, each as never), bare);
const rowOf = (...events: readonly Recorded[]): readonly KeptFact[] =>
  events.reduce<readonly KeptFact[]>((list, each) => keptIn(list, each, manners), []);

describe('a correction', () => {
  it('changes its fact where it stands in the order, and leaves what it does not name', () => {
    const state = stateOf(laid, red, white, correct('4', '2', { colour: 'pink' }, '2026-04-02'));
    expect(state).toMatchObject({ name: 'Physic', motto: 'Grow', roses: ['pink', 'white'] });
    expect(stateOf(laid, correct('4', '1', { name: 'Herb' }, '2026-03-01'))).toMatchObject({
      name: 'Herb',
      motto: 'Grow',
    });
  });

  it('takes a field off that was never known', () =>
    expect(stateOf(laid, correct('4', '1', { motto: null }, '2026-03-01')).motto).toBeUndefined());

  it('puts another reason in the fact for the one it gave, beside the reason of the correction', () => {
    const dug = at('2', rosePlanted({ gardenId, colour: 'red', reason: 'a gift' }), '2026-04-01');
    const [, row] = rowOf(laid, dug, correct('4', '2', { reasonGiven: 'bought' }, '2026-04-01'));
    expect(row).toMatchObject({
      data: { colour: 'red', reason: 'bought' },
      corrections: [{ reason: 'misread', was: { data: { colour: 'red', reason: 'a gift' } } }],
    });
    const [, taken] = rowOf(laid, dug, correct('4', '2', { reasonGiven: null }, '2026-04-01'));
    expect(taken!.data).toEqual({ gardenId, colour: 'red' });
    expect(wouldChange(row!, { reasonGiven: 'bought' }, '2026-04-01')).toBe(false);
    expect(wouldChange(row!, { reasonGiven: 'found' }, '2026-04-01')).toBe(true);
  });

  it('strikes what never was, and lets it stand again when it is corrected once more', () => {
    expect(stateOf(laid, red, white, strike('4', '2', '2026-04-01')).roses).toEqual(['white']);
    expect(
      stateOf(laid, red, white, strike('4', '2', '2026-04-01'), correct('5', '2', {}, '2026-04-01')).roses,
    ).toEqual(['red', 'white']);
  });

  it('may name an earlier correction: it is about the same fact', () =>
    expect(
      stateOf(
        laid,
        red,
        correct('4', '2', { colour: 'pink' }, '2026-04-01'),
        correct('5', '4', { colour: 'rose' }, '2026-04-01'),
      ).roses,
    ).toEqual(['rose']));

  it('of no fact of the stream changes nothing', () => {
    const state = stateOf(laid, red);
    expect(evolved(gardens, state, correct('4', 'nowhere', { colour: 'pink' }, '2026-04-01') as never)).toBe(
      state,
    );
  });

  it('leaves a state folded as if the fact had always been so', () => {
    const { facts: _, ...so } = stateOf(
      laid,
      red,
      correct('4', '2', { colour: 'pink' }, '2026-04-01'),
      white,
    );
    const { facts: __, ...always } = stateOf(
      laid,
      at('2', rosePlanted({ gardenId, colour: 'pink' }), '2026-04-01'),
      white,
    );
    expect(so).toEqual(always);
  });
});

describe('facts folded by their days', () => {
  const dated = decider({
    ...gardens,
    evolve: correctable<Garden, FactsOf<typeof facts>, Correction>(bare, steps, manners, { byDay: true }),
  });
  const rosesOf = (...events: readonly Happened[]) =>
    events.reduce((state, each) => evolved(dated, state, each as never), bare).roses;

  it('count from their own day though told late, and by the right day once it was corrected', () => {
    expect(rosesOf(laid, white, red)).toEqual(['red', 'white']);
    expect(rosesOf(laid, white, red, correct('4', '2', {}, '2026-06-01'))).toEqual(['white', 'red']);
    expect(rosesOf(laid, red, correct('4', '2', {}, '2026-06-01'), white)).toEqual(['white', 'red']);
  });
  it('are folded as recorded where that is not asked for', () =>
    expect(stateOf(laid, white, red).roses).toEqual(['white', 'red']));
});

describe('a row of facts', () => {
  const events = [
    laid,
    red,
    white,
    correct('4', '2', { colour: 'pink' }, '2026-04-02'),
    strike('5', '3', '2026-05-01'),
  ];

  it('folds to what the state folds to', () => {
    const { facts: _, ...state } = stateOf(...events);
    const { facts: __, ...row } = foldedFacts(rowOf(...events), steps, bare);
    expect(row).toEqual(state);
  });

  it('keeps both versions, with who said them, when and why', () => {
    const [, rose] = rowOf(...events);
    expect(versionsOf(rose!)).toEqual([
      { id: '2', recordedAt: red.recordedAt, by: 'amara', data: red.data, on: '2026-04-01', struck: false },
      {
        id: '4',
        recordedAt: red.recordedAt,
        by: 'bo',
        reason: 'misread',
        data: { gardenId, colour: 'pink' },
        on: '2026-04-02',
        struck: false,
      },
    ]);
  });

  it('names who asked for a correction that a process records', () => {
    const becomes = { colour: 'pink', correctedBy: 'chidi' };
    const [, rose] = rowOf(laid, red, correct('4', '2', becomes, '2026-04-01'));
    expect(versionsOf(rose!).at(-1)).toMatchObject({ by: 'chidi', data: { gardenId, colour: 'pink' } });
    expect(rose!.data).not.toHaveProperty('correctedBy');
  });

  it('is put by the day each is about, as recorded on one day', () => {
    const early = at('6', rosePlanted({ gardenId, colour: 'blue' }), '2026-03-01');
    const list = rowOf(laid, white, red, early);
    expect(inDayOrder(list).map(({ id }) => id)).toEqual(['1', '6', '2', '3']);
  });

  it('knows which of them count on a day', () => {
    expect(factsOn(rowOf(...events), '2026-04-01').map(({ id }) => id)).toEqual(['1']);
    expect(factsOn(rowOf(...events), '2026-06-01').map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('what a correction names', () => {
  const { facts: known } = stateOf(laid, red, correct('4', '2', { colour: 'pink' }, '2026-04-02'));

  it('is found by its own id and by that of a correction', () => {
    for (const id of ['2', '4'])
      expect(factToCorrect(known, id, ['RosePlanted'])).toMatchObject({ id: '2', on: '2026-04-02' });
  });
  it('must be a fact of the stream, and of the kind corrected', () => {
    for (const [id, code] of [
      ['9', 'no-such-fact'],
      ['1', 'fact-of-another-kind'],
    ] as const) {
      const refusal = factToCorrect(known, id, ['RosePlanted']);
      expect(isRefusal(refusal) && refusal.refused).toBe(code);
      expect(NO_FACT).toContain(code);
    }
  });
  it('changes by another field, another day, or by standing again', () => {
    const rose = known.kept.get(1)!;
    expect(wouldChange(rose, { colour: 'pink' }, '2026-04-02')).toBe(false);
    expect(wouldChange(rose, { colour: 'red' }, '2026-04-02')).toBe(true);
    expect(wouldChange(rose, {}, '2026-04-01')).toBe(true);
    expect(wouldChange({ ...rose, struck: true }, {}, '2026-04-02')).toBe(true);
  });
});
