import { commandRoutes, post } from '#platform';
import { AcceptPlace } from './accept-place.js';
import { ConfirmPlace } from './confirm-place.js';
import { DeclinePlace } from './decline-place.js';
import { FailPlace, RecordAwaitingAward } from './finish-place.js';
import { places } from './places.decider.js';
import { RefuseRequest } from './refuse-request.js';
import { RequestPlace } from './request-place.js';
import { acceptanceSettles, confirmationSettles } from './settling.js';
import { RecordNotTakenUp, StartPlace } from './start-place.js';
import { WithdrawPlace } from './withdraw-place.js';

/** What sponsors and the office may ask of a place book. */
export const PlacesController = commandRoutes(places, 'cohorts/:cohortId/places', 'Places', [
  post('', RequestPlace, 'Ask for a place: a free seat is offered at once, otherwise the request waits'),
  post(':placeId/acceptance', AcceptPlace, 'Accept an offered place, naming the participant now or later', {
    settles: acceptanceSettles,
  }),
  post(':placeId/declining', DeclinePlace, 'Decline an offered place'),
  post(':placeId/confirmation', ConfirmPlace, 'Confirm an accepted place for a named participant', {
    settles: confirmationSettles,
  }),
  post(':placeId/withdrawal', WithdrawPlace, 'Give up a request or a place, before or after the start'),
  post(':placeId/refusal', RefuseRequest, 'Refuse a request that waits or is offered'),
  post(':placeId/start', StartPlace, 'Record that the participant took the place up'),
  post(':placeId/not-taken-up', RecordNotTakenUp, 'Record that the participant never appeared'),
  post(
    ':placeId/awaiting-award',
    RecordAwaitingAward,
    'Record that the modules are done and work is outstanding',
  ),
  post(':placeId/failure', FailPlace, 'Record that the participant leaves without the award'),
]);
