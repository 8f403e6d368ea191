import type { Happened } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import { withPlace } from './with-place.js';

/** A fact of one place, as a step sees it. */
export type OfOnePlace = Happened<Extract<PlaceEvent, { data: { placeId: string } }>>;

/** The book with one of its places changed. A fact about a place nobody asked for is a bug, and throws. */
export const changed = (
  book: PlaceBook,
  { data, type }: Pick<OfOnePlace, 'type' | 'data'>,
  change: Partial<Place> | ((place: Place) => Partial<Place>),
): PlaceBook => {
  const place = book.places.get(data.placeId);
  if (!place) throw new Error(`${type} names a place nobody requested: ${data.placeId}.`);

  return withPlace(book, data.placeId, {
    ...place,
    ...(typeof change === 'function' ? change(place) : change),
  });
};
