import { type BusinessDate, type Circumstances, Id, inWords, nothing, refuse, rule } from '#kernel';
import { type PlaceName, samePlace } from './candidacy.js';
import { type Agreed, isGivenUp, type Returner, travellingIn } from './deferral.js';
import type { PlaceChanges } from './place-changes.js';
import { type PlaceEvent, placeRequested, placeReturnedTo, returnAwaited } from './events.js';
import { foreseen } from './foreseen.js';
import { RETURNING } from './line.js';
import { foundBy } from './next-in-line.js';
import type { PlaceBook } from './place-book.js';
import { UNKNOWN_SECTOR } from './place-order.js';
import { cohortCancelled, firstRefusal } from './refusals.js';
import type { BookRules } from './vocabulary.js';

/** Who may be noted before a book opens: they come with its opening, and an append has a limit. */
export const MOST_RETURNERS = 200;

/** A participant whose place elsewhere is deferred is to return to this cohort. Sent when it is named. */
export class ExpectReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id() awardId!: string;
  @Id() sponsorId!: string;
  @Id() personId!: string;
  returnOf!: PlaceName;
  modulesPassed!: readonly string[];
  /** What the deferred place was accepted at. */
  agreedBefore?: Agreed;
  /** Where no sponsor answers for the deferred place, none does for this one. */
  selfFunded?: PlaceChanges['selfFunded'];
  withoutSponsor?: PlaceChanges['withoutSponsor'];
  /** Of the sponsor; filled in from its record. */
  sector?: string;
}

/** A seat is held from now on; while none is free the returner stands first; before the book opens they are noted. */
export const expectReturn = rule(
  ExpectReturn,
  [
    'place-id-taken',
    'return-given-up',
    'cohort-cancelled',
    'last-joining-date-passed',
    'another-award',
    'returners-full',
  ],
  (expected, book: PlaceBook, circumstances) => {
    const { today } = circumstances;
    const { cohortId, placeId, ...returner } = expected;
    const known = book.places.get(placeId) ?? book.returners.get(placeId);
    if (known?.returnOf && samePlace(known.returnOf, expected.returnOf)) return nothing;

    const refusal = firstRefusal({ expected, book, today, isKnown: known !== undefined }, EXPECTED);
    if (refusal) return refusal;

    return book.rules
      ? arrived(book, book.rules, { cohortId, placeId }, returner, today)
      : [returnAwaited({ cohortId, placeId, ...returner })];
  },
);

/** What a returner's place begins with in an open book: a seat if one is free, else its turn before all who never had one. */
export const arrived = (
  book: PlaceBook,
  rules: BookRules,
  place: PlaceName,
  { awardId, sponsorId, sector, personId, returnOf, ...rest }: Returner,
  today: BusinessDate,
): readonly PlaceEvent[] => {
  const { programmeId } = rules;
  const who = { sponsorId, personId, returnOf, ...(sector === undefined ? {} : { sector }) };
  const requested = placeRequested({ ...place, programmeId, awardId, ...who });
  const travelling = travellingIn(rest);
  if (foundBy(book, sector ?? UNKNOWN_SECTOR, today, RETURNING).free === 0)
    return [requested, returnAwaited({ ...place, awardId, ...who, ...travelling, turn: book.nextTurn })];

  return [requested, returned(book, rules, place, { awardId, ...who, ...travelling }, book.held + 1)];
};

/** Those who were noted before the book opened come before everybody who asks once it is open. */
export const returnersArrive = (
  cohortId: string,
  book: PlaceBook,
  circumstances: Pick<Circumstances, 'today' | 'now' | 'effectiveOn'>,
): readonly PlaceEvent[] => {
  const facts: PlaceEvent[] = [];
  let so = book;
  for (const [placeId, returner] of book.returners) {
    if (!so.rules) return facts;
    const { notedOn = '' } = returner;
    const next = arrived(so, so.rules, { cohortId, placeId }, returner, circumstances.today).map((fact) =>
      // The book may have opened on an earlier day than that, and been told late.
      notedOn > circumstances.effectiveOn ? { ...fact, effectiveOn: notedOn } : fact,
    );
    facts.push(...next);
    so = foreseen(so, next, circumstances);
  }
  return facts;
};

/** The returner holds a seat, accepted at this cohort's price and terms. `held`: the seats held then, this one included. */
export const returned = (
  { capacity }: PlaceBook,
  { pricePence, terms }: BookRules,
  { cohortId, placeId }: PlaceName,
  { awardId, sponsorId, personId, returnOf, ...rest }: Returner,
  held: number,
) =>
  placeReturnedTo({
    cohortId,
    placeId,
    awardId,
    sponsorId,
    personId,
    pricePence,
    terms,
    ...travellingIn(rest),
    returnOf,
    held,
    capacity,
  });

interface Asked {
  readonly expected: ExpectReturn;
  readonly book: PlaceBook;
  readonly today: BusinessDate;
  readonly isKnown: boolean;
}

const idIsFree = ({ isKnown }: Asked) =>
  isKnown
    ? refuse('place-id-taken', 'This id is of another place. Name the return anew, with another.', 'placeId')
    : undefined;

const returnStands = ({ expected: { placeId, returnOf }, book }: Asked) =>
  isGivenUp(book, placeId, returnOf)
    ? refuse('return-given-up', 'This return was given up before. Name the return anew.', 'placeId')
    : undefined;

const thereIsRoom = ({ book: { rules, returners } }: Asked) =>
  !rules && returners.size >= MOST_RETURNERS
    ? refuse(
        'returners-full',
        `So many are to return to this cohort already: ${MOST_RETURNERS}. Name a later cohort.`,
      )
    : undefined;

const cohortRuns = ({ book }: Asked) => (book.cancelled ? cohortCancelled() : undefined);

const lastJoiningDateIsAhead = ({ book: { rules }, today }: Asked) =>
  rules && today > rules.lastJoiningDate
    ? refuse(
        'last-joining-date-passed',
        `Nobody joins this cohort after ${inWords(rules.lastJoiningDate)}. Name a later cohort.`,
      )
    : undefined;

const awardIsTheSame = ({ expected: { awardId }, book: { rules } }: Asked) =>
  rules && rules.awardId !== awardId
    ? refuse('another-award', 'This cohort leads to another award. Name a cohort of the same programme.')
    : undefined;

const EXPECTED = [
  idIsFree,
  returnStands,
  cohortRuns,
  awardIsTheSame,
  lastJoiningDateIsAhead,
  thereIsRoom,
] as const;
