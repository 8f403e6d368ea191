import { isDeepStrictEqual } from 'node:util';
import { Id, nothing, refuse, rule } from '#kernel';
import { changedSince, type Cohort, stageInWords, unknownCohort } from './cohort.js';
import { CohortPlan } from './cohort-plan.js';
import { planAmended } from './events.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS } from './plan-refusals.js';
import { setupOf } from './whole-setup.js';

/** States the plan of a cohort anew, whole: what is left out has its default again. */
export class AmendPlan extends CohortPlan {
  @Id() cohortId!: string;
}

export const amendPlan = rule(
  AmendPlan,
  ['unknown-cohort', 'plan-not-open', 'programme-differs', 'set-up-changed-since', ...PLAN_REFUSALS],
  (plan, cohort: Cohort, { effectiveOn }) => {
    if (!cohort.setup) return unknownCohort;
    const setup = setupOf(plan);
    if (isDeepStrictEqual(cohort.setup, setup)) return nothing;
    if (cohort.stage !== 'planned' && cohort.stage !== 'returned')
      return refuse(
        'plan-not-open',
        `The cohort is ${stageInWords(cohort.stage)}: a plan is amended before it is recommended, or once it was returned.`,
      );
    if (setup.programmeId !== cohort.setup.programmeId)
      return refuse(
        'programme-differs',
        'A cohort stays with its programme: plan another cohort for another programme.',
        'programmeId',
      );
    if (effectiveOn < cohort.changedOn) return changedSince(cohort);

    return brokenPolicy(setup) ?? [planAmended({ cohortId: plan.cohortId, ...setup })];
  },
);
