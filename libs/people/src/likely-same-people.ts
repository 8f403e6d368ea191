import { ERASED, pairOf } from '#kernel';
import type { PersonRow } from './person-directory.entity.js';

/** What of a record is compared. */
export type Compared = Pick<
  PersonRow,
  'personId' | 'email' | 'registration' | 'employments' | 'apartFrom' | 'keptId'
> & {
  /** What the person is or was called, oldest first. What was recorded in error is not among them. */
  readonly names: readonly string[];
};

/** Which fields of two records agree, strongest first. */
export const EVIDENCE = ['registration', 'email', 'name'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** Two records that are likely of one person. */
export interface LikelySame {
  readonly oneId: string;
  readonly otherId: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Records by what they have in common. `firm`: agrees with every record of the same mark; else with firm ones only (a full
 * first name agrees with its initial, two different full ones with the same initial do not).
 */
interface Mark {
  readonly evidence: Evidence;
  readonly mark: string;
  readonly firm: boolean;
}

/** In a larger group (the address of an office, say) each is compared with its neighbour only. */
const ALL_PAIRS = 8;

/**
 * The pairs of records likely of one person, strongest evidence first. Those merged or told apart are not among them, nor
 * those with a record merged into them that was told apart. `organisationFor`: the record that stands for an employer's.
 * Grows with the records, not with their pairs.
 */
export const likelySamePeople = (
  records: readonly Compared[],
  organisationFor: (employerId: string) => string = (employerId) => employerId,
): readonly LikelySame[] => {
  const apart = toldApart(records);
  const groups = new Map<string, { evidence: Evidence; members: { of: Compared; firm: boolean }[] }>();
  for (const all of families(records))
    for (const { evidence, mark, firm } of marksOf(all, organisationFor)) {
      const key = `${evidence} ${mark}`;
      const group = groups.get(key) ?? { evidence, members: [] };
      group.members.push({ of: all[0], firm });
      groups.set(key, group);
    }

  const pairs = new Map<string, { oneId: string; otherId: string; evidence: Set<Evidence> }>();
  for (const { evidence, members } of groups.values())
    for (const [one, other] of pairsIn(members)) {
      if (keptOf(one.of) === keptOf(other.of) || !(one.firm || other.firm)) continue;
      if (apart.has(pairOf(keptOf(one.of), keptOf(other.of)))) continue;
      const [oneId, otherId] = [one.of.personId, other.of.personId].toSorted() as [string, string];
      const pair = pairs.get(`${oneId} ${otherId}`) ?? { oneId, otherId, evidence: new Set() };
      pair.evidence.add(evidence);
      pairs.set(`${oneId} ${otherId}`, pair);
    }

  return [...pairs.values()]
    .map(({ evidence, ...pair }) => ({ ...pair, evidence: EVIDENCE.filter((one) => evidence.has(one)) }))
    .toSorted((one, other) => byRank(rankOf(one), rankOf(other)));
};

/** Where a pair stands among the others: strongest evidence first, those as strong by their ids. */
export type RankOfPair = readonly [strength: number, ids: string];

export const rankOf = (pair: LikelySame): RankOfPair => [strength(pair), pairOf(pair.oneId, pair.otherId)];

/** The order of pairs, also of one that is not among them any more. */
export const byRank = ([one, ids]: RankOfPair, [other, otherIds]: RankOfPair): number =>
  other - one || (ids < otherIds ? -1 : Number(ids > otherIds));

/** The records of one person, the one that stands for them first. */
type Family = readonly [Compared, ...Compared[]];

/** On a day before the one to keep was registered a merged one stands for itself. */
const families = (records: readonly Compared[]): Iterable<Family> => {
  const known = new Set(records.map(({ personId }) => personId));
  const isMerged = ({ keptId }: Compared): boolean => keptId !== null && known.has(keptId);
  const byId = new Map<string, [Compared, ...Compared[]]>(
    records.filter((record) => !isMerged(record)).map((record) => [record.personId, [record]]),
  );
  for (const record of records) if (isMerged(record)) byId.get(keptOf(record))?.push(record);
  return byId.values();
};

const keptOf = ({ personId, keptId }: Compared): string => keptId ?? personId;

const toldApart = (records: readonly Compared[]): ReadonlySet<string> => {
  const kept = new Map(records.map((record) => [record.personId, keptOf(record)]));
  return new Set(
    records.flatMap((record) =>
      record.apartFrom.map((other) => pairOf(keptOf(record), kept.get(other) ?? other)),
    ),
  );
};

const strength = ({ evidence }: LikelySame): number =>
  EVIDENCE.reduce((sum, one, at) => sum + (evidence.includes(one) ? 2 ** (EVIDENCE.length - at) : 0), 0);

const pairsIn = function* <T>(members: readonly T[]): Iterable<readonly [T, T]> {
  for (const [at, one] of members.entries()) {
    const others = members.length > ALL_PAIRS ? members.slice(at + 1, at + 2) : members.slice(at + 1);
    for (const other of others) yield [one, other];
  }
};

/** What is known under any of a person's ids are marks of theirs: each name with each employer. */
const marksOf = (all: Family, organisationFor: (employerId: string) => string): readonly Mark[] => {
  const employers = new Set(
    all
      .flatMap(({ employments }) => employments.map(({ employerId }) => employerId))
      .flatMap((id) => (id === undefined || id === ERASED ? [] : [organisationFor(id)])),
  );
  const marks = new Map<string, Mark>();
  for (const evidence of EVIDENCE)
    for (const { mark, firm } of all.flatMap(marksBy[evidence]))
      for (const each of evidence === 'name' ? [...employers].map((id) => `${id} ${mark}`) : [mark]) {
        // The initial of a name that is known in full says no more than that name.
        const known = marks.get(`${evidence} ${each}`)?.firm ?? true;
        marks.set(`${evidence} ${each}`, { evidence, mark: each, firm: firm && known });
      }
  return [...marks.values()];
};

type BareMark = Pick<Mark, 'mark' | 'firm'>;

const marksBy: Readonly<Record<Evidence, (record: Compared) => readonly BareMark[]>> = {
  registration: ({ registration }) =>
    !registration || registration.number === ERASED
      ? []
      : [
          {
            mark: `${registration.body} ${registration.number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()}`,
            firm: true,
          },
        ],
  email: ({ email }) =>
    email === null || email === ERASED ? [] : [{ mark: email.normalize('NFKC').toLowerCase(), firm: true }],
  name: ({ names }) => names.flatMap((name) => (name === ERASED ? [] : nameMarksOf(name))),
};

/** The first record of each of two people that agree in something; undefined where none do. */
export const agreeing = <T extends Compared>(
  evidence: Evidence,
  ones: readonly T[],
  others: readonly T[],
): readonly [T, T] | undefined =>
  firstPair(ones, others, (one, other) => agree(marksBy[evidence](one), marksBy[evidence](other)));

/** The names by which two records are alike, the latest that are. */
export const alikeNames = (one: Compared, other: Compared): readonly [string, string] | undefined =>
  firstPair(one.names.toReversed(), other.names.toReversed(), (name, otherName) =>
    agree(nameMarksOf(name), nameMarksOf(otherName)),
  );

const firstPair = <T>(
  ones: readonly T[],
  others: readonly T[],
  fit: (one: T, other: T) => boolean,
): readonly [T, T] | undefined => {
  for (const one of ones) for (const other of others) if (fit(one, other)) return [one, other];
  return undefined;
};

const agree = (ones: readonly BareMark[], others: readonly BareMark[]): boolean =>
  ones.some((one) => others.some((other) => one.mark === other.mark && (one.firm || other.firm)));

const DIACRITICS = /\p{M}/gu;
const APOSTROPHES = /['’‘ʼ`´]/g;
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof']);

/**
 * What of a name is compared: its first and last word, whichever comes first, without case, accents, punctuation, titles
 * or names between; Mac is Mc. Beside that its initial with the last word, which only a bare initial makes firm.
 */
export const nameMarksOf = (name: string): readonly BareMark[] => {
  const [last = '', ...firsts] = name.split(',');
  const spoken = firsts.length > 0 ? `${firsts.join(' ')} ${last}` : name;
  const words = spoken
    .normalize('NFKD')
    .replace(DIACRITICS, '')
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word))
    .map((word) => word.replace(/^mac(?=.{3})/, 'mc'));
  const [first] = words;
  const family = words.at(-1);
  if (first === undefined || family === undefined) return [];
  if (words.length === 1) return [{ mark: first, firm: true }];

  const isInitial = [...first].length === 1;
  return [
    ...(isInitial ? [] : [{ mark: [first, family].toSorted().join(' '), firm: true }]),
    { mark: `${[...first][0]} ${family}`, firm: isInitial },
  ];
};
