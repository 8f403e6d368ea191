import { Id, inWords, nothing, refuse, rule } from '#kernel';
import { type Cohort, stageInWords, unknownCohort } from './cohort.js';
import { cohortStarted } from './events.js';

/** Starts a cohort, on its first day or, entered late, as of a day since. */
export class StartCohort {
  @Id() cohortId!: string;
}

export const startCohort = rule(
  StartCohort,
  ['unknown-cohort', 'enrolment-not-closed', 'before-start-date'],
  ({ cohortId }, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    if (cohort.stage === 'running' || cohort.stage === 'completed') return nothing;
    if (cohort.stage !== 'enrolment_closed')
      return refuse(
        'enrolment-not-closed',
        `The cohort is ${stageInWords(cohort.stage)}: it starts once its enrolment was open and is closed.`,
      );
    // Not compared with the closing: that is often entered late, and the start day is what counts.
    if (effectiveOn < cohort.setup.startsOn)
      return refuse(
        'before-start-date',
        `The cohort starts on ${inWords(cohort.setup.startsOn)}, not before.`,
      );

    return [cohortStarted({ cohortId })];
  },
);
