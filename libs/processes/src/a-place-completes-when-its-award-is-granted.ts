import { type BusinessDate, commandOf, processOf, type Send } from '#kernel';
import { graduations } from '#graduations';
import type { GraduationEvent } from '#graduations/events';
import { CompletePlace, UndoCompletion } from '#places';
import type { PlaceEvent } from '#places/events';

const complete = (
  { cohortId, placeId, personId }: { cohortId: string; placeId: string; personId: string },
  awardedOn: BusinessDate,
): readonly Send[] => [
  {
    target: placeId,
    command: commandOf(CompletePlace, { cohortId, placeId, personId, awardedOn }),
    effectiveOn: awardedOn,
  },
];

/**
 * The award is completion, by the board's date; a corrected award undoes it or moves its day. One that was recorded
 * before the place was recorded as started waits for that.
 */
export const aPlaceCompletesWhenItsAwardIsGranted = processOf<GraduationEvent | PlaceEvent>()({
  name: 'a-place-completes-when-its-award-is-granted',
  sends: [
    // Tried again when the start is recorded.
    { command: CompletePlace, ends: ['place-not-started'] },
    { command: UndoCompletion, ends: [] },
  ],
  on: {
    AwardGranted: ({ data, effectiveOn }) => complete(data, effectiveOn),
    AwardCorrected: ({ data, effectiveOn }) =>
      data.granted && data.grantedOn !== undefined
        ? complete(data, data.grantedOn)
        : [
            {
              target: data.placeId,
              command: commandOf(UndoCompletion, { cohortId: data.cohortId, placeId: data.placeId }),
              effectiveOn,
            },
          ],
    PlaceStarted: async ({ data: { cohortId, placeId, personId } }, tools) => {
      const award = await tools.stateOf(graduations, placeId);
      const isTheirs = award.granted && award.cohortId === cohortId && award.personId === personId;
      return isTheirs && award.grantedOn !== undefined
        ? complete({ cohortId, placeId, personId }, award.grantedOn)
        : [];
    },
  },
});
