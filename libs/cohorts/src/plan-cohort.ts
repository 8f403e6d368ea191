import { isDeepStrictEqual } from 'node:util';
import { Id, nothing, refuse, rule } from '#kernel';
import type { Cohort } from './cohort.js';
import { CohortPlan } from './cohort-plan.js';
import { cohortPlanned } from './events.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS } from './plan-refusals.js';
import { setupOf } from './whole-setup.js';

/** Plans a cohort. Planning the same again changes nothing. */
export class PlanCohort extends CohortPlan {
  @Id() cohortId!: string;
}

/** The answer to a plan for a cohort that has another one. */
export const alreadyPlanned = refuse(
  'cohort-already-planned',
  'This cohort is planned already: amend its plan, or plan another under a new id.',
  'cohortId',
);

export const planCohort = rule(
  PlanCohort,
  ['cohort-already-planned', ...PLAN_REFUSALS],
  (plan, cohort: Cohort) => {
    const setup = setupOf(plan);
    if (cohort.setup) return isDeepStrictEqual(cohort.setup, setup) ? nothing : alreadyPlanned;

    return brokenPolicy(setup) ?? [cohortPlanned({ cohortId: plan.cohortId, ...setup })];
  },
);
