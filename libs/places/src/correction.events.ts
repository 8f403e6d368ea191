import { type BusinessDate, event, type Instant, type Pence } from '#kernel';
import type {
  CandidacyRefusalCode,
  CorrectableFact,
  NamedBefore,
  NoticedFact,
  ParticipantFacts,
  PlaceStatement,
  PlaceTerms,
  ReasonClass,
} from './vocabulary.js';

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** What every correction says: the event it corrects, which stays as it was recorded, and why. */
interface Corrects {
  readonly corrects: string;
  /** Never about a person. */
  readonly reason: string;
}

/** What fields were until they were corrected, null where nothing was known; absent of what was recorded before this was kept. */
interface Was<Fields> {
  readonly from?: { readonly [Field in keyof Fields]?: Fields[Field] | null };
}

interface CorrectedNotice {
  readonly notifiedOn?: BusinessDate;
  readonly reasonClass?: ReasonClass;
  /** Null: no document shows it. */
  readonly evidence?: string | null;
}
interface CorrectedReferences {
  readonly reference?: string;
  readonly purchaseOrder?: string;
}

/**
 * The place in another book whose correction this one follows: where its participant goes on, or came from. `correctedAt`: when
 * it was corrected there by somebody, of two the later counts.
 */
export interface FollowedCorrection extends OfPlace {
  readonly correctedAt: Instant;
}

/** What each fact that moved the limit of a deferral made of it, where a correction counts it anew. */
interface Recounted {
  readonly limits?: readonly { readonly event: string; readonly limitOn: BusinessDate }[];
  /** The limit as it is now. */
  readonly limitOn?: BusinessDate;
}

/** A fact happened on another day than was recorded: the event's own date is the right one. */
export const placeDateCorrected = event('PlaceDateCorrected', 1).of<
  OfPlace &
    Corrects &
    Recounted & {
      /** `moved` follows the start in the cohort of return, which was corrected there. */
      fact: CorrectableFact | 'moved';
      from: BusinessDate;
      /** Who corrected the day that this one follows, of a start or of who answers. */
      askedBy?: string;
      /** The place in another book in which the day of who answers was corrected, and so here. */
      follows?: OfPlace;
      /** Of a place that was withdrawn or deferred: whether that was after its start, where this is otherwise now. */
      hadStarted?: boolean;
    }
>();

/** A fact is to be struck that ended a place its person held: their candidacy is claimed again first. Nothing changes meanwhile. */
export const strikingAsked = event('StrikingAsked', 1).of<
  OfPlace &
    Corrects & {
      awardId: string;
      personId: string;
      fact: CorrectableFact;
      allowedBy?: string;
      /** Who corrects it: what follows is recorded by a process. */
      askedBy: string;
      /** The deferred place that holds the person, where this is the place they return to. */
      returnOf?: { readonly cohortId: string; readonly placeId: string };
    }
>();
/**
 * Why the book itself did not take a striking whose person had been claimed. In a cancelled cohort, or with an offer that
 * lapsed meanwhile, it is taken now, and the place ends by it.
 */
export type StrikingObstacle = 'cohort-cancelled' | 'seat-gone' | 'offer-lapsed';
/**
 * The fact stays as it was recorded: the person holds another place or the award since; or they were free, but the cohort
 * was cancelled meanwhile, or the seat cannot be had any more: then the claim that was granted, `claimedIn`, is given back.
 */
export const strikingRefused = event('StrikingRefused', 1).of<
  OfPlace & {
    awardId: string;
    personId: string;
    code: CandidacyRefusalCode | StrikingObstacle;
    claimedIn?: string;
  }
>();
/**
 * A fact never happened: the place stands as before it. `backTo` may need a seat: held where one was free, else the place
 * waits at the head of the line (`turn`) until one is, or it was allowed over the capacity.
 */
export const placeFactStruck = event('PlaceFactStruck', 1).of<
  OfPlace &
    Corrects &
    Recounted & {
      awardId: string;
      fact: CorrectableFact;
      backTo: string;
      seat: 'not_needed' | 'held' | 'awaited' | 'over_capacity';
      /** A seat came free by it: the fact had given one. */
      freedSeat: boolean;
      /** Who corrected it, where the person had to be claimed first. */
      askedBy?: string;
      turn?: number;
      allowedBy?: string;
      /** Whom the place named before, and names again. */
      personId?: string;
      /** Who was only named by the fact, and is named no more. */
      insteadOf?: NamedBefore;
      /** What was recorded since and rested on the fact alone: it never was either. */
      fell?: readonly { readonly fact: CorrectableFact; readonly event: string; readonly on: BusinessDate }[];
      /** Who answers for the place again, where it is struck that another does; absent where no sponsor does. */
      sponsorId?: string;
      /** The day it was recorded for, of what can happen to a place more than once. */
      on?: BusinessDate;
      /** The last of a full batch of those who wait again: others follow. */
      othersFollow?: true;
    }
