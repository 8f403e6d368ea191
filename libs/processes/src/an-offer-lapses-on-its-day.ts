import { commandOf, endOfDay, processOf, type Send } from '#kernel';
import { LapseOffer } from '#places';
import type { PlaceEvent } from '#places/events';

interface Offer {
  readonly data: { readonly cohortId: string; readonly placeId: string; readonly until: string };
}

const lapse = ({ data: { cohortId, placeId, until } }: Offer): readonly Send[] => [
  { target: placeId, command: commandOf(LapseOffer, { cohortId, placeId }), due: endOfDay(until) },
];

/** *Until* a day includes that day in London. An offer whose acceptance was refused stands as it stood. */
export const anOfferLapsesOnItsDay = processOf<PlaceEvent>()({
  name: 'an-offer-lapses-on-its-day',
  sends: [{ command: LapseOffer, ends: [] }],
  on: { PlaceOffered: lapse, AcceptanceRefused: lapse },
});
