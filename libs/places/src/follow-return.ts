import { type BusinessDate, Id, isRefusal, laterOf, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { type PlaceName, samePlace } from './candidacy.js';
import { type Deferral, limitOf, withPauses } from './deferral.js';
import { deferredIn, isNamed } from './deferral-policies.js';
import {
  deferralExtended,
  deferredPlaceReturned,
  placeDateCorrected,
  RETURN_LOSS_REASONS,
  returnLost,
  returnNamed,
  type ReturnLossReason,
  returnUndone,
} from './events.js';
import type { PlaceBook } from './place-book.js';
import { inWordsOf, noSuchPlace } from './refusals.js';

/** The participant started in the cohort of return. Sent when that is recorded there. */
export class RecordReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnedTo!: PlaceName;
}

/** `deferral-ended`: it was given up while the start was on its way; somebody has to say which of the two is right. */
export const recordReturn = rule(
  RecordReturn,
  ['no-such-place', 'deferral-ended'],
  ({ cohortId, placeId, returnedTo }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place || !book.rules || !place.deferral || place.personId === undefined) return noSuchPlace();
    const { returnTo } = place.deferral;
    const isTheOne = returnTo !== undefined && samePlace(returnTo, returnedTo);
    if (place.state === 'moved' && isTheOne) return nothing;
    if (place.state !== 'deferred')
      return refuse(
        'deferral-ended',
        `The participant started in the cohort of return, but the deferred place is ${inWordsOf(place.state)}. Correct the one or the other.`,
        'placeId',
      );

    return [
      deferredPlaceReturned({
        cohortId,
        placeId,
        awardId: book.rules.awardId,
        personId: place.personId,
        returnedTo,
        ...(returnTo && !isTheOne ? { insteadOf: returnTo } : {}),
      }),
    ];
  },
);

/** The participant started in the cohort of return on another day than was recorded. Sent when that is corrected. */
export class FollowReturnDate {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnedTo!: PlaceName;
  @Words({ max: 200 }) reason!: string;
  askedBy?: string;
}

export const followReturnDate = rule(
  FollowReturnDate,
  [],
  ({ cohortId, placeId, returnedTo, reason, askedBy }, book: PlaceBook, { effectiveOn }) => {
    const place = book.places.get(placeId);
    const { returnTo, returned } = place?.deferral ?? {};
    if (place?.state !== 'moved' || !returnTo || !returned || !samePlace(returnTo, returnedTo))
      return nothing;
    if (returned.on === effectiveOn) return nothing;

    const { event: corrects, on: from } = returned;
    const said = { cohortId, placeId, corrects, reason, ...(askedBy === undefined ? {} : { askedBy }) };
    return [placeDateCorrected({ ...said, fact: 'moved', from }, effectiveOn)];
  },
);

/** As it turned out the participant never started there. Sent when that is corrected. */
export class UndoReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnedTo!: PlaceName;
}

export const undoReturn = rule(UndoReturn, [], ({ cohortId, placeId, returnedTo }, book: PlaceBook) => {
  const place = book.places.get(placeId);
  if (place?.state !== 'moved' || place.personId === undefined || !book.rules) return nothing;
  if (!place.deferral?.returnTo || !samePlace(place.deferral.returnTo, returnedTo)) return nothing;

  const { awardId } = book.rules;
  return [returnUndone({ cohortId, placeId, awardId, personId: place.personId, returnTo: returnedTo })];
});

/** A place of return whose end was an error stands again. Sent when that is corrected. */
export class RenewReturn {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnTo!: PlaceName;
}

export const renewReturn = rule(
  RenewReturn,
  ['returns-elsewhere'],
  ({ cohortId, placeId, returnTo }, book: PlaceBook) => {
    const found = deferredIn(book, placeId);
    const named = isRefusal(found) ? undefined : found.deferral.returnTo;
    if (named && samePlace(named, returnTo)) return nothing;
    if (isRefusal(found) || named || found.place.personId === undefined)
      return refuse('returns-elsewhere', 'The participant does not return there any more.', 'returnTo');

    const { personId, sponsorId } = found.place;
    return [returnNamed({ cohortId, placeId, personId, sponsorId, returnTo })];
  },
);

/** The place in the cohort of return ended before the participant started, or there could be none. */
export class RecordReturnLost {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  returnTo!: PlaceName;
  @OneOf(RETURN_LOSS_REASONS) because!: ReturnLossReason;
}

/** Deferred as before. Where it was the cohort that was cancelled, the limit counts from that day anew. */
export const recordReturnLost = rule(
  RecordReturnLost,
  [],
  ({ cohortId, placeId, returnTo, because }, book: PlaceBook, { effectiveOn }) => {
    const found = deferredIn(book, placeId);
    if (isRefusal(found) || !book.rules) return nothing;
    const { place, deferral } = found;
    if (place.personId === undefined || !isNamed(deferral, returnTo)) return nothing;

    const lost = returnLost({ cohortId, placeId, personId: place.personId, returnTo, because });
    if (because !== 'cancelled' && because !== 'cohort-cancelled') return [lost];

    const withoutPauses = limitOf(book.rules, effectiveOn, undefined);
    const limitOn = withPauses(withoutPauses, deferral);
    return [
      lost,
      ...extendedTo({ cohortId, placeId }, deferral, { limitOn, withoutPauses, reason: CANCELLED }),
    ];
  },
);

const CANCELLED = 'The cohort of return was cancelled.';

interface Extension {
  readonly limitOn: BusinessDate;
  /** Of a limit that was counted: without it a day was stated, which stands whatever becomes of the pauses. */
  readonly withoutPauses?: BusinessDate | undefined;
  readonly reason: string;
}

/** The limit moved to a later day, if that is later; it never comes earlier. */
export const extendedTo = (
  place: PlaceName,
  { limitOn: from }: Deferral,
  { limitOn, withoutPauses, reason }: Extension,
) =>
  laterOf(from, limitOn) === from
    ? []
    : [
        deferralExtended({
          ...place,
          from,
          limitOn,
          ...(withoutPauses === undefined ? {} : { withoutPauses }),
          reason,
        }),
      ];
