import { commandOf, processOf } from '#kernel';
import type { CohortEvent } from '#cohorts/events';
import { EndNeverStarted } from '#places';
import type { PlaceEvent } from '#places/events';

/** Accepted or confirmed, and never taken up: it ends, batch by batch, as of the day it should have started. */
export const aPlaceThatNeverStartedEndsWithItsCohort = processOf<CohortEvent | PlaceEvent>()({
  name: 'a-place-that-never-started-ends-with-its-cohort',
  sends: [{ command: EndNeverStarted, ends: [] }],
  on: {
    CohortCompleted: ({ data: { cohortId } }) => [
      { target: cohortId, command: commandOf(EndNeverStarted, { cohortId }) },
    ],
    PlaceNotTakenUp: ({ data: { cohortId, othersStand } }) =>
      othersStand ? [{ target: cohortId, command: commandOf(EndNeverStarted, { cohortId }) }] : [],
  },
});
