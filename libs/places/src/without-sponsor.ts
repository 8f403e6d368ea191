import { type BusinessDate, daysAfter, Id, laterOf, nothing, refuse, rule } from '#kernel';
import { noticeOf } from './answer-transfer.js';
import { placeWithoutSponsor, sponsorTransferred } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import {
  answersSince,
  BINDING,
  endsWithItsCohort,
  isAnswerable,
  isDecidedHere,
  isOver,
} from './propose-transfer.js';
import { cohortCancelled, noSuchPlace } from './refusals.js';

/**
 * Nobody accepted the transfer by its last day: from the day it was proposed for, or the day after the last if that is
 * later, nobody answers for the place. Sent when the last day is over.
 */
export class LeaveWithoutSponsor {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const leaveWithoutSponsor = rule(
  LeaveWithoutSponsor,
  [],
  ({ cohortId, placeId }, book: PlaceBook, { today }) => {
    const place = book.places.get(placeId);
    if (!place || endsWithItsCohort(book, place)) return nothing;

    return leftWithout(cohortId, placeId, place, today);
  },
);

/**
 * The participant funds a place without sponsor themselves; where nobody accepted its transfer and that was not recorded
 * yet, it is now.
 */
export class SelfFund {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const selfFund = rule(
  SelfFund,
  ['no-such-place', 'cohort-cancelled', 'place-ended', 'return-not-started', 'place-has-a-sponsor'],
  ({ cohortId, placeId }, book: PlaceBook, { today, effectiveOn }) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    const left = leftWithout(cohortId, placeId, place, today);
    const isLeft = left.length > 0;
    if (place.selfFunded && BINDING.has(place.state) && !isLeft) return nothing;
    if (endsWithItsCohort(book, place)) return cohortCancelled();
    const elsewhere = isDecidedHere({ place });
    if (elsewhere) return elsewhere;
    if (!BINDING.has(place.state) || !(place.withoutSponsor || isLeft))
      return refuse(
        'place-has-a-sponsor',
        'Only a place without sponsor can be funded by its participant. Propose a transfer first.',
      );

    const since = left[0]?.effectiveOn ?? answersSince(place) ?? effectiveOn;
    return [
      ...left,
      sponsorTransferred(
        {
          cohortId,
          placeId,
          fromSponsorId: place.sponsorId,
          selfFunded: true,
          ...noticeOf(place, today),
        },
        laterOf(effectiveOn, since),
      ),
    ];
  },
);

// The day decides: nobody answers for a place whose transfer is over, whether or not that was recorded.
const leftWithout = (cohortId: string, placeId: string, place: Place, today: BusinessDate) => {
  const { transfer, sponsorId } = place;
  if (!transfer || !isOver(transfer, today) || !isAnswerable(place)) return [];

  return [
    placeWithoutSponsor(
      { cohortId, placeId, fromSponsorId: sponsorId },
      laterOf(transfer.on, daysAfter(transfer.acceptBy, 1)),
    ),
  ];
};
