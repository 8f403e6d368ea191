/** The commands of places and candidacies, for those who send them. */
export { AcceptTransfer, DeclineTransfer } from './answer-transfer.js';
export { ExtendNaming } from './extend-naming.js';
export { MoveBook } from './move-book.js';
export { ProposeTransfer } from './propose-transfer.js';
export { RecordCheck } from './record-check.js';
export { SubstituteParticipant } from './substitute-participant.js';
export { ReleaseUnnamed, WARNED_AT_ONCE, WarnUnnamed } from './unnamed-places.js';
export { LeaveWithoutSponsor, SelfFund } from './without-sponsor.js';
export { AcceptPlace } from './accept-place.js';
export { LowerBookCapacity, MOST_SEATS, RaiseBookCapacity } from './book-capacity.js';
export { ClaimCandidacy, DropInterest, NoteInterest, ReleaseCandidacy } from './claim-candidacy.js';
export { CheckResult, ConfirmPlace } from './confirm-place.js';
export { CorrectBookPrice } from './correct-book-price.js';
export { CorrectParticipant } from './correct-participant.js';
export { CorrectPlaceDate } from './correct-place-date.js';
export { CorrectNotice, CorrectParticipantFacts, CorrectPlaceReferences } from './correct-place-details.js';
export { CorrectPlaceSponsor } from './correct-place-sponsor.js';
export { CorrectPlaceStatement } from './correct-place-statement.js';
export { DeclinePlace } from './decline-place.js';
export { DeferPlace, ModulePassed, ReturnPlace } from './defer-place.js';
export {
  EndDeferral,
  EXTENDED_AT_ONCE,
  ExtendDeferral,
  ExtendDeferrals,
  ReachDeferralLimit,
  RemindDeferral,
} from './deferral-limit.js';
export { ExpectReturn } from './expect-return.js';
export {
  FollowReturnDate,
  RecordReturn,
  RecordReturnLost,
  RenewReturn,
  UndoReturn,
} from './follow-return.js';
export { FollowAnswering, FollowAnsweringDate } from './follow-answering.js';
export {
  FollowAwardHolder,
  FollowCorrectedParticipant,
  FollowCorrectedSponsor,
} from './follow-correction.js';
export { FollowModulesPassed } from './follow-modules-passed.js';
export { FollowPastPlace } from './follow-past-place.js';
export { FollowSponsorSector, sponsorThatAsked } from './follow-sponsor-sector.js';
export { GiveBackReturn } from './give-back-return.js';
export { NameReturn } from './name-return.js';
export { PauseDeferral, ResumeDeferral } from './pause-deferral.js';
export { CancelPlaces, EndCarried, ENDED_AT_ONCE, EndNeverStarted, EndUnplaced } from './end-places.js';
export { CompletePlace, FailPlace, RecordAwaitingAward, UndoCompletion } from './finish-place.js';
export { KeepParticipantFacts } from './keep-participant-facts.js';
export { LapseOffer } from './lapse-offer.js';
export { OfferNextInLine, OFFERS_AT_ONCE } from './offer-next-in-line.js';
export { CloseRequests, OpenPlaces } from './open-places.js';
export { RecordAwardHeld, RecordAwardNoLongerHeld } from './record-award-held.js';
export { RecordPastCandidacy } from './record-past-candidacy.js';
export { RecordPastPlace } from './record-past-place.js';
export { RefuseRequest } from './refuse-request.js';
export { RequestPlace } from './request-place.js';
export { RestoreUnplaced } from './restore-unplaced.js';
export { StrikePlaceFact } from './strike-place-fact.js';
export { SettleClaim } from './settle-claim.js';
export { RecordNotTakenUp, StartPlace } from './start-place.js';
export { WithdrawPlace } from './withdraw-place.js';
export { NoteParticipation } from './participation.js';
export { NoteSponsorship } from './sponsorship.js';
export { MoveCandidacy, TakeOverCandidacy } from './participation-moves.js';
export { AdmitByException } from './admit-by-exception.js';
export {
  AskForCarried,
  CARRIED_AT_ONCE,
  CarryRequest,
  firstNoted,
  ReceiveCarriedRequest,
} from './carry-request.js';
export { CountSponsorRecords } from './count-sponsor-records.js';
export { ExtendOffer } from './extend-offer.js';
export { GivePriority } from './give-priority.js';
export { ReleaseShare } from './release-share.js';
export { RequestGroup } from './request-group.js';
export { AllowSplitting, PassOverGroup } from './split-group.js';
export { TakeCarryingBack } from './take-carrying-back.js';
export { CloseWindow, DrawOrder } from './window.js';
