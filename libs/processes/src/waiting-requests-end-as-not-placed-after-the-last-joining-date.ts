import { commandOf, daysAfter, endOfDay, processOf } from '#kernel';
import { EndUnplaced } from '#places';
import type { PlaceEvent } from '#places/events';

/** The whole of the last joining date still counts. A long line ends batch by batch. */
export const waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate = processOf<PlaceEvent>()({
  name: 'waiting-requests-end-as-not-placed-after-the-last-joining-date',
  sends: [{ command: EndUnplaced, ends: [] }],
  on: {
    PlacesOpened: ({ data: { cohortId, lastJoiningDate } }) => [
      {
        target: cohortId,
        command: commandOf(EndUnplaced, { cohortId }),
        due: endOfDay(lastJoiningDate),
        effectiveOn: daysAfter(lastJoiningDate, 1),
      },
    ],
    PlaceNotPlaced: ({ data: { cohortId, othersWait }, effectiveOn }) =>
      othersWait ? [{ target: cohortId, command: commandOf(EndUnplaced, { cohortId }), effectiveOn }] : [],
  },
});
