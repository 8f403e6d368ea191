import { type BusinessDate, Day, Id, nothing, OneOf, refuse, rule } from '#kernel';
import { type PlaceName, samePlace } from './candidacy.js';
import { isGivenUp } from './deferral.js';
import {
  placeWithdrawn,
  REASON_CLASSES,
  type ReasonClass,
  requestWithdrawn,
  returnGivenUp,
} from './events.js';
import { endOf, isOngoing, type Place, type PlaceBook } from './place-book.js';

/**
 * The participant does not return to this cohort: another return was named, or the deferral ended. Sent by the deferral.
 * Free of charge: what is owed is owed for the place that was deferred.
 */
export class GiveBackReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnOf!: PlaceName;
  /** As the deferral was notified; otherwise it is the programme's matter, of today. */
  @OneOf(REASON_CLASSES, { optional: true }) reasonClass?: ReasonClass;
  @Day({ optional: true }) notifiedOn?: BusinessDate;
}

/**
 * Always says so, once, whatever had become of the place: whoever waits to go elsewhere goes on by that. `return-started`:
 * they are here already.
 */
export const giveBackReturn = rule(
  GiveBackReturn,
  ['return-started'],
  ({ cohortId, placeId, returnOf, reasonClass = 'programme', ...notice }, book: PlaceBook, { today }) => {
    const givenUp = isGivenUp(book, placeId, returnOf)
      ? nothing
      : [returnGivenUp({ cohortId, placeId, returnOf })];
    const place = book.places.get(placeId);
    if (!place?.returnOf || !samePlace(place.returnOf, returnOf)) return givenUp;
    if (hasStarted(place))
      return refuse(
        'return-started',
        'The participant has started in the cohort of return. Correct that, or leave the deferral as it is.',
        'placeId',
      );
    if (!isOngoing(place.state)) return givenUp;

    const end = endOf(book, cohortId, placeId, place);
    return place.state === 'waiting'
      ? [requestWithdrawn({ ...end, reasonClass }), ...givenUp]
      : [
          placeWithdrawn({
            ...end,
            reasonClass,
            notifiedOn: notice.notifiedOn ?? today,
            hadStarted: false,
            free: true,
            because: 'return_given_up',
          }),
          ...givenUp,
        ];
  },
);

const hasStarted = ({ state, startedOn }: Place): boolean =>
  startedOn !== undefined && state !== 'withdrawn' && state !== 'not_taken_up';
