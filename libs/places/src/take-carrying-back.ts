import { Id, Nested, nothing, OneOf, rule } from '#kernel';
import { samePlace } from './candidacy.js';
import { RequestElsewhere } from './carry-request.js';
import { CARRYING_REFUSALS, carryingRefused, type CarryingRefusalCode } from './events.js';
import type { PlaceBook } from './place-book.js';

/**
 * The cohort a request was carried to could not take it: it is as before it was carried, and its sponsor may carry it
 * elsewhere. Sent when the later book has refused it; one that was carried elsewhere meanwhile stays there.
 */
export class TakeCarryingBack {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Nested(() => RequestElsewhere) carriedTo!: RequestElsewhere;
  @OneOf(CARRYING_REFUSALS) code!: CarryingRefusalCode;
}

export const takeCarryingBack = rule(
  TakeCarryingBack,
  [],
  ({ cohortId, placeId, carriedTo, code }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place?.carriedTo || !samePlace(place.carriedTo, carriedTo)) return nothing;

    // Not once the book has opened, or was cancelled: those noted have asked, or ended.
    const notedAgain = place.noted !== undefined && !book.rules && !book.cancelled;
    return [
      carryingRefused({
        cohortId,
        placeId,
        toCohortId: carriedTo.cohortId,
        toPlaceId: carriedTo.placeId,
        code,
        ...(notedAgain ? { notedAgain } : {}),
      }),
    ];
  },
);
