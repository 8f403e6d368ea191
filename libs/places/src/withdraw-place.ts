import { type BusinessDate, Day, Id, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { beforeItWasAskedFor } from './correction-days.js';
import { placeWithdrawn, REASON_CLASSES, type ReasonClass, requestWithdrawn } from './events.js';
import { termsOfNotice } from './move-book.js';
import { endOf, isBound, isOngoing, type Place, type PlaceBook } from './place-book.js';
import { toldOf } from './told-facts.js';
import { cohortCancelled, noSuchPlace, notifiedInTheFuture, placeEnded } from './refusals.js';

/**
 * A request or a place is given up, before or after the start. It happened on the day the envelope states; notice
 * of it arrived on `notifiedOn`, which money follows. The coded reason belongs in the person's stream.
 */
export class WithdrawPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @OneOf(REASON_CLASSES) reasonClass!: ReasonClass;
  @Day({ optional: true, description: 'The day notice arrived; default today.' })
  notifiedOn?: BusinessDate;
  @Words({ optional: true, description: 'The document that shows the notice; never about a person.' })
  evidence?: string;
}

export const withdrawPlace = rule(
  WithdrawPlace,
  [
    'no-such-place',
    'already-withdrawn',
    'place-ended',
    'cohort-cancelled',
    'notified-in-the-future',
    'out-of-order',
  ],
  ({ cohortId, placeId, reasonClass, evidence, ...notice }, book: PlaceBook, { today, effectiveOn }) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.state === 'withdrawn')
      return isRepeated(place, { reasonClass, ...notice }) ? nothing : alreadyWithdrawn();
    if (!isOngoing(place.state)) return placeEnded(place.state);
    // The others end with their cohort, by its own terms; a deferred place waits for another cohort.
    if (book.cancelled && place.state !== 'deferred') return cohortCancelled();
    const notifiedOn = notice.notifiedOn ?? today;
    if (notifiedOn > today) return notifiedInTheFuture();
    const tooEarly = beforeItWasAskedFor(place, effectiveOn, notice.notifiedOn);
    if (tooEarly) return tooEarly;

    const end = endOf(book, cohortId, placeId, place);
    if (!isBound(place)) return [requestWithdrawn({ ...end, reasonClass })];

    return [
      placeWithdrawn({
        ...end,
        reasonClass,
        notifiedOn,
        ...(evidence === undefined ? {} : { evidence }),
        hadStarted: hasStarted(place, effectiveOn),
        ...termsOfNotice(book, place, notifiedOn),
      }),
    ];
  },
);

const isRepeated = (
  place: Place,
  { reasonClass, notifiedOn }: Pick<WithdrawPlace, 'reasonClass' | 'notifiedOn'>,
): boolean => {
  const known = toldOf(place, 'withdrawn')?.notice;

  return known?.reasonClass === reasonClass && [undefined, known.notifiedOn].includes(notifiedOn);
};

const alreadyWithdrawn = () =>
  refuse(
    'already-withdrawn',
    'This place was withdrawn already, by other notice or for another class of reason: correct its notice if that is wrong.',
    'placeId',
  );

// Who deferred before the start, as it turned out, never started.
const hasStarted = ({ state, deferral, startedOn }: Place, on: BusinessDate): boolean =>
  startedOn !== undefined && startedOn <= on && (state !== 'deferred' || deferral?.hadStarted !== false);
