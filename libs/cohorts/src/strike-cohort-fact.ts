import { factToCorrect, Id, isRefusal, nothing, NO_FACT, rule, Words } from '#kernel';
import { type Cohort, unknownCohort } from './cohort.js';
import { cohortCorrected } from './cohort.steps.js';
import { brokenCorrection, CORRECTION_REFUSALS } from './correction-policies.js';
import { cohortFactStruck } from './events.js';

/** Says that something recorded of a cohort never was, such as a start or a cancellation of another one. */
export class StrikeCohortFact {
  @Id() cohortId!: string;
  @Id({ description: 'The event that never was: see the facts of the cohort' }) factId!: string;
  @Words({ max: 1_000, example: 'Another cohort was meant', description: 'Never about a person' })
  reason!: string;
}

/**
 * Not the plan, which everything rests on: cancel the cohort instead. Not what the place book has acted on and cannot
 * undo: the opening and closing of enrolment, and the capacity, which is raised and lowered.
 */
const KINDS = [
  'PlanAmended',
  'CohortRecommended',
  'CohortApproved',
  'ConditionsMet',
  'CohortReturned',
  'CohortNotApproved',
  'CohortStarted',
  'CohortCompleted',
  'CohortCancelled',
  'CohortPostponed',
  'ModuleRescheduled',
] as const;

export const strikeCohortFact = rule(
  StrikeCohortFact,
  ['unknown-cohort', ...NO_FACT, ...CORRECTION_REFUSALS],
  ({ cohortId, factId, reason }, cohort: Cohort) => {
    if (!cohort.setup) return unknownCohort;
    const fact = factToCorrect(cohort.facts, factId, KINDS, 'factId');
    if (isRefusal(fact)) return fact;
    if (fact.struck) return nothing;

    const strike = cohortFactStruck({ cohortId, corrects: factId, fact: fact.type, reason }, fact.on);
    return brokenCorrection(cohort, cohortCorrected(cohort, strike, fact.on)) ?? [strike];
  },
);
