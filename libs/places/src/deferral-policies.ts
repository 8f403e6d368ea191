import { inWords, refuse } from '#kernel';
import { samePlace } from './candidacy.js';
import type { Deferral } from './deferral.js';
import type { Place, PlaceBook } from './place-book.js';
import { inWordsOf, noSuchPlace } from './refusals.js';

/** A place that is deferred, with all its book knows of that. */
export interface Deferred {
  readonly place: Place;
  readonly deferral: Deferral;
}

/** The deferred place of this id, or why it is none. */
export const deferredIn = (book: PlaceBook, placeId: string) => {
  const place = book.places.get(placeId);
  if (!place) return noSuchPlace();
  if (place.state !== 'deferred' || !place.deferral)
    return refuse(
      'not-deferred',
      `This place is ${inWordsOf(place.state)}, not deferred. Only a deferral can be paused, extended or given a return.`,
      'placeId',
    );

  return { place, deferral: place.deferral };
};

/** A returner's place is for its returner: another person needs a place of their own. */
export const returnerStays = ({
  place,
  personId,
}: {
  readonly place: Pick<Place, 'returnOf' | 'personId'>;
  readonly personId: string;
}) =>
  place.returnOf && place.personId !== personId
    ? refuse(
        'returners-place',
        'This place is kept for a participant who returns. Ask for another place for another person.',
        'personId',
      )
    : undefined;

/** Nobody returns after the limit: it is extended first. */
export const returnIsWithinTheLimit = (
  limitOn: string,
  returnsOn: string | undefined,
  field: 'returnTo' | 'expectedOn',
) =>
  returnsOn !== undefined && returnsOn > limitOn
    ? refuse(
        'return-after-the-limit',
        `The participant has to return by ${inWords(limitOn)}. Choose an earlier return, or have the limit extended.`,
        field,
      )
    : undefined;

/** True when a return is named already, and it is this one. */
export const isNamed = (
  { returnTo }: Pick<Deferral, 'returnTo'>,
  other: { cohortId: string; placeId?: string },
) =>
  returnTo !== undefined &&
  (other.placeId === undefined
    ? returnTo.cohortId === other.cohortId
    : samePlace(returnTo, { cohortId: other.cohortId, placeId: other.placeId }));
