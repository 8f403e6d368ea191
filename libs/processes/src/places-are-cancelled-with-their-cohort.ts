import { commandOf, processOf } from '#kernel';
import type { CohortEvent } from '#cohorts/events';
import { CancelPlaces } from '#places';
import type { PlaceEvent } from '#places/events';

/** Every place that still stands ends, batch by batch, so that each has its own event. */
export const placesAreCancelledWithTheirCohort = processOf<CohortEvent | PlaceEvent>()({
  name: 'places-are-cancelled-with-their-cohort',
  sends: [{ command: CancelPlaces, ends: [] }],
  on: {
    CohortCancelled: ({ data: { cohortId, placesOpened }, effectiveOn }) =>
      placesOpened ? [{ target: cohortId, command: commandOf(CancelPlaces, { cohortId }), effectiveOn }] : [],
    PlaceCancelled: ({ data: { cohortId, othersStand }, effectiveOn }) =>
      othersStand ? [{ target: cohortId, command: commandOf(CancelPlaces, { cohortId }), effectiveOn }] : [],
  },
});
