import { Id, inWords, nothing, refuse, rule } from '#kernel';
import { type Cohort, outOfOrder, stageInWords, unknownCohort } from './cohort.js';
import { cohortCompleted } from './events.js';

/** Ends the running of a cohort; awards may still be outstanding. */
export class CompleteCohort {
  @Id() cohortId!: string;
}

export const completeCohort = rule(
  CompleteCohort,
  ['unknown-cohort', 'not-running', 'before-end-date', 'out-of-order'],
  ({ cohortId }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (cohort.stage === 'completed') return nothing;
    if (cohort.stage !== 'running')
      return refuse(
        'not-running',
        `The cohort is ${stageInWords(cohort.stage)}: only a running one is completed.`,
      );
    if (effectiveOn < cohort.setup.endsOn)
      return refuse('before-end-date', `The cohort ends on ${inWords(cohort.setup.endsOn)}, not before.`);
    if (effectiveOn < cohort.since) return outOfOrder(cohort);

    return [cohortCompleted({ cohortId })];
  },
);
