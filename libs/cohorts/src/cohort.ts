import { type BusinessDate, type Evolve, inWords, refuse } from '#kernel';
import type { CohortSetup } from './cohort-setup.js';
import type { CohortEvent } from './events.js';

/** Where a cohort stands (`planned -> recommended -> approved -> enrolling -> enrolment closed -> running -> completed`). */
export const STAGES = [
  'planned',
  'recommended',
  'approved_with_conditions',
  'approved',
  'returned',
  'not_approved',
  'enrolling',
  'enrolment_closed',
  'running',
  'completed',
  'cancelled',
] as const;
export type Stage = (typeof STAGES)[number];

/** A cohort as the rules see it. */
export interface Cohort {
  /** Absent until the cohort is planned. */
  readonly setup?: CohortSetup;
  readonly stage: Stage;
  /** The day it came to stand there. */
  readonly since: BusinessDate;
  /** The approving body's reference for its last decision. */
  readonly decisionReference?: string;
  /** There is a place book, which from then on decides every seat. */
  readonly placesOpened: boolean;
  /** The capacity the place book is being asked to come down to. */
  readonly loweringTo?: number;
}

export const noCohort: Cohort = { stage: 'planned', since: '', placesOpened: false };

/** The answer to every command about a cohort nobody planned. */
export const unknownCohort = refuse(
  'unknown-cohort',
  'There is no cohort with this id: plan it first.',
  'cohortId',
);

/** True when nothing more can happen to a cohort. */
export const isOver = ({ stage }: Cohort): boolean => stage === 'completed' || stage === 'cancelled';

/** The answer where a cohort that is over would have to change. */
export const cohortOver = ({ stage, since }: Cohort) =>
  refuse('cohort-over', `The cohort was ${stage} on ${inWords(since)}: nothing of it can be changed.`);

/** The answer to a step that is dated before the one it follows. */
export const outOfOrder = ({ stage, since }: Cohort, field?: string) =>
  refuse(
    'out-of-order',
    `The cohort is ${stageInWords(stage)} since ${inWords(since)}: what follows happened then or later. Check the date.`,
    field,
  );

/** `approved with conditions`, for sentences. */
export const stageInWords = (stage: Stage): string =>
  stage === 'enrolment_closed' ? 'closed for enrolment' : stage.replaceAll('_', ' ');

const standing = (cohort: Cohort, stage: Stage, since: BusinessDate): Cohort => ({ ...cohort, stage, since });

const decided = (
  cohort: Cohort,
  stage: Stage,
  { data, effectiveOn }: { data: { reference: string }; effectiveOn: BusinessDate },
): Cohort => ({ ...standing(cohort, stage, effectiveOn), decisionReference: data.reference });

const withCapacity = (cohort: Cohort, capacity: number): Cohort => ({
  ...cohort,
  ...(cohort.setup ? { setup: { ...cohort.setup, capacity } } : {}),
});

const settled = ({ loweringTo: _, ...cohort }: Cohort): Cohort => cohort;

export const evolve: Evolve<Cohort, CohortEvent> = {
  CohortPlanned: (cohort, { data: { cohortId: _, copiedFrom: __, ...setup }, effectiveOn }) => ({
    ...standing(cohort, 'planned', effectiveOn),
    setup,
  }),
  PlanAmended: (cohort, { data: { cohortId: _, ...setup } }) => ({ ...cohort, setup }),
  CohortRecommended: (cohort, { effectiveOn }) => standing(cohort, 'recommended', effectiveOn),
  CohortApproved: (cohort, event) =>
    decided(cohort, event.data.conditions ? 'approved_with_conditions' : 'approved', event),
  ConditionsMet: (cohort, { effectiveOn }) => standing(cohort, 'approved', effectiveOn),
  CohortReturned: (cohort, event) => decided(cohort, 'returned', event),
  CohortNotApproved: (cohort, event) => decided(cohort, 'not_approved', event),
  EnrolmentOpened: (cohort, { data: { enrolmentClosesOn }, effectiveOn }) => ({
    ...standing(cohort, 'enrolling', effectiveOn),
    ...(cohort.setup ? { setup: { ...cohort.setup, enrolmentClosesOn } } : {}),
    placesOpened: true,
  }),
  EnrolmentClosed: (cohort, { effectiveOn }) => standing(cohort, 'enrolment_closed', effectiveOn),
  CohortStarted: (cohort, { effectiveOn }) => standing(cohort, 'running', effectiveOn),
  CohortCompleted: (cohort, { effectiveOn }) => standing(cohort, 'completed', effectiveOn),
  CohortCancelled: (cohort, { effectiveOn }) => standing(cohort, 'cancelled', effectiveOn),
  CapacityRaised: (cohort, { data }) => withCapacity(cohort, data.capacity),
  CapacityLoweringAsked: (cohort, { data }) => ({ ...cohort, loweringTo: data.capacity }),
  CapacityLowered: (cohort, { data }) => settled(withCapacity(cohort, data.capacity)),
  CapacityLoweringRefused: (cohort) => settled(cohort),
};
