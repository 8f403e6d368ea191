import { commandOf, processOf, type Send } from '#kernel';
import { OfferNextInLine } from '#places';
import type { PlaceEvent } from '#places/events';

interface OfBook {
  readonly data: { readonly cohortId: string };
}

interface Freed {
  readonly data: { readonly cohortId: string; readonly freedSeat: boolean; readonly groupId?: string };
}

const offerNext = ({ data: { cohortId } }: OfBook): readonly Send[] => [
  { target: cohortId, command: commandOf(OfferNextInLine, { cohortId }) },
];

// A group that waits with one place less may fit now.
const offerFreed = (event: Freed): readonly Send[] =>
  event.data.freedSeat || event.data.groupId !== undefined ? offerNext(event) : [];

/** The book itself decides who is next, and whether anything is offered at all; here it only learns that a seat came free. */
export const offerNextInLineWhenAPlaceComesFree = processOf<PlaceEvent>()({
  name: 'offer-next-in-line-when-a-place-comes-free',
  sends: [{ command: OfferNextInLine, ends: [] }],
  on: {
    PlaceDeclined: offerFreed,
    OfferLapsed: offerFreed,
    RequestWithdrawn: offerFreed,
    RequestRefused: offerFreed,
    PlaceWithdrawn: offerFreed,
    PlaceNotTakenUp: offerFreed,
    PlaceFailed: offerFreed,
    PlaceDeferred: offerFreed,
    PlaceFactStruck: offerNext,
    // Stands first, so whatever is free for it is its own.
    ReturnAwaited: (event) => (event.data.turn === undefined ? [] : offerNext(event)),
    PlaceAwaitingAward: offerFreed,
    PlaceCompleted: offerFreed,
    BookCapacityRaised: offerNext,
    ShareReleased: offerNext,
    // A group that was passed over, the start being too near, may be asked now.
    BookMoved: offerNext,
    OrderDrawn: offerNext,
    // The last of a full batch, perhaps: what is not kept for it is offered at once.
    GroupAskedToSplit: offerNext,
    GroupSplit: offerNext,
    GroupPassedOver: offerNext,
    // The sponsor answers for one place less, so its maximum lets another through.
    SponsorTransferred: offerNext,
    PlaceWithoutSponsor: offerNext,
    PlaceSponsorCorrected: offerNext,
    PlaceSectorCorrected: offerNext,
    // Two that were taken for one sponsor have a maximum each again.
    SponsorRecordsCounted: offerNext,
    // Whoever goes before the others now may fit in what they left free.
    PriorityGiven: offerNext,
    // The last of a full batch.
    PlaceOffered: (event) => (event.data.othersFollow ? offerNext(event) : []),
    PlaceReturnedTo: offerNext,
    SeatRegained: offerNext,
  },
});
