import { commandOf, processOf } from '#kernel';
import type { CohortEvent } from '#cohorts/events';
import { CancelPlaces, GiveBackReturn, places } from '#places';
import type { PlaceEvent } from '#places/events';

/** A cohort may be expected by those who return before it enrols: its book learns of the cancellation, and expects nobody. */
export const returnsEndWithACohortThatNeverOpened = processOf<CohortEvent | PlaceEvent>()({
  name: 'returns-end-with-a-cohort-that-never-opened',
  sends: [
    { command: CancelPlaces, ends: [] },
    { command: GiveBackReturn, ends: [] },
  ],
  on: {
    CohortCancelled: ({ data: { cohortId, placesOpened }, effectiveOn }) =>
      placesOpened ? [] : [{ target: cohortId, command: commandOf(CancelPlaces, { cohortId }), effectiveOn }],
    BookCancelled: async ({ data: { cohortId } }, tools) => {
      const { returners } = await tools.stateOf(places, cohortId);
      return [...returners].map(([placeId, { returnOf }]) => ({
        target: placeId,
        command: commandOf(GiveBackReturn, {
          cohortId,
          placeId,
          returnOf,
        }),
      }));
    },
  },
});
