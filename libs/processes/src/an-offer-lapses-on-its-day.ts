import { commandOf, daysAfter, endOfDay, processOf, type Send } from '#kernel';
import { LapseOffer, places } from '#places';
import type { PlaceEvent } from '#places/events';

interface Offer {
  readonly data: { readonly cohortId: string; readonly placeId: string; readonly until: string };
}

const lapse = ({ data: { cohortId, placeId, until } }: Offer): readonly Send[] => [
  {
    target: placeId,
    command: commandOf(LapseOffer, { cohortId, placeId, until }),
    due: endOfDay(until),
    effectiveOn: daysAfter(until, 1),
  },
];

/** *Until* a day includes that day in London: it lapses on the next, whenever the server notices. An offer whose acceptance was refused, or that stands again after a correction, stands as it stood. */
export const anOfferLapsesOnItsDay = processOf<PlaceEvent>()({
  name: 'an-offer-lapses-on-its-day',
  sends: [{ command: LapseOffer, ends: [] }],
  on: {
    PlaceOffered: lapse,
    OfferExtended: lapse,
    AcceptanceRefused: lapse,
    PlaceFactStruck: async ({ data: { cohortId, placeId } }, tools) => {
      const place = (await tools.stateOf(places, cohortId)).places.get(placeId);
      return place?.state === 'offered' && place.until !== undefined
        ? lapse({ data: { cohortId, placeId, until: place.until } })
        : [];
    },
  },
});
