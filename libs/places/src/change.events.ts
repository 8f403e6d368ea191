import { type BusinessDate, event, type Instant } from '#kernel';
import type {
  CandidacyRefusalCode,
  CheckName,
  CheckOutcome,
  NamedBefore,
  ParticipantFacts,
  ReasonClass,
} from './vocabulary.js';

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** When notice of a change arrived, which money follows, and the reference of the document that shows it. */
interface Notified {
  readonly notifiedOn: BusinessDate;
  readonly evidence?: string;
}

/** Decided in the place its participant deferred, or in the one they returned to, and so of this one too. */
interface Followed {
  readonly follows?: OfPlace & { readonly answeredAt: Instant };
}

/** How one check of a person came out, ahead of the confirmation. The latest statement about a check counts. */
export const checkRecorded = event('CheckRecorded', 1).of<
  OfPlace & {
    personId: string;
    check: CheckName;
    outcome: CheckOutcome['outcome'];
    waivedBy?: string;
    reason?: string;
  }
>();

/**
 * The naming date passed and nobody is confirmed: unless that changes, the place is released after `releasedAfter`.
 * `othersUnnamed`: the last of a full batch, more may be to warn.
 */
export const namingWarned = event('NamingWarned', 1).of<
  OfPlace & { namingDate: BusinessDate; releasedAfter: BusinessDate; othersUnnamed?: true }
>();
/** The sponsor has longer to have its participant confirmed: `until` is the naming date now, instead of `from`. */
export const namingExtended = event('NamingExtended', 1).of<
  OfPlace & { from: BusinessDate; until: BusinessDate; reason: string }
>();

/** Another person is to take the confirmed place, before the start: the place is kept while their candidacy is claimed. */
export const substitutionAsked = event('SubstitutionAsked', 1).of<
  OfPlace &
    ParticipantFacts &
    Notified & {
      awardId: string;
      personId: string;
      lineManagerId: string;
      privacyNoticeVersion: string;
      checks: readonly CheckOutcome[];
      reasonClass: ReasonClass;
    }
>();
/** The substitute cannot hold the place; it stays with whom it was confirmed for. */
export const substitutionRefused = event('SubstitutionRefused', 1).of<
  OfPlace & { awardId: string; personId: string; code: CandidacyRefusalCode }
>();
/** Another person holds the place now; the place, its price and its terms stay as they were. */
export const participantSubstituted = event('ParticipantSubstituted', 1).of<
  OfPlace &
    ParticipantFacts &
    Notified & {
      awardId: string;
      sponsorId: string;
      personId: string;
      lineManagerId: string;
      privacyNoticeVersion: string;
      checks: readonly CheckOutcome[];
      reasonClass: ReasonClass;
      insteadOf: NamedBefore;
    }
>();

/** Another organisation is to answer for the place from a day on; until it accepts, the old sponsor stays liable. */
export const transferProposed = event('TransferProposed', 1).of<
  OfPlace &
    Notified & {
      fromSponsorId: string;
      /** Absent: nobody in particular is asked. */
      toSponsorId?: string;
      /** The first day for which the new one answers. */
      on: BusinessDate;
      /** With none accepting until then, that day included, the place is without sponsor. */
      acceptBy: BusinessDate;
    }
>();
export const transferDeclined = event('TransferDeclined', 1).of<OfPlace & { sponsorId: string }>();
/** From its day on another sponsor answers for the place, or the participant (`selfFunded`). Each pays and sees its own part. */
export const sponsorTransferred = event('SponsorTransferred', 1).of<
  OfPlace &
    Followed &
    Notified & {
      fromSponsorId: string;
      toSponsorId?: string;
      selfFunded?: true;
      purchaseOrder?: string;
      orderToFollow?: boolean;
    }
>();
/** Nobody answers for the place: the participant may fund it, defer or withdraw. The notice is the proposal's, where it was here. */
export const placeWithoutSponsor = event('PlaceWithoutSponsor', 1).of<
  OfPlace & Followed & Partial<Notified> & { fromSponsorId: string }
>();

/**
 * The cohort's dates moved; what is absent stays as it was. Refund bands count from the later of the agreed and the new start; where a move lets sponsors
 * withdraw free of charge, until which day.
 */
export const bookMoved = event('BookMoved', 1).of<{
  cohortId: string;
  startsOn: BusinessDate;
  lastJoiningDate: BusinessDate;
  requestsCloseOn?: BusinessDate;
  endsOn?: BusinessDate;
  /** Absent where the book learned of the move before it opened. */
  from?: { readonly startsOn: BusinessDate; readonly lastJoiningDate: BusinessDate };
  freeWithdrawalUntil?: BusinessDate;
  /** What the cohort recorded that lets sponsors withdraw. */
  moveId?: string;
  /** Which of the moves before, as the cohort knows by now, never were: they let nobody withdraw free of charge. */
  struck?: readonly string[];
  /** The dates before had been recorded wrongly, and never were. */
  corrected?: true;
}>();

/** The facts of how places change. */
export const changeEvents = {
  checkRecorded,
  namingWarned,
  namingExtended,
  substitutionAsked,
  substitutionRefused,
  participantSubstituted,
  transferProposed,
  transferDeclined,
  sponsorTransferred,
  placeWithoutSponsor,
  bookMoved,
};
