import { type Recorded, refuse } from '#kernel';

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

const outcomeBy =
  (granted: string, as: string, refused: string) =>
  ({ type, data }: Recorded, { placeId }: OfPlace) => {
    const about = data as OfPlace & { code?: string };
    if (about.placeId !== placeId) return undefined;
    if (type === granted) return as;
    if (type === refused)
      return about.code === 'holds-the-award'
        ? refuse('holds-the-award', 'This person holds the award already.', 'personId')
        : refuse('already-holds-a-place', 'This person is not eligible for a place now.', 'personId');

    return ENDS.includes(type)
      ? refuse('place-ended', 'This place ended while the answer was being decided.', 'placeId')
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
