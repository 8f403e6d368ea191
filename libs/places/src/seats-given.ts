import type { BusinessDate } from '#kernel';
import { answeredForIn, travellingIn } from './deferral.js';
import { placeOffered, placeReturnedTo, type PlaceEvent, seatRegained } from './events.js';
import { CORRECTED, type LineClass, ORDINARY, RETURNING } from './line.js';
import type { Place, PlaceBook } from './place-book.js';
import type { BookRules, PassingReason } from './vocabulary.js';

/** A free seat and the place in the line whose turn it is. */
export interface SeatGiven {
  readonly cohortId: string;
  readonly placeId: string;
  readonly place: Place;
  readonly book: PlaceBook;
  readonly rules: BookRules;
  /** Seats held with this one, and how many still wait. */
  readonly held: number;
  readonly behind: number;
  /** Until when an offer made today stands. */
  readonly until: BusinessDate;
  /** Why others who stand ahead of it are passed. */
  readonly passing: readonly PassingReason[];
}

/** The fact that a place in the line has a seat now: what that means goes by its class. */
export const seatGiven = (given: SeatGiven): PlaceEvent =>
  (MEANINGS[given.place.standing ?? ORDINARY] ?? offered)(given);

const offered = ({ cohortId, placeId, place, book, held, behind, until, passing }: SeatGiven): PlaceEvent =>
  placeOffered({
    cohortId,
    placeId,
    until,
    ...(place.turn === undefined ? {} : { turn: place.turn }),
    behind,
    held,
    capacity: book.capacity,
    ...(passing.length === 0 ? {} : { passing }),
  });

// An offer whose seat was gone is made anew: the sponsor has its days to answer.
const regained = (given: SeatGiven): PlaceEvent => {
  const { cohortId, placeId, place, book, held } = given;
  if (place.backTo === undefined || place.backTo === 'offered') return offered(given);

  return seatRegained({
    cohortId,
    placeId,
    backTo: place.backTo,
    held,
    capacity: book.capacity,
  });
};

const returnedTo = (given: SeatGiven): PlaceEvent => {
  const { cohortId, placeId, place, book, rules, held } = given;
  if (!place.returnOf || place.personId === undefined) return offered(given);
  const { modulesPassed = [], agreedBefore } = place.travelling ?? {};

  return placeReturnedTo({
    cohortId,
    placeId,
    awardId: rules.awardId,
    sponsorId: place.sponsorId,
    personId: place.personId,
    pricePence: rules.pricePence,
    terms: rules.terms,
    ...travellingIn({
      modulesPassed,
      ...(agreedBefore ? { agreedBefore } : {}),
      // As it is by now, not as it was when they came to wait.
      ...answeredForIn(place),
    }),
    returnOf: place.returnOf,
    held,
    capacity: book.capacity,
  });
};

/** What a seat means to those who do not wait for an offer. */
const MEANINGS: Partial<Record<LineClass, (given: SeatGiven) => PlaceEvent>> = {
  [CORRECTED]: regained,
  [RETURNING]: returnedTo,
};
