import { Id, nothing, rule } from '#kernel';
import { placesOpened, requestsClosed } from './events.js';
import { returnersArrive } from './expect-return.js';
import { foreseen } from './foreseen.js';
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

export const openPlaces = rule(OpenPlaces, [], ({ cohortId, rules }, book: PlaceBook, circumstances) => {
  if (book.rules || book.cancelled) return nothing;

  const capacity = Math.max(rules.capacity, book.capacity);
  const carried = book.noted.reduce((sum, places) => sum + places.size, 0);
  const opened = placesOpened({
    cohortId,
    ...rules,
    ...book.movedTo,
    capacity,
    ...(carried === 0 ? {} : { carried }),
  });
  return [opened, ...returnersArrive(cohortId, foreseen(book, [opened], circumstances), circumstances)];
});

/** No more requests are taken; those waiting keep their turn. Sent when enrolment closes. */
export class CloseRequests {
  @Id() cohortId!: string;
}

export const closeRequests = rule(CloseRequests, [], ({ cohortId }, book: PlaceBook) =>
  book.closed ? nothing : [requestsClosed({ cohortId })],
);
