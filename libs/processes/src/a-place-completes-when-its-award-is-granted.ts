import { type BusinessDate, commandOf, processOf, type Send } from '#kernel';
import type { GraduationEvent } from '#graduations/events';
import { CompletePlace, UndoCompletion } from '#places';

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

/** The award is completion, by the board's date; a corrected award undoes it or moves its day. */
export const aPlaceCompletesWhenItsAwardIsGranted = processOf<GraduationEvent>()({
  name: 'a-place-completes-when-its-award-is-granted',
  sends: [
    { command: CompletePlace, ends: [] },
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
  },
});
