import { Id, nothing, refuse, rule } from '#kernel';
import { placeDeclined } from './events.js';
import { endOf, type PlaceBook } from './place-book.js';
import { answerPending, asItStands, noSuchPlace } from './refusals.js';

/** The sponsor does not want the offered place; it goes to the next in line. */
export class DeclinePlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const declinePlace = rule(
  DeclinePlace,
  ['no-such-place', 'answer-pending', 'place-not-offered'],
  ({ cohortId, placeId }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state === 'declined') return nothing;
    if (place.asking) return answerPending();
    if (place.state !== 'offered')
      return refuse(
        'place-not-offered',
        `Only an offered place can be declined; this one is ${asItStands(place.state)}.`,
      );

    return [placeDeclined(endOf(book, cohortId, placeId, place))];
  },
);
