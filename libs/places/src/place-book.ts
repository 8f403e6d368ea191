import type { BusinessDate } from '#kernel';
import { Map, Set } from 'immutable';
import type { BookRules, CheckOutcome, NamedBefore, ParticipantFacts } from './vocabulary.js';

/** Where a request or a place stands (`domain.md` 3.3); each is in exactly one of these. */
export type PlaceState =
  | 'waiting'
  | 'offered'
  | 'accepted'
  | 'confirmed'
  | 'started'
  | 'awaiting_award'
  | 'completed'
  | 'failed'
  | 'deferred'
  | 'moved'
  | 'withdrawn'
  | 'not_taken_up'
  | 'declined'
  | 'lapsed'
  | 'refused'
  | 'not_placed'
  | 'cancelled';

const HOLDING: ReadonlySet<PlaceState> = new globalThis.Set(['offered', 'accepted', 'confirmed', 'started']);
const ONGOING: ReadonlySet<PlaceState> = new globalThis.Set([...HOLDING, 'waiting', 'awaiting_award']);

/** What an acceptance says; kept while the person it names is claimed. */
export interface AcceptanceAsked {
  readonly kind: 'acceptance';
  readonly personId: string;
  readonly askedIn: string;
  readonly askedOn: BusinessDate;
  readonly purchaseOrder?: string;
  readonly orderToFollow?: boolean;
  readonly releaseDays?: number;
}

/** What a confirmation says; kept while the person it names is claimed. */
export interface ConfirmationAsked extends ParticipantFacts {
  readonly kind: 'confirmation';
  readonly personId: string;
  readonly askedIn: string;
  readonly askedOn: BusinessDate;
  readonly lineManagerId: string;
  readonly privacyNoticeVersion: string;
  readonly checks: readonly CheckOutcome[];
}

/** What the book remembers of one request or place. */
export interface Place {
  readonly state: PlaceState;
  readonly sponsorId: string;
  /** Whom the request proposed. */
  readonly requestedFor?: string;
  /** Whom the request proposes, the acceptance or the confirmation names: the latest. */
  readonly personId?: string;
  /** The claim by which the place holds that person; absent while they are only proposed. */
  readonly claimedIn?: string;
  /** An answer that waits for the person's candidacy. The seat is kept. */
  readonly asking?: AcceptanceAsked | ConfirmationAsked;
  readonly turn?: number;
  readonly until?: BusinessDate;
  readonly purchaseOrder?: string;
  /** The day the sponsor was bound, and the day the participant was named and agreed. */
  readonly acceptedOn?: BusinessDate;
  readonly confirmedOn?: BusinessDate;
  readonly startedOn?: BusinessDate;
  readonly awardedOn?: BusinessDate;
  /** What a completed place goes back to when its award is corrected. */
  readonly completedFrom?: 'awaiting_award' | 'failed';
  /** What the sponsor stated, on the request or the confirmation. */
  readonly stated: ParticipantFacts;
  readonly kept: { readonly request?: ParticipantFacts; readonly start?: ParticipantFacts };
}

/** The place book of one cohort. Grows in persistent maps: no step copies what grows. */
export interface PlaceBook {
  readonly rules?: BookRules;
  /** No more requests are taken. Known perhaps before the book opens: its news come by several ways. */
  readonly closed: boolean;
  readonly cancelled: boolean;
  readonly capacity: number;
  /** Seats held. */
  readonly held: number;
  readonly places: Map<string, Place>;
  readonly ongoing: Set<string>;
  /** Those who wait, by turn. */
  readonly line: Map<number, string>;
  /** No turn below this one waits. Only ever grows, so finding the first in line costs nothing on the whole. */
  readonly firstTurn: number;
  readonly nextTurn: number;
  /** Ongoing requests and places per sponsor. */
  readonly bySponsor: Map<string, number>;
  /** Ongoing requests and places that propose or hold a person, or ask to. */
  readonly byPerson: Map<string, Set<string>>;
}

