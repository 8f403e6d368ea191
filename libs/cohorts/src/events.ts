import { type BusinessDate, event, type FactsOf } from '#kernel';
import type { CohortModule, CohortSetup, Level } from './cohort-setup.js';
import { correctionEvents, priceCorrectionAsked, priceCorrectionSettled } from './correction.events.js';

export * from './succession.events.js';
export type * from './cohort-setup.js';
export * from './correction.events.js';

/** A cohort was planned; `copiedFrom` names the cohort whose set-up it began with. */
export const cohortPlanned = event('CohortPlanned', 1).of<
  { cohortId: string; copiedFrom?: string } & CohortSetup
>();

/** The plan was stated anew, whole. */
export const planAmended = event('PlanAmended', 1).of<{ cohortId: string } & CohortSetup>();

/** The plan went to the approving body. */
export const cohortRecommended = event('CohortRecommended', 1).of<{
  cohortId: string;
  reference?: string;
}>();

/** The approving body said yes, on the event's date; with conditions, enrolment waits until they are met. */
export const cohortApproved = event('CohortApproved', 1).of<{
  cohortId: string;
  reference: string;
  conditions?: readonly string[];
}>();

/** What the approval asked for has been done. */
export const conditionsMet = event('ConditionsMet', 1).of<{ cohortId: string; reference: string }>();

/** The approving body wants the plan changed and recommended again. */
export const cohortReturned = event('CohortReturned', 1).of<{
  cohortId: string;
  reference: string;
  reason?: string;
}>();

/** The approving body said no. */
export const cohortNotApproved = event('CohortNotApproved', 1).of<{
  cohortId: string;
  reference: string;
  reason?: string;
}>();

/** Sponsors may ask for places. Carries all that the place book decides by, and the terms an acceptance freezes. */
export const enrolmentOpened = event('EnrolmentOpened', 1).of<
  { cohortId: string } & Pick<
    CohortSetup,
    | 'programmeId'
    | 'versionId'
    | 'awardId'
    | 'capacity'
    | 'enrolmentClosesOn'
    | 'lastJoiningDate'
    | 'startsOn'
    | 'endsOn'
    | 'offerWorkingDays'
    | 'namingDays'
    | 'deferralLimitMonths'
    | 'orderRule'
    | 'windowClosesOn'
    | 'sectorShares'
    | 'maxPerSponsor'
    | 'splitAnswerDays'
    | 'splitAnswerDaysBeforeStart'
    | 'checks'
    | 'pricePence'
    | 'fundingModel'
    | 'fundingShares'
    | 'instalmentPlan'
    | 'refundBands'
  >
>();

/** No more requests are taken. */
export const enrolmentClosed = event('EnrolmentClosed', 1).of<{ cohortId: string }>();

/** The first day of the cohort has come. */
export const cohortStarted = event('CohortStarted', 1).of<{ cohortId: string }>();

/** The cohort has run to its end; work of participants may still be outstanding. */
export const cohortCompleted = event('CohortCompleted', 1).of<{ cohortId: string }>();

/** The cohort will not run, or not go on. */
export const cohortCancelled = event('CohortCancelled', 1).of<{
  cohortId: string;
  reason: string;
  /** Whether there is a place book to cancel: enrolment had opened. */
  placesOpened: boolean;
}>();

/** There are more seats. The place book has to be told only when it was open already (`placesOpened`). */
export const capacityRaised = event('CapacityRaised', 1).of<{
  cohortId: string;
  capacity: number;
  placesOpened: boolean;
}>();

/** Fewer seats are wanted than the place book gives out: only the book knows whether so few are held. */
export const capacityLoweringAsked = event('CapacityLoweringAsked', 1).of<{
  cohortId: string;
  capacity: number;
}>();

/** There are fewer seats: decided here before enrolment opened, by the place book since. */
export const capacityLowered = event('CapacityLowered', 1).of<{ cohortId: string; capacity: number }>();

/** The place book could not lower the capacity: more seats are held. */
export const capacityLoweringRefused = event('CapacityLoweringRefused', 1).of<{
  cohortId: string;
  capacity: number;
  reason: string;
}>();

/** The dates of a cohort that was postponed, all of them, and what they were before. */
export interface CohortMoved {
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly lastJoiningDate: BusinessDate;
  /** Where it moved too. */
  readonly enrolmentClosesOn?: BusinessDate;
  readonly modules: readonly CohortModule[];
  readonly from: {
    readonly startsOn: BusinessDate;
    readonly endsOn: BusinessDate;
    readonly lastJoiningDate: BusinessDate;
    readonly enrolmentClosesOn?: BusinessDate;
    readonly modules: readonly CohortModule[];
  };
}

/** The dates and venue of a module that moved, and what they were before. */
export interface ModuleMoved {
  readonly moduleId: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly venue: string;
  /** The cohort's new last day, where the module went beyond it. */
  readonly cohortEndsOn?: BusinessDate;
  readonly from: {
    readonly startsOn: BusinessDate;
    readonly endsOn: BusinessDate;
    readonly venue: string;
    readonly cohortEndsOn?: BusinessDate;
  };
}

/** The cohort starts later. After a long move sponsors may withdraw free of charge, until which day. */
export const cohortPostponed = event('CohortPostponed', 1).of<
  {
    cohortId: string;
    reason: string;
    freeWithdrawalUntil?: BusinessDate;
    /** Whether there is a place book to tell. */
    placesOpened: boolean;
  } & CohortMoved
>();

/** A module is taught on other days. After a long move sponsors may withdraw free of charge, until which day. */
export const moduleRescheduled = event('ModuleRescheduled', 1).of<
  {
    cohortId: string;
    reason: string;
    freeWithdrawalUntil?: BusinessDate;
    placesOpened: boolean;
  } & ModuleMoved
>();

/** How many places a sponsor expects to ask for. Its latest statement counts; it binds nobody. */
export const interestExpressed = event('InterestExpressed', 1).of<{
  cohortId: string;
  sponsorId: string;
  places: number;
  level?: Level;
}>();

/** The sponsor does not expect to ask any more. */
export const interestWithdrawn = event('InterestWithdrawn', 1).of<{ cohortId: string; sponsorId: string }>();

/**
 * These records are of one sponsor: what it expects to ask for is what it said last under any of them. All are named, first
 * the one that stands for them.
 */
export const interestCountedTogether = event('InterestCountedTogether', 1).of<{
  cohortId: string;
  sponsorId: string;
  sponsorIds: readonly string[];
  /** Those that were counted with them and speak for themselves again. */
  apart?: readonly string[];
}>();

/** Every fact of a cohort but corrections. */
export const cohortFacts = {
  cohortPlanned,
  planAmended,
  cohortRecommended,
  cohortApproved,
  conditionsMet,
  cohortReturned,
  cohortNotApproved,
  enrolmentOpened,
  enrolmentClosed,
  cohortStarted,
  cohortCompleted,
  cohortCancelled,
  capacityRaised,
  capacityLoweringAsked,
  capacityLowered,
  capacityLoweringRefused,
  cohortPostponed,
  moduleRescheduled,
  interestExpressed,
  interestWithdrawn,
  interestCountedTogether,
  priceCorrectionAsked,
  priceCorrectionSettled,
};
export type CohortFact = FactsOf<typeof cohortFacts>;

/** Every event of a cohort. */
export const cohortsEvents = { ...cohortFacts, ...correctionEvents };

export type CohortEvent = FactsOf<typeof cohortsEvents>;
