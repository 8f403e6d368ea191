import { type BusinessDate, daysAfter } from '#kernel';
import { offerLapsed, placeCancelled, type PlaceEvent, placeNotPlaced } from './events.js';
import { endOf, isOngoing, type Place, type PlaceBook } from './place-book.js';

/** Whether what a place is, or waits to be again, is an offer whose last day is over. */
export const hasLapsed = (
  { state, backTo, until }: Pick<Place, 'state' | 'backTo' | 'until'>,
  today: BusinessDate,
): boolean => (backTo ?? state) === 'offered' && until !== undefined && today > until;

/** How a place that stands again has ended by now, on the day it would have: with its cohort, as an offer, or in line. */
export const endedSince = (
  { cohortId, placeId, today }: { cohortId: string; placeId: string; today: BusinessDate },
  book: PlaceBook,
): readonly PlaceEvent[] => {
  const place = book.places.get(placeId);
  // Who goes on in another cohort does so without this one.
  if (!place || !isOngoing(place.state) || place.state === 'deferred') return [];

  const { state, until, startedOn } = place;
  const end = endOf(book, cohortId, placeId, place);
  if (book.cancelled)
    return [
      placeCancelled(
        { ...end, was: state, ...(startedOn === undefined ? {} : { startedOn }) },
        book.cancelledOn,
      ),
    ];
  if (until !== undefined && hasLapsed(place, today))
    return [offerLapsed({ ...end, until }, daysAfter(until, 1))];
  const last = book.rules?.lastJoiningDate;

  return state === 'waiting' && last !== undefined && today > last
    ? [placeNotPlaced(end, daysAfter(last, 1))]
    : [];
};
