import { type BusinessDate, commandOf, daysAfter, endOfDay, processOf, type Send } from '#kernel';
import { EndUnplaced } from '#places';
import type { PlaceEvent } from '#places/events';

interface Dated {
  readonly data: { readonly cohortId: string; readonly lastJoiningDate: BusinessDate };
}

const endUnplaced = ({ data: { cohortId, lastJoiningDate } }: Dated): readonly Send[] => [
  {
    target: cohortId,
    command: commandOf(EndUnplaced, { cohortId }),
    due: endOfDay(lastJoiningDate),
    effectiveOn: daysAfter(lastJoiningDate, 1),
  },
];

/** The whole of the last joining date still counts. A long line ends batch by batch. */
export const waitingRequestsEndAsNotPlacedAfterTheLastJoiningDate = processOf<PlaceEvent>()({
  name: 'waiting-requests-end-as-not-placed-after-the-last-joining-date',
  // The day moved since: its new entry is due then.
  sends: [{ command: EndUnplaced, ends: ['last-joining-date-ahead'] }],
  on: {
    PlacesOpened: endUnplaced,
    BookMoved: endUnplaced,
    PlaceNotPlaced: ({ data: { cohortId, othersWait }, effectiveOn }) =>
      othersWait ? [{ target: cohortId, command: commandOf(EndUnplaced, { cohortId }), effectiveOn }] : [],
  },
});
