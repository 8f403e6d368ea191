import { pairOf } from '#kernel';
import { SCHEMES, type Scheme } from './events.js';
import { NameIndex } from './likely-duplicates.js';
import { nameKeysOf } from './name-key.js';
import type { OrganisationRow } from './organisation-register.entity.js';

/** What of an organisation is compared with the others. */
export type ComparedOrganisation = Pick<
  OrganisationRow,
  | 'organisationId'
  | 'name'
  | 'names'
  | 'identifiers'
  | 'billing'
  | 'contacts'
  | 'apartFrom'
  | 'mergedInto'
  | 'registeredOn'
>;

/** Two records that are likely of one organisation, and what speaks for it and against it, strongest first. */
export interface LikelySame {
  /** The one registered first, then the other. */
  readonly oneId: string;
  readonly otherId: string;
  /** The more the likelier; for the order of proposals only. */
  readonly score: number;
  readonly evidence: readonly string[];
}

interface Evidence {
  readonly weight: number;
  readonly words: string;
}

/** One organisation with what is known under any of its ids. */
interface Known extends Pick<ComparedOrganisation, 'organisationId' | 'mergedInto' | 'registeredOn'> {
  /** Every name it goes or went by, the latest of the one kept first. */
  readonly names: readonly string[];
  readonly numbers: Readonly<Record<Scheme, readonly string[]>>;
  /** As they are compared, and as they are written. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly contacts: ReadonlySet<string>;
}

type Pair = readonly [Known, Known];

/** What is found out about a pair, in words: the list is the policy. */
const questions: readonly ((...pair: Pair) => Evidence | undefined)[] = [
  sameNumber,
  sameName,
  sameAddress,
  sameContact,
  differentNumbers,
];

/** An address that more than so many have is an accountant's or a landlord's, and tells nothing. */
const ONE_ADDRESS_AT_MOST = 5;

const REGISTERS: Readonly<Record<Scheme, string>> = {
  care_inspectorate: 'care register',
  charity: 'charity register',
  company: 'company register',
};

/**
 * The pairs a person should look at, likeliest first: alike by a register's number, by a name they go or went by, or by
 * the address for bills. Those merged or told apart are not among them.
 */
export const likelySameOrganisations = (all: readonly ComparedOrganisation[]): readonly LikelySame[] => {
  const kept = new Map(all.map((one) => [one.organisationId, keptOf(one)]));
  const apart = new Set(
    all.flatMap((one) => one.apartFrom.map((other) => pairOf(keptOf(one), kept.get(other) ?? other))),
  );
  const found = new Map<string, LikelySame>();
  for (const [one, other] of pairsAlike(standing(all))) {
    const [oneKept, otherKept] = [keptOf(one), keptOf(other)];
    const pair = pairOf(one.organisationId, other.organisationId);
    if (oneKept === otherKept || apart.has(pairOf(oneKept, otherKept)) || found.has(pair)) continue;
    found.set(pair, compared(one, other));
  }
  return [...found.values()].sort((one, other) => byRank(rankOf(one), rankOf(other)));
};

/** Where a pair stands among the others: likeliest first, those as likely by their ids. */
export type RankOfPair = readonly [score: number, ids: string];

export const rankOf = ({ score, oneId, otherId }: LikelySame): RankOfPair => [score, pairOf(oneId, otherId)];

/** The order of pairs, also of one that is not among them any more. */
export const byRank = ([score, ids]: RankOfPair, [otherScore, otherIds]: RankOfPair): number =>
  otherScore - score || (ids < otherIds ? -1 : Number(ids > otherIds));

/** Each by all its records; on a day before the one kept was registered a merged one stands for itself. */
const standing = (all: readonly ComparedOrganisation[]): readonly Known[] => {
  const ids = new Set(all.map(({ organisationId }) => organisationId));
  const isMerged = ({ mergedInto }: ComparedOrganisation): boolean =>
    mergedInto !== null && ids.has(mergedInto);
  const merged = new Map<string, ComparedOrganisation[]>();
  for (const one of all) if (isMerged(one)) put(merged, keptOf(one), one);
  return all
    .filter((one) => !isMerged(one))
    .map((one) => knownOf([one, ...(merged.get(one.organisationId) ?? [])]));
};

const knownOf = (records: readonly [ComparedOrganisation, ...ComparedOrganisation[]]): Known => {
  const [{ organisationId, mergedInto, registeredOn }] = records;
  const numbersIn = (scheme: Scheme): readonly string[] => [
    ...new Set(records.flatMap(({ identifiers }) => identifiers[scheme] ?? [])),
  ];
  return {
    organisationId,
    mergedInto,
    registeredOn,
    names: [...new Set(records.flatMap(namesOf))],
    numbers: {
      care_inspectorate: numbersIn('care_inspectorate'),
      charity: numbersIn('charity'),
      company: numbersIn('company'),
    },
    addresses: new Map(
      records.flatMap(({ billing }) => (billing ? [[folded(billing.address), billing.address]] : [])),
    ),
    contacts: new Set(records.flatMap(({ contacts }) => contacts.map(({ personId }) => personId))),
  };
};

const keptOf = ({
  organisationId,
  mergedInto,
}: Pick<ComparedOrganisation, 'organisationId' | 'mergedInto'>): string => mergedInto ?? organisationId;

/** Pairs with something alike, found by what they have in common and never by comparing each with each; some come twice. */
function* pairsAlike(all: readonly Known[]): Iterable<Pair> {
  const byName = new NameIndex<{ readonly name: string; readonly of: Known }>();
  const byNumber = new Map<string, Known[]>();
  const byAddress = new Map<string, Known[]>();
  for (const one of all) {
    for (const name of one.names)
      for (const { of } of byName.likelyDuplicatesOf(name)) if (of !== one) yield [of, one];
    for (const name of one.names) byName.add({ name, of: one });
    for (const scheme of SCHEMES)
      for (const number of one.numbers[scheme]) put(byNumber, `${scheme} ${number}`, one);
    for (const address of one.addresses.keys()) put(byAddress, address, one);
  }
  for (const some of byNumber.values()) yield* pairsOf(some);
  for (const some of byAddress.values()) if (some.length <= ONE_ADDRESS_AT_MOST) yield* pairsOf(some);
}

const compared = (...pair: Pair): LikelySame => {
  const [one, other] = [...pair].sort((a, b) => (age(a) < age(b) ? -1 : 1)) as [...Pair];
  const evidence = questions
    .map((ask) => ask(one, other))
    .filter((found) => found !== undefined)
    .sort((first, second) => second.weight - first.weight);
  return {
    oneId: one.organisationId,
    otherId: other.organisationId,
    score: evidence.reduce((sum, { weight }) => sum + weight, 0),
    evidence: evidence.map(({ words }) => words),
  };
};

const age = ({ registeredOn, organisationId }: Known): string => `${registeredOn} ${organisationId}`;

function sameNumber(one: Known, other: Known): Evidence | undefined {
  for (const scheme of SCHEMES) {
    const number = one.numbers[scheme].find((each) => other.numbers[scheme].includes(each));
    if (number !== undefined)
      return { weight: 10, words: `Both have the number ${number} in the ${REGISTERS[scheme]}.` };
  }
  return undefined;
}

function sameName(one: Known, other: Known): Evidence | undefined {
  return one.names
    .flatMap((name) => other.names.map((otherName) => likeNames(name, otherName)))
    .reduce((best, next) => ((next?.weight ?? 0) > (best?.weight ?? 0) ? next : best), undefined);
}

const likeNames = (name: string, other: string): Evidence | undefined => {
  if (folded(name) === folded(other)) return { weight: 5, words: `Both go or went by the name "${name}".` };
  const [keys, otherKeys] = [nameKeysOf(name), nameKeysOf(other)];
  if (keys.legal === otherKeys.legal)
    return { weight: 4, words: `"${name}" and "${other}" likely mean one name.` };
  if (keys.trading === otherKeys.legal || keys.legal === otherKeys.trading)
    return { weight: 3, words: `One trades under the other's name: "${name}" and "${other}".` };

  return undefined;
};

function sameAddress(one: Known, other: Known): Evidence | undefined {
  const [, address] = [...one.addresses].find(([each]) => other.addresses.has(each)) ?? [];
  if (address === undefined) return undefined;

  return { weight: 2, words: `The bills of both go to ${address}.` };
}

function sameContact(one: Known, other: Known): Evidence | undefined {
  if (![...one.contacts].some((personId) => other.contacts.has(personId))) return undefined;

  return { weight: 1, words: 'They have a contact in common.' };
}

function differentNumbers(one: Known, other: Known): Evidence | undefined {
  const scheme = SCHEMES.find((known) => {
    const [numbers, others] = [one.numbers[known], other.numbers[known]];
    return numbers.length > 0 && others.length > 0 && !numbers.some((each) => others.includes(each));
  });
  if (!scheme) return undefined;

  return {
    weight: -2,
    words: `Against it: ${one.numbers[scheme][0]} and ${other.numbers[scheme][0]} are two numbers in the ${REGISTERS[scheme]}.`,
  };
}

/** Every name it goes or went by, the latest first. */
const namesOf = ({ name, names }: ComparedOrganisation): readonly string[] => [
  ...new Set([name, ...names.map((said) => said.name).toReversed()]),
];

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const put = <T>(index: Map<string, T[]>, key: string, thing: T): void => {
  const known = index.get(key);
  if (known) known.push(thing);
  else index.set(key, [thing]);
};

function* pairsOf(some: readonly Known[]): Iterable<Pair> {
  for (const [nth, one] of some.entries()) for (const other of some.slice(nth + 1)) yield [one, other];
}
