import { type BusinessDate, commandOf, processOf, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { CancelPlaces, places } from '#places';
import type { PlaceEvent } from '#places/events';

const cancelPlaces = (cohortId: string, effectiveOn?: BusinessDate): Send => ({
  target: cohortId,
  command: commandOf(CancelPlaces, { cohortId }),
  ...(effectiveOn === undefined ? {} : { effectiveOn }),
});

/**
 * Requests may be carried to a cohort before it enrols. Cancelled before that it has no open book that would be cancelled with
 * it: what was noted ends, and so does what is noted only afterwards; nobody waits for a book that never opens.
 */
export const carriedRequestsEndWithACohortThatNeverOpened = processOf<CohortEvent | PlaceEvent>()({
  name: 'carried-requests-end-with-a-cohort-that-never-opened',
  sends: [{ command: CancelPlaces, ends: [] }],
  on: {
    CohortCancelled: async ({ data: { cohortId, placesOpened }, effectiveOn }, tools) => {
      if (placesOpened) return [];
      const { noted } = await tools.stateOf(places, cohortId);
      return noted.isEmpty() ? [] : [cancelPlaces(cohortId, effectiveOn)];
    },
    CarriedRequestNoted: async ({ data: { cohortId } }, tools) => {
      const { stage } = await tools.stateOf(cohorts, cohortId);
      return stage === 'cancelled' ? [cancelPlaces(cohortId)] : [];
    },
  },
});
