import { commandRoutes, post } from '#platform';
import { AdmitByException } from './admit-by-exception.js';
import { CarryRequest } from './carry-request.js';
import { ExtendOffer } from './extend-offer.js';
import { GivePriority } from './give-priority.js';
import { places } from './places.decider.js';
import { RequestGroup } from './request-group.js';
import { AllowSplitting } from './split-group.js';

/** What sponsors and the office may ask of the order of a place book. */
export const OrderController = commandRoutes(places, 'cohorts/:cohortId/places', 'Places', [
  post('groups', RequestGroup, 'Ask for several places, which are offered together or wait together', {
    makes: 'groupId',
  }),
  post('groups/:groupId/splitting', AllowSplitting, 'Let a group be split: each place takes its own turn'),
  post('exceptions', AdmitByException, 'Offer a request a seat though the rules named forbid it', {
    makes: 'placeId',
  }),
  post(':placeId/priority', GivePriority, 'Let a request that waits go before those without priority'),
  post(':placeId/extension', ExtendOffer, 'Let an offer stand longer'),
  post(':placeId/carrying', CarryRequest, 'Carry a request that was not placed to a later cohort', {
    makes: 'toPlaceId',
  }),
]);
