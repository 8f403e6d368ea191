import { type BusinessDate, commandOf, endOfDay, processOf, type Send } from '#kernel';
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

/** The last day of the warning still counts, and so does a confirmation that is being decided then: until it is refused. */
export const aWarnedPlaceIsReleasedWhenNobodyIsConfirmed = processOf<PlaceEvent>()({
  name: 'a-warned-place-is-released-when-nobody-is-confirmed',
  sends: [{ command: ReleaseUnnamed, ends: [] }],
  on: {
    NamingWarned: (event) => [release(event, event.data.releasedAfter)],
    ConfirmationRefused: async (event, tools) => {
      const { cohortId, placeId } = event.data;
      const place = (await tools.stateOf(places, cohortId)).places.get(placeId);
      return place?.warning ? [release(event, place.warning.releasedAfter)] : [];
    },
  },
});
