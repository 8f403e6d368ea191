import { type BusinessDate, earlierOf, Id, nothing, rule, workingDaysAfter } from '#kernel';
import { placeOffered } from './events.js';
import { firstInLine, freeSeats, type PlaceBook } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/** Offers one decision makes at most: an append has a limit. */
export const OFFERS_AT_ONCE = 100;

/** Until when an offer made today stands: so many working days, but never past the last joining date. */
export const offerUntil = (rules: BookRules, today: BusinessDate): BusinessDate =>
  earlierOf(workingDaysAfter(today, rules.offerWorkingDays), rules.lastJoiningDate);

/**
 * Offers the free seats to those who wait, in order. Sent when a seat came free: until then the seat stands free,
 * and a new request joins the line behind those who wait, so nobody overtakes.
 */
export class OfferNextInLine {
  @Id() cohortId!: string;
}

export const offerNextInLine = rule(OfferNextInLine, [], ({ cohortId }, book: PlaceBook, { today }) => {
  if (!book.rules || book.cancelled || today > book.rules.lastJoiningDate) return nothing;

  const next = firstInLine(book, Math.min(freeSeats(book), OFFERS_AT_ONCE));
  if (next.length === 0) return nothing;

  const until = offerUntil(book.rules, today);
  return next.map((placeId, index) =>
    placeOffered({
      cohortId,
      placeId,
      until,
      turn: book.places.get(placeId)?.turn,
      behind: book.line.size - index - 1,
      held: book.held + index + 1,
      capacity: book.capacity,
    }),
  );
});
