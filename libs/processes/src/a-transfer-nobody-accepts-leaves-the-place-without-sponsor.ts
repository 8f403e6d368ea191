import { type BusinessDate, commandOf, endOfDay, processOf, type ProcessTools, type Send } from '#kernel';
import { LeaveWithoutSponsor, places } from '#places';
import type { PlaceEvent } from '#places/events';

interface OfPlace {
  readonly data: { readonly cohortId: string; readonly placeId: string };
}

const leave = ({ data: { cohortId, placeId } }: OfPlace, acceptBy: BusinessDate): Send => ({
  target: placeId,
  command: commandOf(LeaveWithoutSponsor, { cohortId, placeId }),
  due: endOfDay(acceptBy),
});

// Its last day may have passed while the place was given up, or waited for its seat.
const leaveIfProposed = async (event: OfPlace, tools: ProcessTools): Promise<readonly Send[]> => {
  const { cohortId, placeId } = event.data;
  const transfer = (await tools.stateOf(places, cohortId)).places.get(placeId)?.transfer;
  return transfer ? [leave(event, transfer.acceptBy)] : [];
};

/**
 * The last day to accept still counts, in London. What was accepted or taken back by then is left as it is; a proposal that
 * stands again after a correction is looked at again.
 */
export const aTransferNobodyAcceptsLeavesThePlaceWithoutSponsor = processOf<PlaceEvent>()({
  name: 'a-transfer-nobody-accepts-leaves-the-place-without-sponsor',
  sends: [{ command: LeaveWithoutSponsor, ends: [] }],
  on: {
    TransferProposed: (event) => [leave(event, event.data.acceptBy)],
    PlaceFactStruck: leaveIfProposed,
    SeatRegained: leaveIfProposed,
  },
});
