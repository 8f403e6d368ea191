import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { graduations } from '#graduations';
import type { GraduationEvent } from '#graduations/events';
import { FollowAwardHolder, places } from '#places';
import type { PlaceEvent } from '#places/events';
import { areOnePerson } from './one-person.js';

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

const REASON = 'The award had been recorded for another person.';

const held = async (
  { data: { cohortId, placeId } }: OfPlace,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const { holderCorrected, personId, ...award } = await tools.stateOf(graduations, placeId);
  if (!holderCorrected || personId === undefined || award.cohortId !== cohortId) return [];
  const holder = (await tools.stateOf(places, cohortId)).places.get(placeId)?.personId;
  if (holder === undefined || (await areOnePerson(holder, personId, tools))) return [];

  const { at: correctedAt, by: askedBy } = holderCorrected;
  return [
    {
      target: placeId,
      command: commandOf(FollowAwardHolder, {
        ...{ cohortId, placeId, personId, reason: REASON, askedBy, correctedAt },
      }),
    },
  ];
};

/** An award that was granted to another person than was recorded was theirs for a place they held: the book says so too. */
export const whoeverWasGrantedTheAwardHeldItsPlace = processOf<GraduationEvent | PlaceEvent>()({
  name: 'whoever-was-granted-the-award-held-its-place',
  // Looked at again once the answer that was on its way has come.
  sends: [{ command: FollowAwardHolder, ends: ['answer-pending'] }],
  on: {
    AwardCorrected: held,
    ParticipantCorrected: held,
    ConfirmationRefused: held,
    PlaceConfirmed: held,
    ParticipantSubstituted: held,
    SubstitutionRefused: held,
    PlaceFactStruck: held,
    StrikingRefused: held,
  },
});
