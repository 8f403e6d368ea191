import type { Place, PlaceBook, ToldFact } from './place-book.js';
import { lastOf, STATE_AFTER } from './told-facts.js';
import { COURSE_FACTS, type CourseFact } from './vocabulary.js';

/** A place that has ended, and the event by which it did. */
export interface EndedPlace {
  readonly placeId: string;
  readonly eventId: string;
}

/** The places of a book that ended so and still are, of those the ones that are meant. */
export const endedAs = (
  { places }: PlaceBook,
  fact: CourseFact,
  isMeant: (told: ToldFact, place: Place) => boolean,
): readonly EndedPlace[] =>
  [...places].flatMap(([placeId, place]) => {
    const told = place.state === STATE_AFTER[fact] ? lastOf(place, COURSE_FACTS) : undefined;
    return told?.fact === fact && isMeant(told, place) ? [{ placeId, eventId: told.event }] : [];
  });
