import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule, Words } from '#kernel';
import { offerExtended } from './events.js';
import { lastDayOfCohort, mayJoinLate } from './late-joiner.js';
import type { Place, PlaceBook } from './place-book.js';
import { asItStands, cohortCancelled, noSuchPlace } from './refusals.js';
import type { BookRules } from './vocabulary.js';

/** An offer that stands is to stand longer. */
export class ExtendOffer {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day({ description: 'The last day of the offer, that day included.' }) until!: BusinessDate;
  @Words({ example: 'The council meets on 12 October', description: 'Never about a person.' })
  reason!: string;
}

export const extendOffer = rule(
  ExtendOffer,
  [
    'no-such-place',
    'cohort-cancelled',
    'place-not-offered',
    'offer-lapsed',
    'not-longer',
    'last-joining-date-passed',
  ],
  ({ cohortId, placeId, until, reason }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (book.cancelled) return cohortCancelled();
    if (place.state !== 'offered' || place.until === undefined)
      return refuse(
        'place-not-offered',
        `Only an offer can be extended; this place is ${asItStands(place.state)}.`,
      );
    if (today > place.until)
      return refuse('offer-lapsed', `This offer stood until ${inWords(place.until)}. Ask for a place again.`);
    if (until === place.until) return nothing;
    if (until < place.until)
      return refuse(
        'not-longer',
        `This offer stands until ${inWords(place.until)}: choose a later day.`,
        'until',
      );
    if (until > lastDayOf(place, book.rules))
      return refuse(
        'last-joining-date-passed',
        `Nobody joins this cohort after ${inWords(lastDayOf(place, book.rules))}: choose a day up to then.`,
        'until',
      );

    return [offerExtended({ cohortId, placeId, from: place.until, until, reason })];
  },
);

const lastDayOf = (place: Place, rules: BookRules): BusinessDate =>
  mayJoinLate(place) ? lastDayOfCohort(rules) : rules.lastJoiningDate;
