import type { Context } from '#platform';
import { GetPlaceBookHandler } from './get-place-book.js';
import { GetPlaceHandler } from './get-place.js';
import { GetWhyHandler } from './get-why.js';
import { ListPlacesHandler } from './list-places.js';
import { PlaceBookController } from './place-book.controller.js';
import { mergedIds } from './merged-ids.projection.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';

export { type BookSummary, GetPlaceBook, PlaceBookFilters, type PlaceBookPage } from './get-place-book.js';
export { GetPlace, type PlaceAnswer } from './get-place.js';
export { GetWhy } from './get-why.js';
export { ListPlaces, PlaceFilters } from './list-places.js';
export { PLACE_STATES, type PlaceState } from './place-state.js';
export type { RankedPlace } from './ranks.js';
export type { StoryStep } from './story.js';
export type { Why } from './why.js';

/** The place book as people look at it: who holds a seat, who waits at which rank, and why. */
export const placeBookContext: Context = {
  name: 'place-book',
  projections: [placeBook, placeBooks, mergedIds],
  controllers: [PlaceBookController],
  queries: [GetPlaceBookHandler, GetPlaceHandler, GetWhyHandler, ListPlacesHandler],
};
