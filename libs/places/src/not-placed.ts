import { type BusinessDate, inWords, refuse } from '#kernel';
import type { ToCorrect } from './correction-policies.js';
import type { Place, PlaceBook } from './place-book.js';
import { lastOf } from './told-facts.js';
import { COURSE_FACTS } from './vocabulary.js';

/** Why a request that was not placed cannot wait again, if it cannot: it would end at once, or goes on elsewhere. */
export const waitsNoMore = (
  { rules }: Pick<PlaceBook, 'rules'>,
  { place, told }: ToCorrect,
  today: BusinessDate,
) => {
  if (told.fact !== 'not_placed') return undefined;
  if (place.carriedTo)
    return refuse(
      'carried-on',
      'This request was carried to another cohort and goes on there: withdraw it there, or ask for a place again.',
      'fact',
    );

  return rules && today > rules.lastJoiningDate
    ? refuse(
        'last-joining-date-passed',
        `Nothing is given out after ${inWords(rules.lastJoiningDate)}: correct the last joining date of the cohort if that is wrong.`,
        'fact',
      )
    : undefined;
};

/** A request that ended as not placed, and the event by which it did. */
export interface NotPlaced {
  readonly placeId: string;
  readonly eventId: string;
}

/**
 * Who was not placed by a last joining date that was recorded wrongly, as has turned out: the right one has not passed. Not
 * who was carried to another cohort meanwhile, nor who ended before the cohort was put off.
 */
export const notPlacedByAWrongDay = (book: PlaceBook, today: BusinessDate): readonly NotPlaced[] =>
  book.rules === undefined || today > book.rules.lastJoiningDate
    ? []
    : [...book.places]
        .filter(([, { notPlacedAs = 0 }]) => notPlacedAs > (book.notPlacedInTime ?? 0))
        .flatMap(([placeId, place]) => {
          const eventId = endedIn(place);
          return eventId === undefined ? [] : [{ placeId, eventId }];
        });

const endedIn = (place: Place): string | undefined => {
  const told = lastOf(place, COURSE_FACTS);
  return place.state === 'not_placed' && !place.carriedTo && told?.fact === 'not_placed'
    ? told.event
    : undefined;
};
