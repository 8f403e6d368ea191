import { commandOf, processOf } from '#kernel';
import { AskForCarried, CARRIED_AT_ONCE, OfferNextInLine, ReceiveCarriedRequest } from '#places';
import type { PlaceEvent } from '#places/events';

/**
 * Carried before that cohort opened, it is noted, and asks as soon as it opens: before everyone new, in the order it had.
 * Carried later, it joins like anyone new. A refusal there is looked at by a person: the request is not lost.
 */
export const aCarriedRequestAsksInTheCohortItWasCarriedTo = processOf<PlaceEvent>()({
  name: 'a-carried-request-asks-in-the-cohort-it-was-carried-to',
  sends: [
    { command: ReceiveCarriedRequest, ends: [] },
    { command: AskForCarried, ends: [] },
    { command: OfferNextInLine, ends: [] },
  ],
  on: {
    RequestCarried: ({ data }) => [
      {
        target: data.toPlaceId,
        command: commandOf(ReceiveCarriedRequest, {
          cohortId: data.toCohortId,
          placeId: data.toPlaceId,
          sponsorId: data.sponsorId,
          ...(data.personId === undefined ? {} : { personId: data.personId }),
          ...(data.reference === undefined ? {} : { reference: data.reference }),
          order: data.order,
          carriedFrom: { cohortId: data.cohortId, placeId: data.placeId },
        }),
      },
    ],
    PlacesOpened: ({ data: { cohortId, carried = 0 } }) =>
      carried === 0
        ? []
        : [
            ...Array.from({ length: Math.ceil(carried / CARRIED_AT_ONCE) }, (_, batch) => ({
              target: `${cohortId}/${batch}`,
              command: commandOf(AskForCarried, { cohortId }),
            })),
            { target: cohortId, command: commandOf(OfferNextInLine, { cohortId }) },
          ],
  },
});
