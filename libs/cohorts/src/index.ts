import type { Context } from '#platform';
import { CohortQueriesController, CohortsController } from './cohorts.controller.js';
import { cohorts } from './cohorts.decider.js';
import { GetCohortFactsHandler } from './cohort-facts.query.js';
import { cohortList } from './cohorts.projection.js';
import { GetCohortHandler, ListCohortsHandler } from './cohorts.queries.js';
import { expressionsOfInterest } from './interest.projection.js';
import { GetInterestHandler } from './interest.queries.js';
import { succession } from './succession.decider.js';

export { AmendPlan } from './amend-plan.js';
export { CancelCohort } from './cancel-cohort.js';
export { CloseEnrolment } from './close-enrolment.js';
export type { Cohort, Stage } from './cohort.js';
export type { CohortRow } from './cohort.entity.js';
export {
  CohortPlan,
  FundingSharePlan,
  InstalmentPlan,
  ModulePlan,
  RefundBandPlan,
  SectorSharePlan,
} from './cohort-plan.js';
export { cohorts } from './cohorts.decider.js';
export { cohortList } from './cohorts.projection.js';
export { type FactsOfCohort, GetCohortFacts } from './cohort-facts.query.js';
export { CohortFilters, GetCohort, type ListedCohort, ListCohorts } from './cohorts.queries.js';
export { CompleteCohort } from './complete-cohort.js';
export { CorrectCohortFact } from './correct-cohort-fact.js';
export { CorrectPrice, SettlePriceCorrection } from './correct-price.js';
export { CountInterestTogether } from './count-interest-together.js';
export { CopyCohort } from './copy-cohort.js';
export { ExpressInterest } from './express-interest.js';
export type { InterestRow } from './interest.entity.js';
export { expressionsOfInterest } from './interest.projection.js';
export { GetInterest, type InterestInCohort } from './interest.queries.js';
export { LowerCapacity } from './lower-capacity.js';
export { MeetConditions } from './meet-conditions.js';
export { OpenEnrolment } from './open-enrolment.js';
export { PlanCohort } from './plan-cohort.js';
export { ModuleDates, PostponeCohort } from './postpone-cohort.js';
export { RaiseCapacity } from './raise-capacity.js';
export { RecommendCohort } from './recommend-cohort.js';
export { RecordApproval } from './record-approval.js';
export { RecordPastCohort } from './record-past-cohort.js';
export { RescheduleModule } from './reschedule-module.js';
export { SettleCapacityLowering } from './settle-capacity-lowering.js';
export { StartCohort } from './start-cohort.js';
export { StrikeCohortFact } from './strike-cohort-fact.js';
export { nextAfter, secondNextAfter, type Succession, type Successor, successorsOf } from './succession.js';
export { NoteCohort, succession } from './succession.decider.js';
export { WithdrawInterest } from './withdraw-interest.js';

/** Cohorts: dated runnings of a programme version, from plan to completion. */
export const cohortsContext: Context = {
  name: 'cohorts',
  deciders: [cohorts, succession],
  projections: [cohortList, expressionsOfInterest],
  controllers: [CohortsController, CohortQueriesController],
  queries: [ListCohortsHandler, GetCohortHandler, GetCohortFactsHandler, GetInterestHandler],
};
