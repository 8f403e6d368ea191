import { commandOf, endOfDay, processOf } from '#kernel';
import { LeaveWithoutSponsor } from '#places';
import type { PlaceEvent } from '#places/events';

/** The last day to accept still counts, in London. What was accepted or taken back by then is left as it is. */
export const aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor = processOf<PlaceEvent>()({
  name: 'a-transfer-nobody-accepts-leaves-the-place-without-sponsor',
  sends: [{ command: LeaveWithoutSponsor, ends: [] }],
  on: {
    TransferProposed: ({ data: { cohortId, placeId, acceptBy } }) => [
      {
        target: placeId,
        command: commandOf(LeaveWithoutSponsor, { cohortId, placeId }),
        due: endOfDay(acceptBy),
      },
    ],
  },
});
