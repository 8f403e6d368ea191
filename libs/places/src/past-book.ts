import type { BusinessDate, FactsOf, Happened } from '#kernel';
import { Map } from 'immutable';
import type { pastEvents, PastStatement } from './past.events.js';

/** A past place as its source stated it. */
export interface PastPlace {
  readonly stated: PastStatement;
  readonly personal: readonly string[];
  readonly flags: readonly string[];
}

/** What a book remembers of places that were entered as history. */
export interface PastBook {
  /** By place. */
  readonly rows: Map<string, PastPlace>;
  /** By day: how many more sat in the cohort from that day on, or fewer. As many days as the cohort's calendar has. */
  readonly seats: Map<BusinessDate, number>;
}

export const noPast: PastBook = { rows: Map(), seats: Map() };

/** Days of the cohort: without an end they go on. */
interface Span {
  readonly from: BusinessDate;
  readonly until?: BusinessDate;
}

/** How many of the places entered as history had a participant in the cohort on a day. */
export const pastSeatsOn = ({ seats }: PastBook, day: BusinessDate): number =>
  seats.reduce((sum, change, on) => (on <= day ? sum + change : sum), 0);

/** The most of them that had one on the same day, of the first of these days and all that follow. */
export const mostPastSeats = (past: PastBook, { from, until }: Span): number => {
  const changes = [...past.seats].filter(([on]) => on > from && (until === undefined || on < until));
  const inOrder = changes.sort(([one], [other]) => (one < other ? -1 : 1));
  const first = pastSeatsOn(past, from);

  return inOrder.reduce(
    ({ most, now }, [, change]) => ({ most: Math.max(most, now + change), now: now + change }),
    { most: first, now: first },
  ).most;
};

/** A place entered as history holds its participant by its own id: nothing had to be asked for that. */
export const heldAsPast = ({ past }: { readonly past: PastBook }, placeId: string): { claimedIn?: string } =>
  past.rows.has(placeId) ? { claimedIn: placeId } : {};

/** How the book remembers history: beside its places, which remember the facts that follow. */
export const pastSteps = {
  PastPlaceRecorded: <Book extends { readonly past: PastBook }>(
    book: Book,
    { data: { placeId, stated, personal, flags, seat } }: Happened<FactsOf<typeof pastEvents>>,
  ): Book => ({
    ...book,
    past: {
      rows: book.past.rows.set(placeId, { stated, personal, flags }),
      seats: seat ? taken(book.past.seats, seat) : book.past.seats,
    },
  }),
};

const taken = (seats: Map<BusinessDate, number>, { from, until }: Span): Map<BusinessDate, number> => {
  const begun = seats.update(from, 0, (change) => change + 1);
  return until === undefined ? begun : begun.update(until, 0, (change) => change - 1);
};
