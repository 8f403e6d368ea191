import { type Recorded, refuse, type Refusal } from '#kernel';
import { alreadyHoldsAPlace, cohortCancelled } from './refusals.js';

interface OfPlace {
  readonly placeId: string;
}

const ENDS = [
  'PlaceDeclined',
  'OfferLapsed',
  'RequestWithdrawn',
  'RequestRefused',
  'PlaceWithdrawn',
  'PlaceNotTakenUp',
  'PlaceCancelled',
];

const NOT_GRANTED: Readonly<Record<string, () => Refusal>> = {
  'holds-the-award': () => refuse('holds-the-award', 'This person holds the award already.', 'personId'),
  'cohort-cancelled': cohortCancelled,
  'seat-gone': () =>
    refuse(
      'seat-gone',
      'Its seat is gone, and nothing is given out any more: say who allows one over the capacity.',
      'allowedBy',
    ),
  'offer-lapsed': () =>
    refuse('offer-lapsed', 'The offer does not stand any more: ask for a place again.', 'fact'),
};

const outcomeBy =
  (granted: string, as: string, refused: string) =>
  ({ type, data }: Recorded, { placeId }: OfPlace) => {
    const about = data as OfPlace & { code?: string };
    if (about.placeId !== placeId) return undefined;
    if (type === granted) return as;
    if (type === refused) return (NOT_GRANTED[about.code ?? ''] ?? alreadyHoldsAPlace)();

    return ENDS.includes(type)
      ? refuse(
          'place-ended',
          'This place ended while the answer was being decided: look at it, and ask for a place again.',
          'placeId',
        )
      : undefined;
  };

/** An acceptance that names a person is settled when their candidacy has answered. */
export const acceptanceSettles = { outcome: outcomeBy('PlaceAccepted', 'accepted', 'AcceptanceRefused') };

/** A substitution is settled when the substitute's candidacy has answered. */
export const substitutionSettles = {
  outcome: outcomeBy('ParticipantSubstituted', 'substituted', 'SubstitutionRefused'),
};

/** A correction that gives a person their place is settled when their candidacy has answered. */
export const strikingSettles = { outcome: outcomeBy('PlaceFactStruck', 'struck', 'StrikingRefused') };
export const participantCorrectionSettles = {
  outcome: outcomeBy('ParticipantCorrected', 'corrected', 'ParticipantCorrectionRefused'),
};

/** A confirmation is settled when the person's candidacy has answered. */
export const confirmationSettles = {
  outcome: outcomeBy('PlaceConfirmed', 'confirmed', 'ConfirmationRefused'),
};