>();
/** The place that waited for its seat after a correction holds one again, in the state it was corrected to. */
export const seatRegained = event('SeatRegained', 1).of<
  OfPlace & { backTo: string; held: number; capacity: number }
>();

/** Another person held the place than was recorded: their candidacy is claimed first. Nothing changes meanwhile. */
export const participantCorrectionAsked = event('ParticipantCorrectionAsked', 1).of<
  OfPlace &
    Corrects & {
      awardId: string;
      personId: string;
      askedBy: string;
      follows?: FollowedCorrection;
      /** The deferred place that holds the person, where this is the place they return to. */
      returnOf?: OfPlace;
    }
>();
export const participantCorrectionRefused = event('ParticipantCorrectionRefused', 1).of<
  OfPlace & { awardId: string; personId: string; code: CandidacyRefusalCode }
>();
/** Another person holds the place, and did from the day they were recorded for. */
export const participantCorrected = event('ParticipantCorrected', 1).of<
  OfPlace &
    Corrects & {
      awardId: string;
      personId: string;
      insteadOf: NamedBefore;
      askedBy: string;
      follows?: FollowedCorrection;
    }
>();

/**
 * The place is, and was, another sponsor's than was recorded. `sector` is that sponsor's. `overShare`: its seat is a recorded
 * exception now, since seats kept for another sector would not all be there any more.
 */
export const placeSponsorCorrected = event('PlaceSponsorCorrected', 1).of<
  OfPlace &
    Corrects & {
      sponsorId: string;
      from: string;
      sector?: string;
      overShare?: true;
      /** Who corrected it, here or where it was followed from. */
      askedBy?: string;
      follows?: FollowedCorrection;
    }
>();
/**
 * The sponsor's sector on the day it asked is, and was, another than the place was counted for: that of the organisation was
 * recorded wrongly, or late. `overShare` as where the sponsor is corrected.
 */
export const placeSectorCorrected = event('PlaceSectorCorrected', 1).of<
  OfPlace & { sponsorId: string; sector: string; from: string; overShare?: true }
>();
/** Where the participant works, or at which level, was recorded wrongly. What is absent stays as it was. */
export const participantFactsCorrected = event('ParticipantFactsCorrected', 1).of<
  OfPlace & Corrects & ParticipantFacts & Was<ParticipantFacts> & { asAt: 'request' | 'start' }
>();
/**
 * The notice of what is given notice of came on another day, was of another class, or is shown by another document. What is
 * absent stays as it was; `fact` is absent only of what was recorded of withdrawals and deferrals before it was kept. With
 * another day of a withdrawal come the terms money counts by then: whether it is `free`, and the start refund bands count from.
 */
export const noticeCorrected = event('NoticeCorrected', 1).of<
  OfPlace &
    Corrects &
    CorrectedNotice &
    Was<CorrectedNotice> & { fact?: NoticedFact; free?: boolean; bandsFrom?: BusinessDate }
>();
/** The sponsor's reference or the purchase order was recorded wrongly. What is absent stays as it was. */
export const placeReferencesCorrected = event('PlaceReferencesCorrected', 1).of<
  OfPlace & Corrects & CorrectedReferences & Was<CorrectedReferences>
>();
/** What was stated with a fact was wrong, the fact itself was not. What is absent stays as it was. */
export const placeStatementCorrected = event('PlaceStatementCorrected', 1).of<
  OfPlace &
    Corrects &
    PlaceStatement &
    Was<PlaceStatement> & {
      fact: CorrectableFact;
      /** Who corrected it in the place that was left, where this follows that. */
      askedBy?: string;
    }
>();
/** The price of the cohort was entered wrongly, and nobody had accepted it: it is, and was, this one. */
export const bookPriceCorrected = event('BookPriceCorrected', 1).of<{
  cohortId: string;
  pricePence: Pence;
  terms: PlaceTerms;
  from: { readonly pricePence: Pence; readonly terms: PlaceTerms };
  askedBy?: string;
}>();

/** The facts that correct others of a book. */
export const correctionEvents = {
  placeDateCorrected,
  strikingAsked,
  strikingRefused,
  placeFactStruck,
  seatRegained,
  participantCorrectionAsked,
  participantCorrectionRefused,
  participantCorrected,
  placeSponsorCorrected,
  placeSectorCorrected,
  participantFactsCorrected,
  noticeCorrected,
  placeReferencesCorrected,
  placeStatementCorrected,
  bookPriceCorrected,
};
