import { commandOf, processOf, type Send } from '#kernel';
import { candidacyId, DropInterest, ReleaseCandidacy } from '#places';
import type { NamedBefore, PlaceEvent } from '#places/events';

interface Ended {
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly awardId: string;
    readonly personIds: readonly string[];
  };
}

const release = ({ data: { cohortId, placeId, awardId, personIds } }: Ended): readonly Send[] =>
  personIds.map((personId) => ({
    target: candidacyId({ personId, awardId }),
    command: commandOf(ReleaseCandidacy, { personId, awardId, cohortId, placeId }),
  }));

interface Named {
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly awardId: string;
    readonly insteadOf?: NamedBefore;
  };
}

// Somebody else was named: the claim that was made for the first goes back, and no other (the place may ask for them anew).
const releaseTheFirst = ({ data: { cohortId, placeId, awardId, insteadOf } }: Named): readonly Send[] => {
  if (!insteadOf) return [];

  const { personId, askedIn } = insteadOf;
  const of = { personId, awardId, cohortId, placeId };
  const target = candidacyId(of);
  return [
    { target: `interest/${target}`, command: commandOf(DropInterest, of) },
    ...(askedIn === undefined ? [] : [{ target, command: commandOf(ReleaseCandidacy, { ...of, askedIn }) }]),
  ];
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
  },
});
