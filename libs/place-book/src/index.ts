import type { Context } from '#platform';
import { AllIdsOfHandler, MergedRecordsHandler } from './all-ids-of.query.js';
import { DeferralsController } from './deferrals.controller.js';
import { deferrals } from './deferrals.projection.js';
import { GetPlaceBookHandler } from './get-place-book.js';
import { GetPlaceHandler } from './get-place.js';
import { GetWhyHandler } from './get-why.js';
import { GetDeferralHandler, ListDeferralsHandler } from './list-deferrals.js';
import { ListPlacesHandler } from './list-places.js';
import { PlaceBookController } from './place-book.controller.js';
import { mergedIds } from './merged-ids.projection.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';

export { type BookSummary, GetPlaceBook, PlaceBookFilters, type PlaceBookPage } from './get-place-book.js';
export { GetPlace, type PlaceAnswer } from './get-place.js';
export { GetWhy } from './get-why.js';
export { DeferralFilters, GetDeferral, ListDeferrals } from './list-deferrals.js';
export { ListPlaces, PlaceFilters } from './list-places.js';
export { mergedIds };
export { PLACE_STATES, type PlaceState } from './place-state.js';
export type { RankedPlace } from './ranks.js';
export type { StoryStep } from './story.js';
export type { Why } from './why.js';

/** The place book as people look at it: who holds a seat, who waits at which rank, and why. */
export const placeBookContext: Context = {
  name: 'place-book',
  projections: [placeBook, placeBooks, mergedIds, deferrals],
  controllers: [PlaceBookController, DeferralsController],
  queries: [
    GetPlaceBookHandler,
    GetPlaceHandler,
    GetWhyHandler,
    ListPlacesHandler,
    ListDeferralsHandler,
    GetDeferralHandler,
    AllIdsOfHandler,
    MergedRecordsHandler,
  ],
};
