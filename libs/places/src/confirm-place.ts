import { Id, ListOf, nothing, OneOf, refuse, rule, Words } from '#kernel';
import { checksHold, checksOf } from './checks.js';
import { returnerStays } from './deferral-policies.js';
import {
  CHECKS,
  type CheckName,
  type CheckOutcome,
  confirmationAsked,
  LEVELS,
  type Level,
  placeConfirmed,
} from './events.js';
import { heldElsewhere, namedBefore, type Place, type PlaceBook } from './place-book.js';
import { statedIn } from './participant-named.js';
import {
  alreadyHoldsAPlace,
  answerPending,
  asItStands,
  cohortCancelled,
  firstRefusal,
  noSuchPlace,
} from './refusals.js';

/** How one of the programme's checks came out. */
export class CheckResult implements CheckOutcome {
  @OneOf(CHECKS) check!: CheckName;
  @OneOf(['met', 'waived', 'refused']) outcome!: 'met' | 'waived' | 'refused';
  @Id({ of: 'person', optional: true, description: 'Who waived it; a waived check needs it.' })
  waivedBy?: string;
}

/** The participant is named, was shown the privacy notice and agrees; a line manager is named; the checks are met. */
export class ConfirmPlace {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'person' }) personId!: string;
  @Id({ of: 'person' }) lineManagerId!: string;
  @Words({ max: 20, example: '2026-1', description: 'The version of the privacy notice agreed to.' })
  privacyNoticeVersion!: string;
  @ListOf(() => CheckResult, CHECKS.length, {
    optional: true,
    description: 'How the checks came out; for those left out, what was recorded ahead counts.',
  })
  checks?: CheckResult[];
  @Id({
    of: 'organisation',
    optional: true,
    description: 'Where the participant works; default: their employer.',
  })
  homeOrganisationId?: string;
  @OneOf(LEVELS, { optional: true, description: 'Management level; default: as their record says.' })
  level?: Level;
  /** The person's other ids, where records were merged: filled in, not stated. */
  alsoKnownAs?: readonly string[];
}

/**
 * A person who is not this place's yet is claimed first (`ConfirmationAsked`): the seat is kept and cannot lapse, and
 * the place is confirmed or the confirmation refused when the person's candidacy has answered. After the last day of a
 * warning too, until the release is recorded: nobody was promised the seat yet.
 */
export const confirmPlace = rule(
  ConfirmPlace,
  [
    'no-such-place',
    'cohort-cancelled',
    'answer-pending',
    'place-not-accepted',
    'own-line-manager',
    'check-refused',
    'check-missing',
    'waiver-needs-a-name',
    'returners-place',
    'already-holds-a-place',
  ],
  (confirmation, book: PlaceBook) => {
    const { placeId, personId } = confirmation;
    const place = book.places.get(placeId);
    if (!place || !book.rules) return noSuchPlace();
    if (place.asking?.kind === 'confirmation' && place.asking.personId === personId) return nothing;
    if (place.state === 'confirmed' && place.personId === personId) return nothing;

    const refusal = firstRefusal({ confirmation, place, book }, [
      cohortRuns,
      nothingIsPending,
      placeIsAccepted,
      managerIsAnother,
      returnerKeepsTheirs,
      allChecksHold,
      personHoldsNoOtherPlaceHere,
    ]);
    if (refusal) return refusal;

    const { cohortId, lineManagerId, privacyNoticeVersion } = confirmation;
    const said = {
      cohortId,
      placeId,
      awardId: book.rules.awardId,
      personId,
      lineManagerId,
      privacyNoticeVersion,
      checks: checksOf(place, confirmation),
      ...statedIn(confirmation),
    };
    return place.personId === personId && place.claimedIn !== undefined
      ? [placeConfirmed({ ...said, sponsorId: place.sponsorId, ...namedBefore(place, personId) })]
      : [confirmationAsked({ ...said, ...(place.returnOf ? { returnOf: place.returnOf } : {}) })];
  },
);

interface Asked {
  readonly confirmation: ConfirmPlace;
  readonly place: Place;
  readonly book: PlaceBook;
}

const cohortRuns = ({ book }: Asked) => (book.cancelled ? cohortCancelled() : undefined);

const nothingIsPending = ({ place }: Asked) => (place.asking ? answerPending() : undefined);

const placeIsAccepted = ({ place }: Asked) =>
  place.state === 'accepted'
    ? undefined
    : refuse(
        'place-not-accepted',
        `Only an accepted place can be confirmed; this one is ${asItStands(place.state)}.`,
      );

const managerIsAnother = ({ confirmation: { personId, lineManagerId } }: Asked) =>
  personId === lineManagerId
    ? refuse('own-line-manager', 'Nobody is their own line manager. Name another person.', 'lineManagerId')
    : undefined;

const returnerKeepsTheirs = ({ confirmation: { personId, alsoKnownAs = [] }, place }: Asked) =>
  alsoKnownAs.some((id) => id === place.personId) ? undefined : returnerStays({ place, personId });

const allChecksHold = ({ confirmation, place, book: { rules } }: Asked) =>
  checksHold(checksOf(place, confirmation), rules?.checks);

const personHoldsNoOtherPlaceHere = ({ confirmation: { personId, placeId }, book }: Asked) =>
  heldElsewhere(book, personId, placeId) ? alreadyHoldsAPlace() : undefined;
