import { daysAfter, Id, laterOf, nothing, refuse, rule } from '#kernel';
import { noticeOf } from './answer-transfer.js';
import { placeWithoutSponsor, sponsorTransferred } from './events.js';
import type { PlaceBook } from './place-book.js';
import { answersSince, BINDING } from './propose-transfer.js';
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
    if (!place?.transfer || !BINDING.has(place.state) || book.cancelled) return nothing;

    const { on, acceptBy } = place.transfer;
    return today <= acceptBy
      ? nothing
      : [
          placeWithoutSponsor(
            { cohortId, placeId, fromSponsorId: place.sponsorId },
            laterOf(on, daysAfter(acceptBy, 1)),
          ),
        ];
  },
);

/** The participant funds a place without sponsor themselves. */
export class SelfFund {
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const selfFund = rule(
  SelfFund,
  ['no-such-place', 'cohort-cancelled', 'place-has-a-sponsor'],
  ({ cohortId, placeId }, book: PlaceBook, { today, effectiveOn }) => {
    const place = book.places.get(placeId);
    if (!place) return noSuchPlace();
    if (place.selfFunded && BINDING.has(place.state)) return nothing;
    if (book.cancelled) return cohortCancelled();
    if (!place.withoutSponsor || !BINDING.has(place.state))
      return refuse(
        'place-has-a-sponsor',
        'Only a place without sponsor can be funded by its participant. Propose a transfer first.',
      );

    return [
      sponsorTransferred(
        {
          cohortId,
          placeId,
          fromSponsorId: place.sponsorId,
          selfFunded: true,
          ...noticeOf(place, today),
        },
        laterOf(effectiveOn, answersSince(place) ?? effectiveOn),
      ),
    ];
  },
);
