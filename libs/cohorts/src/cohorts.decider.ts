import { decider } from '#kernel';
import { amendPlan } from './amend-plan.js';
import { cancelCohort } from './cancel-cohort.js';
import { closeEnrolment } from './close-enrolment.js';
import { noCohort } from './cohort.js';
import { evolve } from './cohort.steps.js';
import { completeCohort } from './complete-cohort.js';
import { correctCohortFact } from './correct-cohort-fact.js';
import { countInterestTogether } from './count-interest-together.js';
import { correctPrice, settlePriceCorrection } from './correct-price.js';
import { copyCohort } from './copy-cohort.js';
import { cohortsEvents } from './events.js';
import { expressInterest } from './express-interest.js';
import { lowerCapacity } from './lower-capacity.js';
import { meetConditions } from './meet-conditions.js';
import { openEnrolment } from './open-enrolment.js';
import { planCohort } from './plan-cohort.js';
import { postponeCohort } from './postpone-cohort.js';
import { raiseCapacity } from './raise-capacity.js';
import { recommendCohort } from './recommend-cohort.js';
import { recordApproval } from './record-approval.js';
import { recordPastCohort } from './record-past-cohort.js';
import { rescheduleModule } from './reschedule-module.js';
import { settleCapacityLowering } from './settle-capacity-lowering.js';
import { startCohort } from './start-cohort.js';
import { strikeCohortFact } from './strike-cohort-fact.js';
import { withdrawInterest } from './withdraw-interest.js';

/** Decides cohorts from plan to completion, one stream per cohort. Seats are the place book's matter. */
export const cohorts = decider({
  name: 'cohort',
  key: ({ cohortId }: { cohortId: string }) => cohortId,
  initial: noCohort,
  events: cohortsEvents,
  evolve,
  rules: [
    planCohort,
    amendPlan,
    copyCohort,
    recommendCohort,
    recordApproval,
    meetConditions,
    openEnrolment,
    closeEnrolment,
    recordPastCohort,
    startCohort,
    completeCohort,
    cancelCohort,
    raiseCapacity,
    lowerCapacity,
    settleCapacityLowering,
    postponeCohort,
    rescheduleModule,
    expressInterest,
    withdrawInterest,
    countInterestTogether,
    correctCohortFact,
    strikeCohortFact,
    correctPrice,
    settlePriceCorrection,
  ],
});
