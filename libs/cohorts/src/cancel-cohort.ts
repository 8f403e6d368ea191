import { Id, nothing, refuse, rule, Words } from '#kernel';
import { type Cohort, unknownCohort } from './cohort.js';
import { cohortCancelled } from './events.js';

/** Cancels a cohort at any time before it is completed; its places end with it. */
export class CancelCohort {
  @Id() cohortId!: string;
  @Words({ max: 1_000, example: 'Too few requests', description: 'Names no person' }) reason!: string;
}

export const cancelCohort = rule(
  CancelCohort,
  ['unknown-cohort', 'cohort-completed'],
  ({ cohortId, reason }, cohort: Cohort) => {
    if (!cohort.setup) return unknownCohort;
    if (cohort.stage === 'cancelled') return nothing;
    if (cohort.stage === 'completed')
      return refuse('cohort-completed', 'The cohort has run to its end: it cannot be cancelled any more.');

    return [cohortCancelled({ cohortId, reason, placesOpened: cohort.placesOpened })];
  },
);
