/** The commands of places and candidacies, for those who send them. */
export { AcceptPlace } from './accept-place.js';
export { LowerBookCapacity, MOST_SEATS, RaiseBookCapacity } from './book-capacity.js';
export { ClaimCandidacy, DropInterest, NoteInterest, ReleaseCandidacy } from './claim-candidacy.js';
export { CheckResult, ConfirmPlace } from './confirm-place.js';
export { DeclinePlace } from './decline-place.js';
export { CancelPlaces, ENDED_AT_ONCE, EndNeverStarted, EndUnplaced } from './end-places.js';
export { CompletePlace, FailPlace, RecordAwaitingAward, UndoCompletion } from './finish-place.js';
export { KeepParticipantFacts } from './keep-participant-facts.js';
export { LapseOffer } from './lapse-offer.js';
export { OfferNextInLine, OFFERS_AT_ONCE } from './offer-next-in-line.js';
export { CloseRequests, OpenPlaces } from './open-places.js';
export { RecordAwardHeld, RecordAwardNoLongerHeld } from './record-award-held.js';
export { RefuseRequest } from './refuse-request.js';
export { RequestPlace } from './request-place.js';
export { SettleClaim } from './settle-claim.js';
export { RecordNotTakenUp, StartPlace } from './start-place.js';
export { WithdrawPlace } from './withdraw-place.js';