export const emptyBook: PlaceBook = {
  closed: false,
  cancelled: false,
  capacity: 0,
  held: 0,
  places: Map(),
  ongoing: Set(),
  line: Map(),
  firstTurn: 1,
  nextTurn: 1,
  bySponsor: Map(),
  byPerson: Map(),
};

export const holdsSeat = (state: PlaceState): boolean => HOLDING.has(state);
export const isOngoing = (state: PlaceState): boolean => ONGOING.has(state);
export const freeSeats = (book: PlaceBook): number => Math.max(0, book.capacity - book.held);

/** Everyone a place is meant for or asks for. */
export const personsOf = (place: Place): readonly string[] => [
  ...new globalThis.Set(
    [place.personId, place.asking?.personId].filter((person): person is string => person !== undefined),
  ),
];

/** The first of those who wait, at most so many, in order. */
export const firstInLine = (book: PlaceBook, most: number): readonly string[] => {
  const first: string[] = [];
  for (let turn = book.firstTurn; turn < book.nextTurn && first.length < most; turn += 1) {
    const placeId = book.line.get(turn);
    if (placeId) first.push(placeId);
  }
  return first;
};

/** True when another place of this book holds the person, or is about to. */
export const heldElsewhere = (book: PlaceBook, personId: string, placeId: string): boolean =>
  book.byPerson.get(personId, Set<string>()).some((other) => {
    const place = book.places.get(other);
    return (
      other !== placeId &&
      (place?.asking?.personId === personId ||
        (place?.personId === personId && place.claimedIn !== undefined))
    );
  });

/** Whom naming this person takes the place from, if anyone. */
export const namedBefore = (place: Place, personId: string): { insteadOf?: NamedBefore } =>
  place.personId === undefined || place.personId === personId
    ? {}
    : {
        insteadOf: {
          personId: place.personId,
          ...(place.claimedIn === undefined ? {} : { askedIn: place.claimedIn }),
        },
      };

/** What the end of a place says, whichever end it is. */
export const endOf = (book: PlaceBook, cohortId: string, placeId: string, place: Place) => ({
  cohortId,
  placeId,
  awardId: book.rules?.awardId ?? '',
  personIds: personsOf(place),
  freedSeat: holdsSeat(place.state),
});

/** The book with one place new or changed: the one way in, so that seats, line and indexes always agree with the places. */
export const withPlace = (book: PlaceBook, placeId: string, place: Place): PlaceBook => {
  const before = book.places.get(placeId);
  const was = before !== undefined && isOngoing(before.state);
  const is = isOngoing(place.state);
  const left = before?.state === 'waiting' && place.state !== 'waiting' && before.turn !== undefined;
  const line = left ? book.line.delete(before.turn) : book.line;

  return {
    ...book,
    places: book.places.set(placeId, place),
    held: book.held + Number(holdsSeat(place.state)) - Number(before ? holdsSeat(before.state) : 0),
    ongoing: is ? book.ongoing.add(placeId) : book.ongoing.delete(placeId),
    line,
    firstTurn: left ? nextWaiting(line, book.firstTurn, book.nextTurn) : book.firstTurn,
    bySponsor:
      was === is
        ? book.bySponsor
        : book.bySponsor.update(place.sponsorId, 0, (count) => count + (is ? 1 : -1)),
    byPerson: reindexed(book.byPerson, placeId, was ? personsOf(before) : [], is ? personsOf(place) : []),
  };
};

const nextWaiting = (line: Map<number, string>, from: number, end: number): number => {
  let turn = from;
  while (turn < end && !line.has(turn)) turn += 1;
  return turn;
};

const reindexed = (
  index: Map<string, Set<string>>,
  placeId: string,
  before: readonly string[],
  after: readonly string[],
): Map<string, Set<string>> => {
  let next = index;
  for (const person of before)
    if (!after.includes(person)) {
      const others = next.get(person, Set<string>()).delete(placeId);
      next = others.isEmpty() ? next.delete(person) : next.set(person, others);
    }
  for (const person of after) next = next.update(person, Set<string>(), (places) => places.add(placeId));
  return next;
};
