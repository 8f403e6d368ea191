import { AWARDED, type Dirt, refused, but, UNCHANGED } from './kinds-of-dirt.js';
import { type Cells, type MadeUpPast, NOT_UTF_8, textOf } from './made-up-past.js';

/** Organisations that must be registered before a past with every kind of dirt is imported, some of whose rows name them. */
export const KNOWN_ORGANISATIONS = Array.from({ length: 20 }, (_, nth) => ({
  reference: `KNOWN-${nth}`,
  name: `Known Care ${nth}`,
}));

/** The same as rows of a register. */
export const KNOWN_ROWS: readonly string[] = KNOWN_ORGANISATIONS.map(
  ({ reference, name }) => `${reference},${name},voluntary,,,`,
);

/** How others write a name. */
const SPELLINGS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `The ${name}`,
  (name) => `${name.toUpperCase()} LTD.`,
  (name) => `${name} Limited`,
];

/** The first row that gives a name is flagged where another name that likely means the same was given before. */
const namedAs = (past: MadeUpPast, name: string, isKnown: boolean): readonly [string, ...string[]] => {
  const spelt = past.chance.of(SPELLINGS)(name);
  const isAlike = isKnown || SPELLINGS.some((as) => past.named.has(as(name)));
  const isFamiliar = past.named.has(spelt) || (isKnown && spelt === name);
  past.named.add(spelt);
  return isAlike && !isFamiliar ? [spelt, 'likely-duplicate'] : [spelt];
};

/** Sponsors under names and numbers that somebody else writes otherwise. */
const sponsors: readonly Dirt[] = [
  (past, cohort) => {
    const [sponsor, ...flags] = namedAs(past, `Birch Care ${past.chance.below(60)}`, false);
    return past.record({ ...past.awardedIn(cohort), sponsor }, cohort, AWARDED, ...flags);
  },
  (past, cohort) => {
    const [sponsor, ...flags] = namedAs(past, past.chance.of(KNOWN_ORGANISATIONS).name, true);
    return past.record({ ...past.awardedIn(cohort), sponsor }, cohort, AWARDED, ...flags);
  },
  (past, cohort) => {
    const { reference } = past.chance.of(KNOWN_ORGANISATIONS);
    const sponsor = past.chance.of([reference, reference.toLowerCase()]);
    return past.record({ ...past.awardedIn(cohort), sponsor }, cohort, AWARDED);
  },
  (past, cohort) => {
    const cells = past.awardedIn(cohort);
    const sponsor = cells['sponsor']!.replace(/^SP(\d{4})/, 'sp $1 ');
    return past.record({ ...cells, sponsor }, cohort, AWARDED);
  },
];

/** A person's reference counts letter by letter: written otherwise it is another's. */
const anotherPerson: Dirt = (past, cohort) => {
  const { cells } = past.others.pop() ?? {};
  if (!cells) return false;

  const { person_name, person_email } = cells;
  const said: Cells = { person_name: person_name!, person_email: person_email! };
  const person = cells['person']!.toLowerCase();
  if (person === cells['person']) return false;

  return past.record({ ...past.awardedIn(cohort), ...said, person }, cohort, AWARDED);
};

/** Accents in two characters and spaces around a cell change nothing. */
const sameAgain: Dirt = (past) => {
  if (past.clean.length === 0) return false;

  const { cells, cohort } = past.chance.of(past.clean);
  const spaced = Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, ` ${cell} `]));
  return past.put({
    text: textOf(spaced).normalize('NFD'),
    first: UNCHANGED,
    again: UNCHANGED,
    cohort,
  });
};

/** Cells that hold no text. */
const noText: readonly Dirt[] = [
  refused(
    'not-utf-8',
    but(() => ({ person_name: `Se${NOT_UTF_8}n` })),
  ),
  refused(
    'not-valid',
    but(() => ({ sponsor: 'A spon\0sor' })),
  ),
  refused(
    'cell-too-long',
    but(() => ({ funding: 'never closed '.repeat(800) })),
  ),
];

/** Rows as another hand writes them, or a machine that broke. */
export const otherSpellings: readonly Dirt[] = [...sponsors, anotherPerson, sameAgain, ...noText];
