import type { BusinessDate, Dated } from '#kernel';
import type { List, Map, Set } from 'immutable';
import type { CheckOutcome, ParticipantFacts, ReasonClass } from './vocabulary.js';

/** What a substitution says; kept while the substitute is claimed. */
export interface SubstitutionAsked extends ParticipantFacts {
  readonly kind: 'substitution';
  readonly personId: string;
  readonly askedIn: string;
  readonly askedOn: BusinessDate;
  readonly lineManagerId: string;
  readonly privacyNoticeVersion: string;
  readonly checks: readonly CheckOutcome[];
  readonly reasonClass: ReasonClass;
  readonly notifiedOn: BusinessDate;
  readonly evidence?: string;
}

/** Notice of what is given notice of. A request bound nobody: it was only of a class. */
export interface Notice {
  readonly notifiedOn?: BusinessDate;
  readonly reasonClass?: ReasonClass;
  /** Null once it was corrected to none. */
  readonly evidence?: string | null;
}

/** The sponsor was warned that nobody was confirmed by the naming date. Void once that date is another one, or the start moved. */
export interface NamingWarning {
  /** How often the start had moved until then: the warning is of that start, and not of one that came back. */
  readonly startMoves: number;
  readonly namingDate: BusinessDate;
  readonly releasedAfter: BusinessDate;
}

/** Another organisation is to answer for the place from `on`; it may accept until `acceptBy`, that day included. */
export interface TransferProposal {
  readonly toSponsorId?: string;
  /** Who was asked and said no: anyone else may still accept. */
  readonly declinedBy?: string;
  readonly on: BusinessDate;
  readonly acceptBy: BusinessDate;
  readonly notifiedOn: BusinessDate;
  readonly evidence?: string;
}

/** Who answers for a place from a day on: a sponsor, the participant, or nobody. */
export interface Answering {
  readonly sponsorId?: string;
  readonly selfFunded?: true;
}

/** How a check came out ahead of the confirmation, and why it was waived. */
export type CheckMade = CheckOutcome & { readonly reason?: string };

/** What a place remembers of how it changed. */
export interface PlaceChanges {
  /** How checks came out ahead of the confirmation, by the person they are about. */
  readonly checks?: Map<string, readonly CheckMade[]>;
  /** The day the acceptance was recorded: the naming date counts from it, whichever day it states. */
  readonly boundOn?: BusinessDate;
  /** The day it came to be accepted again by a correction: its sponsor is warned from then on. */
  readonly acceptedAgainOn?: BusinessDate;
  /** The start the place was accepted under, and how often the book had moved until then. */
  readonly agreedStartsOn?: BusinessDate;
  readonly movesBefore?: number;
  readonly warning?: NamingWarning;
  /** The naming date was extended to this day. */
  readonly namingUntil?: BusinessDate;
  readonly transfer?: TransferProposal;
  /** Who answered from which day on, once that changed. `sponsorId` of the place is the sponsor that did last. */
  readonly answering?: Dated<Answering>;
  /** Nobody answers for it since the proposal came to nothing. */
  readonly withoutSponsor?: Pick<TransferProposal, 'notifiedOn' | 'evidence'>;
  readonly selfFunded?: true;
}

/** The dates of a cohort that moved. */
export interface MovedDates {
  readonly startsOn: BusinessDate;
  readonly lastJoiningDate: BusinessDate;
  readonly requestsCloseOn?: BusinessDate;
  readonly endsOn?: BusinessDate;
}

/** One move of the cohort's dates. */
export interface BookMove {
  readonly movedOn: BusinessDate;
  readonly freeWithdrawalUntil?: BusinessDate;
  /** The cohort's event that lets sponsors withdraw. */
  readonly moveId?: string;
}

/** What a book remembers of how it and its places changed. */
export interface BookChanges {
  /** Accepted and not confirmed; and those of them that were not warned of the naming date as it is now. */
  readonly unnamed: Set<string>;
  readonly toWarn: Set<string>;
  /** Every move of the cohort's dates, by the day it was made. */
  readonly moves: List<BookMove>;
  /** Those of them that never were, by what the cohort had recorded. */
  readonly struckMoves: Set<string>;
  /** How often the start moved: naming dates go by it. */
  readonly startMoves: number;
  /** Who was not placed under a number up to this one was so by a day that was right: the cohort was put off only then. */
  readonly notPlacedInTime?: number;
  /** The dates the cohort moved to before the book opened. */
  readonly movedTo?: MovedDates;
}
