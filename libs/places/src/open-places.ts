import { Id, nothing, rule } from '#kernel';
import { placesOpened, requestsClosed } from './events.js';
import type { PlaceBook } from './place-book.js';
import type { BookRules } from './vocabulary.js';

/**
 * Opens the place book of a cohort with all it decides by. Sent when enrolment opens. What was learned of the cohort
 * since (closed, cancelled, more seats) may have come first, and holds.
 */
export class OpenPlaces {
  @Id() cohortId!: string;
  rules!: BookRules;
}

export const openPlaces = rule(OpenPlaces, [], ({ cohortId, rules }, book: PlaceBook) =>
  book.rules || book.cancelled
    ? nothing
    : [placesOpened({ cohortId, ...rules, capacity: Math.max(rules.capacity, book.capacity) })],
);

/** No more requests are taken; those waiting keep their turn. Sent when enrolment closes. */
export class CloseRequests {
  @Id() cohortId!: string;
}

export const closeRequests = rule(CloseRequests, [], ({ cohortId }, book: PlaceBook) =>
  book.closed ? nothing : [requestsClosed({ cohortId })],
);
