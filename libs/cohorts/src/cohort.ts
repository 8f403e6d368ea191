import { Map } from 'immutable';
import {
  type BusinessDate,
  type Facts,
  inWords,
  noFacts,
  noneTogether,
  refuse,
  type Together,
} from '#kernel';
import type { PriceCorrection } from './events.js';
import type { InterestBySponsor } from './interest.js';
import type { WholeSetup } from './whole-setup.js';

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
  readonly setup?: WholeSetup;
  readonly stage: Stage;
  /** The day it came to stand there. */
  readonly since: BusinessDate;
  /** The approving body's reference for its last decision. */
  readonly decisionReference?: string;
  /** There is a place book, which from then on decides every seat. */
  readonly placesOpened: boolean;
  /** The capacity the place book is being asked to come down to. */
  readonly loweringTo?: number;
  /** The correction of the price the place book is being asked about. */
  readonly correctingPrice?: PriceCorrection;
  /** The day of the last change of the set-up since it was planned: its changes follow each other. */
  readonly changedOn: BusinessDate;
  /** What each sponsor said, day by day, of how many places it expects to ask for; null: it took that back. */
  readonly interest: InterestBySponsor;
  /** Which records of organisations are of one sponsor: what it expects is counted once. */
  readonly sponsorRecords: Together;
  /** All that was recorded, for corrections. */
  readonly facts: Facts;
}

export const noCohort: Cohort = {
  stage: 'planned',
  since: '',
  placesOpened: false,
  changedOn: '',
  interest: Map(),
  sponsorRecords: noneTogether,
  facts: noFacts,
};

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

/** The answer to a change of the set-up that is dated before the last one: what holds now would depend on who looks. */
export const changedSince = ({ changedOn }: Cohort) =>
  refuse(
    'set-up-changed-since',
    `The set-up was last changed as of ${inWords(changedOn)}: date this then or later, or correct what was recorded.`,
  );

/** `approved with conditions`, for sentences. */
export const stageInWords = (stage: Stage): string =>
  stage === 'enrolment_closed' ? 'closed for enrolment' : stage.replaceAll('_', ' ');
