import { type BusinessDate, commandOf, processOf, type Refusal, type Send } from '#kernel';
import { ClaimCandidacy, type PlaceName, SettleClaim } from '#places';
import type { CandidacyRefusalCode, PlaceEvent } from '#places/events';

interface Asked {
  readonly id: string;
  readonly effectiveOn: BusinessDate;
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly personId: string;
    readonly awardId: string;
    /** The deferred place that holds the person, where they return to this one. */
    readonly returnOf?: PlaceName;
  };
}

const claim = ({ id, data, effectiveOn }: Asked): readonly Send[] => {
  const { cohortId, placeId, personId, awardId, returnOf } = data;
  const from = returnOf === undefined ? {} : { returnOf };
  return [
    {
      target: placeId,
      command: commandOf(ClaimCandidacy, { personId, awardId, cohortId, placeId, askedIn: id, ...from }),
      effectiveOn,
    },
  ];
};

const settleAsRefused = (
  { cohortId, placeId, personId, awardId, askedIn }: ClaimCandidacy,
  { refused }: Refusal,
) => ({
  target: placeId,
  command: commandOf(SettleClaim, {
    cohortId,
    placeId,
    personId,
    awardId,
    askedIn,
    refusedAs: refused as CandidacyRefusalCode,
  }),
});

/** First the person, then the place: an acceptance, confirmation or substitution that names somebody claims their candidacy for the award. */
export const aNamedPlaceClaimsThePersonsCandidacy = processOf<PlaceEvent>()({
  name: 'a-named-place-claims-the-persons-candidacy',
  sends: [
    {
      command: ClaimCandidacy,
      ends: [],
      answers: { 'already-holds-a-place': settleAsRefused, 'holds-the-award': settleAsRefused },
    },
    { command: SettleClaim, ends: [] },
  ],
  on: {
    AcceptanceAsked: claim,
    ConfirmationAsked: claim,
    SubstitutionAsked: claim,
    StrikingAsked: claim,
    ParticipantCorrectionAsked: claim,
  },
});
