import { Id, nothing, refuse, rule, Words } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
import { conditionsMet } from './events.js';

/** Records that every condition of the approval is met; `reference` says where that is shown. */
export class MeetConditions {
  @Id() cohortId!: string;
  @Words({ example: 'SG/2026/131' }) reference!: string;
}

export const meetConditions = rule(
  MeetConditions,
  ['unknown-cohort', 'no-open-conditions', 'out-of-order'],
  ({ cohortId, reference }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (cohort.stage === 'approved') return nothing;
    if (cohort.stage !== 'approved_with_conditions')
      return refuse(
        'no-open-conditions',
        `The cohort is ${stageInWords(cohort.stage)}: it has no conditions to meet.`,
      );
    if (effectiveOn < cohort.since) return outOfOrder(cohort);

    return [conditionsMet({ cohortId, reference })];
  },
);
