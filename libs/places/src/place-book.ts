import { type BusinessDate, type Instant, noneTogether } from '#kernel';
import { List, Map, Set } from 'immutable';
import type { FollowedCorrection } from './correction.events.js';
import type { DeferralOfPlace, DeferralsOfBook } from './deferral.js';
import { emptyLine } from './line.js';
import { noPast, type PastBook } from './past-book.js';
import type { BookChanges, Notice, PlaceChanges, SubstitutionAsked } from './place-changes.js';
import type { BookOrder, PlaceOrder } from './place-order.js';
import { noTurns } from './turn-set.js';
import type {
  BookRules,
  CheckOutcome,
  CorrectableFact,
  EndedBecause,
  NamedBefore,
  ParticipantFacts,
  PlaceStatement,
} from './vocabulary.js';

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
const ONGOING: ReadonlySet<PlaceState> = new globalThis.Set([
  ...HOLDING,
  'waiting',
  'awaiting_award',
  'deferred',
]);

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

/** A fact of a place as it was recorded last, and the place as it stood before: what a correction goes by. */
export interface ToldFact extends EndedBecause {
  readonly fact: CorrectableFact;
  readonly event: string;
  readonly on: BusinessDate;
  /** The order of the window had been drawn by then. */
  readonly drawn?: true;
  /** Of what sets or extends the limit of a deferral: the limit it states. */
  readonly limitOn?: BusinessDate;
  /** Of one that was counted: that limit before the days of pauses were added. */
  readonly withoutPauses?: BusinessDate;
  /** Of what is given notice of: the day it came and its class, as corrected. */
  readonly notice?: Notice;
  /** What else is stated with it, as corrected. */
  readonly said?: PlaceStatement;
  /** Absent before the request. */
  readonly before?: Place;
}

/** What an asked-for correction says; kept while the person it names is claimed. */
export interface CorrectionAsked {
  readonly kind: 'striking' | 'participant';
  readonly personId: string;
  readonly askedIn: string;
  readonly askedOn: BusinessDate;
  readonly corrects: string;
  readonly reason: string;
  readonly fact?: CorrectableFact;
  readonly allowedBy?: string;
  readonly askedBy: string;
  readonly follows?: FollowedCorrection;
  /** When it was asked: of two corrections of one participation the later counts. */
  readonly askedAt?: Instant;
}

/** What a place remembers for corrections. */
export interface PlaceCorrections {
  /** The facts recorded of it, in their order. */
  readonly told?: readonly ToldFact[];
  /** Facts about the participant that were corrected: the person's record does not change them again. */
  readonly factsCorrected?: { readonly request?: true; readonly start?: true };
}

/** What the book remembers of one request or place. */
export interface Place extends PlaceOrder, PlaceChanges, PlaceCorrections, DeferralOfPlace {
  readonly state: PlaceState;
  readonly sponsorId: string;
  /** Whom the request proposed. */
  readonly requestedFor?: string;
  /** Whom the request proposes, the acceptance or the confirmation names: the latest. */
  readonly personId?: string;
  /** The claim by which the place holds that person; absent while they are only proposed. */
  readonly claimedIn?: string;
  /** An answer that waits for the person's candidacy. The seat is kept. */
  readonly asking?: AcceptanceAsked | ConfirmationAsked | SubstitutionAsked | CorrectionAsked;
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
export interface PlaceBook extends BookOrder, BookChanges, DeferralsOfBook {
  readonly rules?: BookRules;
  /** Places entered as history, beside what became of them. */
  readonly past: PastBook;
  /** No more requests are taken. Known perhaps before the book opens: its news come by several ways. */
  readonly closed: boolean;
  readonly cancelled: boolean;
  readonly cancelledOn?: BusinessDate;
  readonly capacity: number;
  /** Seats held. */
  readonly held: number;
  readonly places: Map<string, Place>;
  readonly ongoing: Set<string>;
  /** Ongoing requests and places per sponsor that answers for them. */
  readonly bySponsor: Map<string, number>;
  /** Ongoing requests and places that propose or hold a person, or ask to. */
  readonly byPerson: Map<string, Set<string>>;
}

export const emptyBook: PlaceBook = {
  past: noPast,
  closed: false,
  cancelled: false,
  capacity: 0,
  held: 0,
  places: Map(),
  ongoing: Set(),
  line: emptyLine,
  waiting: 0,
  nextTurn: 1,
  heldBySector: Map(),
  exceptions: 0,
  bySponsor: Map(),
  takenBySponsor: Map(),
  sponsorRecords: noneTogether,
  groups: Map(),
  asked: Set(),
  noted: Map(),
  notedNumbers: noTurns,
  notedGroups: Map(),
  nextCarriedTurn: 1,
  released: Set(),
  drawn: false,
  notPlaced: 0,
  byPerson: Map(),
  unnamed: Set(),
  toWarn: Set(),
  moves: List(),
  startMoves: 0,
  struckMoves: Set(),
  deferred: Set(),
  returners: Map(),
  givenUp: Set(),
};

export const holdsSeat = (state: PlaceState): boolean => HOLDING.has(state);
export const isOngoing = (state: PlaceState): boolean => ONGOING.has(state);
/** True of what was accepted, so that giving it up is a withdrawal with notice; also while it awaits its seat after a correction. */
export const isBound = ({ state, backTo }: Pick<Place, 'state' | 'backTo'>): boolean => {
  const standing = state === 'waiting' ? (backTo ?? state) : state;

  return standing !== 'waiting' && standing !== 'offered';
};
export const freeSeats = (book: PlaceBook): number => Math.max(0, book.capacity - book.held);

/** Everyone a place is meant for or asks for. */
export const personsOf = (place: Place): readonly string[] => [
  ...new globalThis.Set(
    [place.personId, place.asking?.personId].filter((person): person is string => person !== undefined),
  ),
];

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
  ...(book.rules ? { awardId: book.rules.awardId } : {}),
  personIds: personsOf(place),
  ...(place.personId === undefined || place.claimedIn === undefined ? {} : { claimedIn: place.claimedIn }),
  freedSeat: holdsSeat(place.state),
  ...(place.state === 'waiting' && isOfUnsplitGroup(book, place) ? { groupId: place.groupId } : {}),
});

const isOfUnsplitGroup = ({ groups }: PlaceBook, { groupId }: Place): boolean =>
  groupId !== undefined && groups.get(groupId)?.split === false;
