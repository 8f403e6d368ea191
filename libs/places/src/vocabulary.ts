import type { BusinessDate, Pence } from '#kernel';

/** Why a participant or a sponsor gave a place up: a class, fixed at the time. The coded reason is in the person's stream. */
export const REASON_CLASSES = ['personal', 'work', 'organisation', 'funding', 'programme'] as const;
export type ReasonClass = (typeof REASON_CLASSES)[number];

/** Why the programme refused a request. The first two are found by the system; the sponsor is never told more. */
export const REFUSAL_CODES = [
  'already-holds-a-place',
  'holds-the-award',
  'entry-requirements-not-met',
  'outside-the-target-group',
  'sponsor-has-its-maximum',
] as const;
export type RequestRefusalCode = (typeof REFUSAL_CODES)[number];

/** Why a person's candidacy could not be claimed for a place. */
export const CANDIDACY_REFUSALS = ['already-holds-a-place', 'holds-the-award'] as const;
export type CandidacyRefusalCode = (typeof CANDIDACY_REFUSALS)[number];

/** What a programme checks before a place is confirmed. */
export const CHECKS = [
  'level',
  'entry_requirements',
  'employers_statement',
  'university_registration',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** How a check came out. A waived one names the person who waived it. */
export interface CheckOutcome {
  readonly check: CheckName;
  readonly outcome: 'met' | 'waived' | 'refused';
  readonly waivedBy?: string;
}

/** Management levels; a programme says in words what it means by each. */
export const LEVELS = [
  'practitioner',
  'first_line',
  'middle',
  'senior',
  'strategic',
  'non_executive',
] as const;
export type Level = (typeof LEVELS)[number];

/** Where a participant works and at which level: ids and codes only, never sealed, so that rates stay as they were. */
export interface ParticipantFacts {
  readonly homeOrganisationId?: string;
  readonly level?: Level;
}

/** What an acceptance freezes beside the price. */
export interface PlaceTerms {
  readonly fundingModel: string;
  readonly fundingShares: readonly { readonly funder: string; readonly pence: Pence }[];
  readonly instalmentPlan: readonly { readonly afterModuleId: string; readonly pence: Pence }[];
  readonly refundBands: readonly {
    readonly atLeastDays: number;
    readonly before: string;
    readonly refundPercent: number;
  }[];
}

/** Seats kept for sponsors of one sector; from `releasedOn` on they are anybody's. */
export interface SectorShare {
  readonly sector: string;
  readonly seats: number;
  readonly releasedOn: BusinessDate;
}

/** What the place book of a cohort decides by, as enrolment opened with it. */
export interface BookRules {
  readonly programmeId: string;
  readonly awardId: string;
  readonly capacity: number;
  /** After this day nothing is offered and nobody joins. */
  readonly lastJoiningDate: BusinessDate;
  readonly startsOn: BusinessDate;
  /** The last day on which sponsors may ask. */
  readonly requestsCloseOn?: BusinessDate;
  /** How long an offer stands, by the Scottish calendar. */
  readonly offerWorkingDays: number;
  /** Days before the start by which participants are named. */
  readonly namingDays: number;
  readonly pricePence: Pence;
  readonly terms: PlaceTerms;
  /** Live requests and places one sponsor may have at once. */
  readonly maxPerSponsor?: number;
  /** How long a sponsor may take to say whether its group may be split; absent: as it was before it could be stated. */
  readonly splitAnswerDays?: number;
  /** So many days before the start is the last on which it may; absent likewise. */
  readonly splitAnswerDaysBeforeStart?: number;
  /** How free seats are given out; absent: first come. By `window`: all who ask until the window closes are drawn. */
  readonly orderRule?: 'first_come' | 'window';
  /** The last day of the window. */
  readonly windowClosesOn?: BusinessDate;
  /** Seats kept for sponsors of a sector until the day they are released for all. */
  readonly sectorShares?: readonly SectorShare[];
  readonly endsOn?: BusinessDate;
  /** Entered as history: the cohort was over before the product was used. */
  readonly past?: true;
  readonly deferralLimitMonths?: number;
  /** What must be met or waived before a place is confirmed. */
  readonly checks?: readonly CheckName[];
}

/** Rules a named exception may set aside. */
export const EXCEPTED_RULES = [
  'places-not-open',
  'last-joining-date-passed',
  'sponsor-has-its-maximum',
  'capacity',
  'order',
  'sector-share',
] as const;
export type ExceptedRule = (typeof EXCEPTED_RULES)[number];

/** Why a request joins the line though seats are free, and nobody ahead of it could take them. */
export const WAITING_REASONS = [
  'window',
  'sector-share',
  'sponsor-maximum',
  'group',
  'carried-requests',
] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/**
 * Why requests ahead in the line were passed: the seat is kept from their sector, their sponsor has its maximum, or their
 * group needs more seats at once than are free.
 */
export const PASSING_REASONS = ['sector-share', 'sponsor-maximum', 'group'] as const;
export type PassingReason = (typeof PASSING_REASONS)[number];

/** What brings a place from one state to another, or gives it to another person: each rests on the one before. */
export const COURSE_FACTS = [
  'requested',
  'offered',
  'accepted',
  'confirmed',
  'substituted',
  'started',
  'awaiting_award',
  'failed',
  'withdrawn',
  'not_taken_up',
  'deferred',
  'declined',
  'refused',
  'not_placed',
] as const;
export type CourseFact = (typeof COURSE_FACTS)[number];

/** What is said of a place besides: who answers for it, how it stands in line, and how long it may wait. */
export const SIDE_FACTS = [
  'given_priority',
  'admitted_by_exception',
  'offer_extended',
  'naming_extended',
  'transferred',
  'self_funded',
  'left_without_sponsor',
  'deferral_extended',
  'deferral_paused',
  'deferral_resumed',
] as const;
export type SideFact = (typeof SIDE_FACTS)[number];

/** Facts of a place that can be corrected, each with the day it happened. */
export const CORRECTABLE_FACTS = [...COURSE_FACTS, ...SIDE_FACTS] as const;
export type CorrectableFact = (typeof CORRECTABLE_FACTS)[number];

/** What a place ended by, where that is told elsewhere: it stands or falls with it. */
export interface EndedBecause {
  /** The completion of its cohort, and nothing else. */
  readonly withItsCohort?: true;
  /** The other place that held the person, or by which they had the award. */
  readonly heldBy?: { readonly cohortId: string; readonly placeId: string };
}

/** What is stated with a fact of a place, beside its day, its notice and whom it names. Null: nothing, once it was corrected. */
export interface PlaceStatement {
  readonly lineManagerId?: string;
  readonly privacyNoticeVersion?: string;
  readonly checks?: readonly CheckOutcome[];
  readonly orderToFollow?: boolean;
  readonly releaseDays?: number | null;
  readonly modulesPassed?: readonly string[];
  readonly expectedOn?: BusinessDate | null;
  /** The reason the fact itself gives, which is never about a person. */
  readonly reasonGiven?: string;
  readonly allowedBy?: string;
}

/** Facts somebody gives notice of; money follows the day it arrived. */
export const NOTICED_FACTS = ['withdrawn', 'deferred', 'substituted'] as const;
export type NoticedFact = (typeof NOTICED_FACTS)[number];

/** Why the cohort a request was carried to could not take it. */
export const CARRYING_REFUSALS = [
  'place-id-taken',
  'places-not-open',
  'cohort-cancelled',
  'last-joining-date-passed',
  'sponsor-has-its-maximum',
  'window-full',
  'already-holds-a-place',
] as const;
export type CarryingRefusalCode = (typeof CARRYING_REFUSALS)[number];

/** Whom a place was meant for before another was named, and the claim made for them, where there was one. */
export interface NamedBefore {
  readonly personId: string;
  readonly askedIn?: string;
}

/** Why a named return came to nothing: what became of the place in the cohort of return, or why there could be none. */
export const RETURN_LOSS_REASONS = [
  'withdrawn',
  'refused',
  'cancelled',
  'not_taken_up',
  'not_placed',
  'cohort-cancelled',
  'last-joining-date-passed',
  'another-award',
  'place-id-taken',
  'return-given-up',
  'returners-full',
] as const;
export type ReturnLossReason = (typeof RETURN_LOSS_REASONS)[number];
