import type { Context } from '#platform';
import { CohortQueriesController, CohortsController } from './cohorts.controller.js';
import { cohorts } from './cohorts.decider.js';
import { cohortList } from './cohorts.projection.js';
import { GetCohortHandler, ListCohortsHandler } from './cohorts.queries.js';

export { AmendPlan } from './amend-plan.js';
export { CancelCohort } from './cancel-cohort.js';
export { CloseEnrolment } from './close-enrolment.js';
export type { Cohort, Stage } from './cohort.js';
export type { CohortRow } from './cohort.entity.js';
export { CohortPlan, FundingSharePlan, InstalmentPlan, ModulePlan, RefundBandPlan } from './cohort-plan.js';
export { cohorts } from './cohorts.decider.js';
export { cohortList } from './cohorts.projection.js';
export { CohortFilters, GetCohort, ListCohorts } from './cohorts.queries.js';
export { CompleteCohort } from './complete-cohort.js';
export { CopyCohort } from './copy-cohort.js';
export { LowerCapacity } from './lower-capacity.js';
export { MeetConditions } from './meet-conditions.js';
export { OpenEnrolment } from './open-enrolment.js';
export { PlanCohort } from './plan-cohort.js';
export { RaiseCapacity } from './raise-capacity.js';
export { RecommendCohort } from './recommend-cohort.js';
export { RecordApproval } from './record-approval.js';
export { SettleCapacityLowering } from './settle-capacity-lowering.js';
export { StartCohort } from './start-cohort.js';

/** Cohorts: dated runnings of a programme version, from plan to completion. */
export const cohortsContext: Context = {
  name: 'cohorts',
  deciders: [cohorts],
  projections: [cohortList],
  controllers: [CohortsController, CohortQueriesController],
  queries: [ListCohortsHandler, GetCohortHandler],
};
