import { Id, nothing, OneOf, refuse, rule } from '#kernel';
import type { PlaceName } from './candidacy.js';
import { REFUSAL_CODES, requestRefused, type RequestRefusalCode } from './events.js';
import { endOf, type PlaceBook } from './place-book.js';
import { asItStands, noSuchPlace } from './refusals.js';

/** The programme refuses a request that binds nobody yet: it waits or is offered. */
export class RefuseRequest {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person', optional: true, description: 'Whom it is about, where it is about somebody.' })
  personId?: string;
  @OneOf(REFUSAL_CODES) code!: RequestRefusalCode;
  /** Filled in, not stated: the other place that holds the person. */
  heldBy?: PlaceName;
}

// An acceptance that is being decided does not save the request: its claim finds the place ended and is given back.
// One that names another person than the refusal is about does.
export const refuseRequest = rule(
  RefuseRequest,
  ['no-such-place', 'request-not-open'],
  ({ cohortId, placeId, personId, code, heldBy }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state === 'refused') return nothing;
    if (place.state !== 'waiting' && place.state !== 'offered')
      return refuse(
        'request-not-open',
        `Only a request that waits or is offered can be refused; this one is ${asItStands(place.state)}.`,
      );

    if (personId !== undefined && place.asking && place.asking.personId !== personId)
      return refuse('request-not-open', 'This request is being accepted for another person.', 'personId');

    return [
      requestRefused({ ...endOf(book, cohortId, placeId, place), code, ...(heldBy ? { heldBy } : {}) }),
    ];
  },
);
