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

type Pair = readonly [ComparedOrganisation, ComparedOrganisation];

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

/** On a day before the one kept was registered a merged one stands for itself. */
const standing = (all: readonly ComparedOrganisation[]): readonly ComparedOrganisation[] => {
  const known = new Set(all.map(({ organisationId }) => organisationId));
  return all.filter(({ mergedInto }) => mergedInto === null || !known.has(mergedInto));
};

const keptOf = ({ organisationId, mergedInto }: ComparedOrganisation): string => mergedInto ?? organisationId;

/** Pairs with something alike, found by what they have in common and never by comparing each with each; some come twice. */
function* pairsAlike(all: readonly ComparedOrganisation[]): Iterable<Pair> {
  const byName = new NameIndex<{ readonly name: string; readonly of: ComparedOrganisation }>();
  const byNumber = new Map<string, ComparedOrganisation[]>();
  const byAddress = new Map<string, ComparedOrganisation[]>();
  for (const one of all) {
    for (const name of namesOf(one))
      for (const { of } of byName.likelyDuplicatesOf(name)) if (of !== one) yield [of, one];
    for (const name of namesOf(one)) byName.add({ name, of: one });
    for (const [scheme, number] of Object.entries(one.identifiers)) put(byNumber, `${scheme} ${number}`, one);
    const address = addressOf(one);
    if (address !== undefined) put(byAddress, address, one);
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

const age = ({ registeredOn, organisationId }: ComparedOrganisation): string =>
  `${registeredOn} ${organisationId}`;

function sameNumber(one: ComparedOrganisation, other: ComparedOrganisation): Evidence | undefined {
  const scheme = SCHEMES.find(
    (known) => one.identifiers[known] !== undefined && one.identifiers[known] === other.identifiers[known],
  );
  if (!scheme) return undefined;

  return {
    weight: 10,
    words: `Both have the number ${one.identifiers[scheme]} in the ${REGISTERS[scheme]}.`,
  };
}

function sameName(one: ComparedOrganisation, other: ComparedOrganisation): Evidence | undefined {
  return namesOf(one)
    .flatMap((name) => namesOf(other).map((otherName) => likeNames(name, otherName)))
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

function sameAddress(one: ComparedOrganisation, other: ComparedOrganisation): Evidence | undefined {
  const address = addressOf(one);
  if (address === undefined || address !== addressOf(other)) return undefined;

  return { weight: 2, words: `The bills of both go to ${one.billing!.address}.` };
}

function sameContact(one: ComparedOrganisation, other: ComparedOrganisation): Evidence | undefined {
  const people = new Set(one.contacts.map(({ personId }) => personId));
  if (!other.contacts.some(({ personId }) => people.has(personId))) return undefined;

  return { weight: 1, words: 'They have a contact in common.' };
}

function differentNumbers(one: ComparedOrganisation, other: ComparedOrganisation): Evidence | undefined {
  const scheme = SCHEMES.find((known) => {
    const [number, otherNumber] = [one.identifiers[known], other.identifiers[known]];
    return number !== undefined && otherNumber !== undefined && number !== otherNumber;
  });
  if (!scheme) return undefined;

  return {
    weight: -2,
    words: `Against it: ${one.identifiers[scheme]} and ${other.identifiers[scheme]} are two numbers in the ${REGISTERS[scheme]}.`,
  };
}

/** Every name it goes or went by, the latest first. */
const namesOf = ({ name, names }: ComparedOrganisation): readonly string[] => [
  ...new Set([name, ...names.map((said) => said.name).toReversed()]),
];

const addressOf = ({ billing }: ComparedOrganisation): string | undefined =>
  billing ? folded(billing.address) : undefined;

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

function* pairsOf(some: readonly ComparedOrganisation[]): Iterable<Pair> {
  for (const [nth, one] of some.entries()) for (const other of some.slice(nth + 1)) yield [one, other];
}
