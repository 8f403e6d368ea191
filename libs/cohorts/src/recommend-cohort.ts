import { Id, nothing, refuse, rule, Words } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
import { cohortRecommended } from './events.js';

/** Puts a planned or returned cohort to its approving body. */
export class RecommendCohort {
  @Id() cohortId!: string;
  @Words({ optional: true, example: 'Paper 12/2026' }) reference?: string;
}

export const recommendCohort = rule(
  RecommendCohort,
  ['unknown-cohort', 'no-approval-needed', 'not-to-be-recommended', 'out-of-order'],
  ({ cohortId, reference }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (cohort.stage === 'recommended') return nothing;
    if (cohort.setup.approvingBody === 'none')
      return refuse('no-approval-needed', 'Nobody has to approve this cohort: open its enrolment.');
    if (cohort.stage !== 'planned' && cohort.stage !== 'returned')
      return refuse(
        'not-to-be-recommended',
        `The cohort is ${stageInWords(cohort.stage)}: only a planned or returned one is recommended.`,
      );
    // A plan may be entered late; a decision that sends it back is always before the next recommendation.
    if (cohort.stage === 'returned' && effectiveOn < cohort.since) return outOfOrder(cohort);

    return [cohortRecommended({ cohortId, ...(reference === undefined ? {} : { reference }) })];
  },
);
