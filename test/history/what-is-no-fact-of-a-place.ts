import type { GraduationEvent } from '#graduations/events';
import type { PlaceEvent } from '#places/events';

/** Events of a book in which nobody states a fact of a place, and why. */
export const NO_FACTS = {
  PlacesOpened: 'follows the cohort, and is corrected there',
  RequestsClosed: 'follows the cohort, and is corrected there',
  BookCapacityRaised: 'follows the cohort, and is raised or lowered there',
  BookCapacityLowered: 'follows the cohort, and is raised or lowered there',
  BookCancelled: 'follows the cohort, and is struck there',
  BookMoved: 'follows the cohort, and is corrected there',
  BookPriceCorrected: 'follows the cohort, and is corrected there',
  SponsorRecordsCounted: 'follows the merges of organisations, and is undone there',

  PlaceWaitlisted: 'decided by the book',
  WindowClosed: 'decided by the book',
  OrderDrawn: 'drawn by the book, as anyone can draw it again',
  ShareReleased: 'decided by the book',
  GroupAskedToSplit: 'decided by the book',
  GroupPassedOver: 'decided by the book',
  NamingWarned: 'told to the sponsor',
  OfferLapsed: 'the day of an offer had passed',
  PlaceNotPlaced: 'nothing came free until the last joining date',
  PlaceCancelled: 'follows the cohort',
  DeferralReminded: 'told to the sponsor',
  DeferralLimitReached: 'the limit had come',

  GroupRequested: 'how it was asked for: its requests are corrected one by one',
  GroupSplit: 'an answer, by which seats were given to others',
  RequestCarried: 'an act, corrected in the book it was carried to',
  CarryingRefused: 'decided by the later book',
  CarriedRequestNoted: 'follows the request that was carried',

  AcceptanceAsked: 'asked of a candidacy; what comes of it is a fact',
  AcceptanceRefused: 'answered by a candidacy',
  ConfirmationAsked: 'asked of a candidacy; what comes of it is a fact',
  ConfirmationRefused: 'answered by a candidacy',
  SubstitutionAsked: 'asked of a candidacy; what comes of it is a fact',
  SubstitutionRefused: 'answered by a candidacy',

  PlaceCompleted: 'follows the award, and is corrected there',
  PlaceCompletionUndone: 'follows the award, and is corrected there',
  ReturnLost: 'follows the place of return',
  ReturnGivenUp: 'follows the deferral',
  DeferredPlaceReturned: 'follows the start in the cohort of return',
  ReturnUndone: 'follows the start in the cohort of return',
  PlaceReturnedTo: 'follows the deferral',
  ReturnAwaited: 'follows the deferral',
  AwaitedReturnCorrected: 'follows the deferral',

  PlaceDateCorrected: 'a correction: the fact is corrected again',
  StrikingAsked: 'a correction: the fact is corrected again',
  StrikingRefused: 'a correction: the fact is corrected again',
  PlaceFactStruck: 'a correction: the fact is recorded again',
  SeatRegained: 'follows a correction',
  ParticipantCorrectionAsked: 'a correction: the fact is corrected again',
  ParticipantCorrectionRefused: 'a correction: the fact is corrected again',
  ParticipantCorrected: 'a correction: the fact is corrected again',
  PlaceSponsorCorrected: 'a correction: the fact is corrected again',
  ParticipantFactsCorrected: 'a correction: the fact is corrected again',
  NoticeCorrected: 'a correction: the fact is corrected again',
  PlaceReferencesCorrected: 'a correction: the fact is corrected again',
  PlaceStatementCorrected: 'a correction: the fact is corrected again',

  PastPlaceRecorded: 'what a source says, kept as it says it; what followed are facts of their own',
} as const satisfies { readonly [Type in (PlaceEvent | GraduationEvent)['type']]?: string };

/** Events that state a fact of a place, or of its award. */
export type FactOfPlaces = Exclude<(PlaceEvent | GraduationEvent)['type'], keyof typeof NO_FACTS>;
