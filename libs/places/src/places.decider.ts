import { decider } from '#kernel';
import { acceptPlace } from './accept-place.js';
import { lowerBookCapacity, raiseBookCapacity } from './book-capacity.js';
import { changeRules } from './change.rules.js';
import { confirmPlace } from './confirm-place.js';
import { correctionRules } from './correction.rules.js';
import { declinePlace } from './decline-place.js';
import { deferralRules } from './deferral.rules.js';
import { cancelPlaces, endCarried, endNeverStarted, endUnplaced } from './end-places.js';
import { placesEvents } from './events.js';
import { completePlace, failPlace, recordAwaitingAward, undoCompletion } from './finish-place.js';
import { keepParticipantFacts } from './keep-participant-facts.js';
import { lapseOffer } from './lapse-offer.js';
import { offerNextInLine } from './offer-next-in-line.js';
import { closeRequests, openPlaces } from './open-places.js';
import { orderRules } from './order.rules.js';
import { emptyBook } from './place-book.js';
import { placeBookSteps } from './place-book.steps.js';
import { recordPastPlace } from './record-past-place.js';
import { refuseRequest } from './refuse-request.js';
import { requestPlace } from './request-place.js';
import { settleClaim } from './settle-claim.js';
import { recordNotTakenUp, startPlace } from './start-place.js';
import { withdrawPlace } from './withdraw-place.js';

/** The place book of a cohort: every seat of it is decided here, one after the other. */
export const places = decider({
  name: 'places',
  key: ({ cohortId }: { cohortId: string }) => cohortId,
  initial: emptyBook,
  events: placesEvents,
  evolve: placeBookSteps,
  rules: [
    openPlaces,
    closeRequests,
    raiseBookCapacity,
    lowerBookCapacity,
    requestPlace,
    offerNextInLine,
    acceptPlace,
    declinePlace,
    lapseOffer,
    refuseRequest,
    confirmPlace,
    settleClaim,
    withdrawPlace,
    startPlace,
    recordNotTakenUp,
    recordAwaitingAward,
    completePlace,
    undoCompletion,
    failPlace,
    endUnplaced,
    endNeverStarted,
    cancelPlaces,
    endCarried,
    keepParticipantFacts,
    ...orderRules,
    ...changeRules,
    ...deferralRules,
    ...correctionRules,
    recordPastPlace,
  ],
});
