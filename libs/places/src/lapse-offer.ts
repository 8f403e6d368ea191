import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule } from '#kernel';
import { offerLapsed } from './events.js';
import { endOf, type PlaceBook } from './place-book.js';

/** Records that an offer nobody answered has lapsed. Due when its last day is over; an answer being decided keeps the seat. */
export class LapseOffer {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day({
    optional: true,
    description: 'The last day of the offer it is about: one made anew or extended has its own.',
  })
  until?: BusinessDate;
}

export const lapseOffer = rule(
  LapseOffer,
  ['offer-stands'],
  ({ cohortId, placeId, until }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (place?.state !== 'offered' || place.until === undefined || place.asking) return nothing;
    const isOfAnother = until === undefined ? place.extended : until !== place.until;
    if (today <= place.until && isOfAnother) return nothing;
    if (today <= place.until)
      return refuse('offer-stands', `This offer stands until ${inWords(place.until)}, that day included.`);

    return [offerLapsed({ ...endOf(book, cohortId, placeId, place), until: place.until })];
  },
);
