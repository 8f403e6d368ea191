import type { BusinessDate } from '#kernel';
import { placeOffered, placeWaitlisted, type PlaceEvent } from './events.js';
import { foundBy } from './next-in-line.js';
import { offerUntil } from './offer-next-in-line.js';
import type { PlaceBook } from './place-book.js';
import { UNKNOWN_SECTOR } from './place-order.js';
import type { WaitingReason } from './vocabulary.js';
import { roomIn } from './with-place.js';

/** Who joins the line. */
export interface Joining {
  readonly cohortId: string;
  readonly placeId: string;
  readonly sponsorId: string;
  readonly sector?: string;
}

/** A free seat is offered at once; otherwise the request waits. Nobody new overtakes anyone who waits and could take the seat. */
export const offeredOrWaiting = (book: PlaceBook, joining: Joining, today: BusinessDate): PlaceEvent => {
  const found = foundBy(book, joining.sector ?? UNKNOWN_SECTOR, today);
  const room = roomIn(book)?.(joining.sponsorId) ?? Infinity;
  if (!book.rules || found.free === 0) return waiting(book, joining, found.because);
  if (room === 0) return waiting(book, joining, 'sponsor-maximum');

  return placeOffered({
    cohortId: joining.cohortId,
    placeId: joining.placeId,
    until: offerUntil(book.rules, today),
    behind: book.waiting,
    held: book.held + 1,
    capacity: book.capacity,
    ...(found.passing.length === 0 ? {} : { passing: found.passing }),
  });
};

/** It draws a turn of its own and waits. */
export const waiting = (
  book: PlaceBook,
  { cohortId, placeId }: Joining,
  because?: WaitingReason,
  turn = book.nextTurn,
): PlaceEvent =>
  placeWaitlisted({
    cohortId,
    placeId,
    turn,
    ahead: book.waiting,
    held: book.held,
    capacity: book.capacity,
    ...(because === undefined ? {} : { because }),
  });
