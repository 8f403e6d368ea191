import { commandOf, processOf, type Send } from '#kernel';
import { OfferNextInLine, OFFERS_AT_ONCE } from '#places';
import type { PlaceEvent } from '#places/events';

interface Freed {
  readonly data: { readonly cohortId: string; readonly freedSeat: boolean };
}

const offerNext = ({ data: { cohortId, freedSeat } }: Freed): readonly Send[] =>
  freedSeat ? [{ target: cohortId, command: commandOf(OfferNextInLine, { cohortId }) }] : [];

/** The book itself decides who is next, and whether anything is offered at all; here it only learns that a seat came free. */
export const offerNextInLineWhenAPlaceComesFree = processOf<PlaceEvent>()({
  name: 'offer-next-in-line-when-a-place-comes-free',
  sends: [{ command: OfferNextInLine, ends: [] }],
  on: {
    PlaceDeclined: offerNext,
    OfferLapsed: offerNext,
    RequestWithdrawn: offerNext,
    RequestRefused: offerNext,
    PlaceWithdrawn: offerNext,
    PlaceNotTakenUp: offerNext,
    PlaceFailed: offerNext,
    PlaceAwaitingAward: offerNext,
    PlaceCompleted: offerNext,
    BookCapacityRaised: ({ data: { cohortId, capacity, from } }) =>
      Array.from({ length: Math.ceil((capacity - from) / OFFERS_AT_ONCE) }, (_, batch) => ({
        target: `${cohortId}/${batch}`,
        command: commandOf(OfferNextInLine, { cohortId }),
      })),
  },
});
