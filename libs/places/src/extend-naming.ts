import { type BusinessDate, Day, Id, inWords, nothing, refuse, rule, Words } from '#kernel';
import { namingExtended } from './events.js';
import { lastNamingDay, namingDateOf } from './naming-date.js';
import type { PlaceBook } from './place-book.js';
import { asItStands, cohortCancelled, noSuchPlace } from './refusals.js';

/** The sponsor of an accepted place gets longer to have its participant confirmed. A warning given before is void. */
export class ExtendNaming {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day({ description: 'The naming date from now on, that day included.' })
  until!: BusinessDate;
  @Words({
    description: 'Why; never about a person.',
    example: 'The appointment of the team lead is delayed.',
  })
  reason!: string;
}

export const extendNaming = rule(
  ExtendNaming,
  [
    'no-such-place',
    'cohort-cancelled',
    'place-not-accepted',
    'naming-date-not-later',
    'naming-date-after-the-start',
  ],
  ({ cohortId, placeId, until, reason }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (book.cancelled) return cohortCancelled();
    if (place.state !== 'accepted')
      return refuse(
        'place-not-accepted',
        `Only an accepted place waits for its participant; this one is ${asItStands(place.state)}.`,
      );
    if (place.namingUntil === until) return nothing;

    const from = namingDateOf(book.rules, place);
    if (until <= from || until < today)
      return refuse(
        'naming-date-not-later',
        `The naming date is ${inWords(from)}. Give a later day that has not passed.`,
        'until',
      );
    const last = lastNamingDay(book.rules, place);
    if (until > last)
      return refuse(
        'naming-date-after-the-start',
        `This place can be waited for until ${inWords(last)}.`,
        'until',
      );

    return [namingExtended({ cohortId, placeId, from, until, reason })];
  },
);
