import { event, type FactsOf } from '#kernel';
import type { CohortSetup } from './cohort-setup.js';

export type * from './cohort-setup.js';

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
    | 'maxPerSponsor'
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

/** Every fact of a cohort. */
export const cohortsEvents = {
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
};

export type CohortEvent = FactsOf<typeof cohortsEvents>;
