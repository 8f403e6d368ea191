/** Numbers that look drawn and are the same at every start (mulberry32). */
export const drawing = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One of a list by a drawn number. */
export const pick = <T>(list: readonly T[], drawn: number): T => list[Math.floor(drawn * list.length)]!;

/** The same things in an order that is drawn, and the same at every start. */
export const inDrawnOrder = <T>(list: readonly T[], seed: number): readonly T[] => {
  const draw = drawing(seed);
  return list
    .map((one) => ({ one, drawn: draw() }))
    .sort((a, b) => a.drawn - b.drawn)
    .map(({ one }) => one);
};

const HOMES = [
  'Whinbrae',
  'Bluebell Steading',
  'Lanternlea',
  'Corrieglen',
  'Harbour Bothy',
  'Puffin Point',
  'Thistlewick',
  'Merlewood Sample',
  'Rowantree Pier',
];
const KINDS = [
  'Care at Home',
  'Family Support',
  'Day Services',
  'Supported Living',
  'Young People',
  'Advocacy',
  'Respite',
  'Outreach',
];

/** Names of organisations that do not exist: 72 of them, then numbered. */
export const madeUpOrganisation = (index: number, sector: 'voluntary' | 'private'): string => {
  const name = `${HOMES[index % HOMES.length]} ${KINDS[Math.floor(index / HOMES.length) % KINDS.length]}`;
  const round = Math.floor(index / (HOMES.length * KINDS.length));
  return `${name}${round > 0 ? ` ${round + 1}` : ''}${sector === 'private' ? ' Ltd' : ''}`;
};

const FIRST = [
  'Amara',
  'Bo',
  'Chidi',
  'Davina',
  'Ewan',
  'Fearchar',
  'Ginevra',
  'Hamish',
  'Iona',
  'Jura',
  'Kirsty',
  'Lachlan',
  'Mòrag',
  'Niamh',
  'Oighrig',
  'Parveen',
  'Quinn',
  'Rùna',
  'Senga',
  'Tormod',
];
// Words for plants and birds with made-up endings: nobody is called so.
const STEMS = [
  "O'Brack",
  'Capercailzie-',
  'Dunnock',
  'Ferntick',
  'Gowk',
  'Heather',
  'Knotgrass',
  'Lintie',
  'Mavis',
  'Nettle',
  'Peesie',
  'Rowan',
  'Skylark',
  'Teuchat',
  'Whaup',
  'Yellowyitte',
];
const ENDINGS = ['bogle', 'stanes', 'blate', 'thwing', 'weep', 'neb'];
const LAST = ENDINGS.flatMap((ending) => STEMS.map((stem) => `${stem}${ending}`));

/** A person who does not exist; every index below 1,920 has a name of its own. */
export const madeUpPerson = (index: number): { readonly name: string; readonly email: string } => ({
  name: `${FIRST[index % FIRST.length]!} ${LAST[Math.floor(index / FIRST.length) % LAST.length]!}`,
  email: `participant-${index}@example.org`,
});
