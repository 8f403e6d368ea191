import { type BusinessDate, commandOf, processOf, type Send } from '#kernel';
import { candidacyId, DropInterest, ReleaseCandidacy } from '#places';
import type { NamedBefore, PlaceEvent } from '#places/events';

interface Ended {
  readonly effectiveOn: BusinessDate;
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly awardId?: string;
    readonly personIds: readonly string[];
    readonly claimedIn?: string;
  };
}

const release = ({ data, effectiveOn }: Ended): readonly Send[] => {
  const { cohortId, placeId, awardId, personIds, claimedIn } = data;
  if (awardId === undefined) return [];

  return personIds.flatMap((personId, index) => {
    const of = { personId, awardId, cohortId, placeId };
    const target = candidacyId(of);
    return index === 0 && claimedIn !== undefined
      ? givenBack(of, claimedIn, effectiveOn)
      : [{ target, command: commandOf(ReleaseCandidacy, of), effectiveOn }];
  });
};

const givenBack = (
  of: {
    readonly personId: string;
    readonly awardId: string;
    readonly cohortId: string;
    readonly placeId: string;
  },
  askedIn: string | undefined,
  effectiveOn: BusinessDate,
): readonly Send[] => {
  const target = candidacyId(of);
  return [
    { target: `interest/${target}`, command: commandOf(DropInterest, of), effectiveOn },
    ...(askedIn === undefined
      ? []
      : [{ target, command: commandOf(ReleaseCandidacy, { ...of, askedIn }), effectiveOn }]),
  ];
};

interface Named {
  readonly effectiveOn: BusinessDate;
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly awardId: string;
    readonly insteadOf?: NamedBefore;
  };
}

// Somebody else was named: the claim that was made for the first goes back, and no other (the place may ask for them anew).
const releaseTheFirst = ({
  data: { cohortId, placeId, awardId, insteadOf },
  effectiveOn,
}: Named): readonly Send[] => {
  if (!insteadOf) return [];

  const { personId, askedIn } = insteadOf;
  return givenBack({ personId, awardId, cohortId, placeId }, askedIn, effectiveOn);
};

/** A claim ends only on an event of the book: a place that ended holds nobody. A completed one still does. */
export const aPlaceThatEndsReleasesItsCandidacy = processOf<PlaceEvent>()({
  name: 'a-place-that-ends-releases-its-candidacy',
  sends: [
    { command: ReleaseCandidacy, ends: [] },
    { command: DropInterest, ends: [] },
  ],
  on: {
    PlaceDeclined: release,
    OfferLapsed: release,
    RequestWithdrawn: release,
    RequestRefused: release,
    PlaceWithdrawn: release,
    PlaceNotTakenUp: release,
    PlaceNotPlaced: release,
    PlaceCancelled: release,
    PlaceFailed: release,
    PlaceAccepted: releaseTheFirst,
    PlaceConfirmed: releaseTheFirst,
    ParticipantSubstituted: releaseTheFirst,
    ParticipantCorrected: releaseTheFirst,
    PlaceFactStruck: releaseTheFirst,
    // Claimed for a fact that could not be struck after all.
    StrikingRefused: ({ data: { personId, awardId, cohortId, placeId, claimedIn }, effectiveOn }) =>
      claimedIn === undefined
        ? []
        : givenBack({ personId, awardId, cohortId, placeId }, claimedIn, effectiveOn),
  },
});
