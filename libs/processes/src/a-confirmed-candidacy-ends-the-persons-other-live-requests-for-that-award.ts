import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { candidacies, candidacyId, isHeldBy, placeKey, RefuseRequest } from '#places';
import type { PlaceEvent } from '#places/events';
import { standingId } from './one-person.js';

interface Placed {
  readonly data: {
    readonly cohortId: string;
    readonly placeId: string;
    readonly awardId: string;
    readonly personId?: string;
  };
}

// Complete, because a candidacy that is claimed notes no request any more.
const endTheOthers = async (
  { data: { cohortId, placeId, awardId, personId } }: Placed,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  if (personId === undefined) return [];

  const place = { cohortId, placeId };
  const standing = { personId: await standingId(personId, tools), awardId };
  const candidacy = await tools.stateOf(candidacies, candidacyId(standing));
  // This may be old news: a place that gave the person back meanwhile ends nobody's request.
  if (!isHeldBy(candidacy, place)) return [];

  return [...candidacy.interests.delete(placeKey(place))].map(([target, other]) => ({
    target,
    command: commandOf(RefuseRequest, { ...other, personId, code: 'already-holds-a-place', heldBy: place }),
  }));
};

/** Whoever has a place needs no other for the same award; the sponsors are told the person is not eligible now, and no more. */
export const aConfirmedCandidacyEndsThePersonsOtherLiveRequestsForThatAward = processOf<PlaceEvent>()({
  name: 'a-confirmed-candidacy-ends-the-persons-other-live-requests-for-that-award',
  // Accepted without naming anybody, or ended already.
  sends: [{ command: RefuseRequest, ends: ['request-not-open'] }],
  on: {
    PlaceAccepted: endTheOthers,
    PlaceConfirmed: endTheOthers,
    ParticipantSubstituted: endTheOthers,
    ParticipantCorrected: endTheOthers,
    // The place holds its person again.
    PlaceFactStruck: endTheOthers,
  },
});
