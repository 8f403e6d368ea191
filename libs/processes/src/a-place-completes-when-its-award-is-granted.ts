import { type BusinessDate, commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { graduations } from '#graduations';
import type { GraduationEvent } from '#graduations/events';
import { CompletePlace, places, UndoCompletion } from '#places';
import type { PlaceEvent } from '#places/events';
import { areOnePerson, idsOf } from './one-person.js';

const complete = async (
  { cohortId, placeId, personId }: { cohortId: string; placeId: string; personId: string },
  awardedOn: BusinessDate,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const others = (await idsOf(personId, tools)).filter((id) => id !== personId);
  const known = others.length > 0 ? { alsoKnownAs: others } : {};
  return [
    {
      target: placeId,
      command: commandOf(CompletePlace, { cohortId, placeId, personId, awardedOn, ...known }),
      effectiveOn: awardedOn,
    },
  ];
};

interface Held {
  readonly cohortId: string;
  readonly placeId: string;
  readonly personId: string;
}

const isHeldBy = async ({ cohortId, placeId, personId }: Held, tools: ProcessTools): Promise<boolean> => {
  const holder = (await tools.stateOf(places, cohortId)).places.get(placeId)?.personId;
  return holder !== undefined && areOnePerson(holder, personId, tools);
};

const completeIfAwarded = async (
  { cohortId, placeId, personId }: Held,
  tools: ProcessTools,
): Promise<readonly Send[]> => {
  const award = await tools.stateOf(graduations, placeId);
  const isOfPlace = award.granted && award.cohortId === cohortId && award.grantedOn !== undefined;
  if (!isOfPlace || award.personId === undefined) return [];

  return (await areOnePerson(award.personId, personId, tools))
    ? complete({ cohortId, placeId, personId }, award.grantedOn, tools)
    : [];
};

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
    AwardGranted: ({ data, effectiveOn }, tools) => complete(data, effectiveOn, tools),
    // Of another person than held the place: completed for them once it is theirs.
    AwardCorrected: async ({ data, effectiveOn }, tools) =>
      data.granted && data.grantedOn !== undefined
        ? data.insteadOf === undefined || (await isHeldBy(data, tools))
          ? complete(data, data.grantedOn, tools)
          : []
        : [
            {
              target: data.placeId,
              command: commandOf(UndoCompletion, { cohortId: data.cohortId, placeId: data.placeId }),
              effectiveOn,
            },
          ],
    PlaceStarted: ({ data }, tools) => completeIfAwarded(data, tools),
    ParticipantCorrected: ({ data }, tools) => completeIfAwarded(data, tools),
  },
});
