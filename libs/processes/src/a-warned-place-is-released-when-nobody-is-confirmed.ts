import { type BusinessDate, commandOf, endOfDay, processOf, type ProcessTools, type Send } from '#kernel';
import { places, ReleaseUnnamed } from '#places';
import type { PlaceEvent } from '#places/events';

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

const release = ({ data: { cohortId, placeId } }: OfPlace, releasedAfter: BusinessDate): Send => ({
  target: placeId,
  command: commandOf(ReleaseUnnamed, { cohortId, placeId }),
  due: endOfDay(releasedAfter),
});

// Its last day may have passed while the person's candidacy was asked.
const releaseIfWarned = async (event: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const { cohortId, placeId } = event.data;
  const warning = (await tools.stateOf(places, cohortId)).places.get(placeId)?.warning;
  return warning ? [release(event, warning.releasedAfter)] : [];
};

/**
 * The last day of the warning still counts, and so does what is being decided then: a confirmation until it is refused, a
 * correction of the participant until it is settled.
 */
export const aWarnedPlaceIsReleasedWhenNobodyIsConfirmed = processOf<PlaceEvent>()({
  name: 'a-warned-place-is-released-when-nobody-is-confirmed',
  sends: [{ command: ReleaseUnnamed, ends: [] }],
  on: {
    NamingWarned: (event) => [release(event, event.data.releasedAfter)],
    ConfirmationRefused: releaseIfWarned,
    ParticipantCorrected: releaseIfWarned,
    ParticipantCorrectionRefused: releaseIfWarned,
  },
});
