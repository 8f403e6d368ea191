import { shares } from '#kernel';
import {
  type CohortPlan,
  DEFERRAL_LIMIT_MONTHS,
  FREE_MOVE_DAYS,
  FREE_WITHDRAWAL_WORKING_DAYS,
  type FundingSharePlan,
  type InstalmentPlan,
  NAMING_DAYS,
  OFFER_WORKING_DAYS,
  SPLIT_ANSWER_DAYS,
  SPLIT_ANSWER_DAYS_BEFORE_START,
} from './cohort-plan.js';
import { CHECKS, type CohortSetup, type RefundBand } from './cohort-setup.js';

/** A set-up with all that may be absent from one recorded before it could be stated. */
export type WholeSetup = CohortSetup &
  Required<
    Pick<
      CohortSetup,
      'splitAnswerDays' | 'splitAnswerDaysBeforeStart' | 'freeMoveDays' | 'freeWithdrawalWorkingDays'
    >
  >;

/** The set-up a plan states, every default filled in, as plain values. */
export const setupOf = (plan: CohortPlan): WholeSetup => ({
  programmeId: plan.programmeId,
  versionId: plan.versionId,
  awardId: plan.awardId,
  approvingBody: plan.approvingBody,
  number: plan.number,
  name: plan.name,
  deliveryCentre: plan.deliveryCentre,
  capacity: plan.capacity,
  minimumViable: plan.minimumViable,
  enrolmentOpensOn: plan.enrolmentOpensOn,
  enrolmentClosesOn: plan.enrolmentClosesOn,
  lastJoiningDate: plan.lastJoiningDate ?? plan.modules[0]?.startsOn ?? plan.startsOn,
  startsOn: plan.startsOn,
  endsOn: plan.endsOn,
  modules: plan.modules.map(({ moduleId, title, startsOn, endsOn, venue }) => ({
    moduleId,
    title,
    startsOn,
    endsOn,
    venue,
  })),
  pricePence: plan.pricePence,
  fundingModel: plan.fundingModel,
  fundingShares: (plan.fundingShares ?? sharesByModel(plan)).map(({ funder, pence }) => ({ funder, pence })),
  instalmentPlan: (plan.instalmentPlan ?? equalParts(plan)).map(({ afterModuleId, pence }) => ({
    afterModuleId,
    pence,
  })),
  refundBands: (plan.refundBands ?? usualBands(plan)).map(({ atLeastDays, before, refundPercent }) => ({
    atLeastDays,
    before,
    refundPercent,
  })),
  offerWorkingDays: plan.offerWorkingDays ?? OFFER_WORKING_DAYS,
  namingDays: plan.namingDays ?? NAMING_DAYS,
  deferralLimitMonths: plan.deferralLimitMonths ?? DEFERRAL_LIMIT_MONTHS,
  orderRule: plan.orderRule ?? 'first_come',
  ...windowOf(plan),
  ...sectorSharesOf(plan),
  checks: CHECKS.filter((name) => (plan.checks ?? CHECKS).includes(name)),
  ...(plan.maxPerSponsor === undefined ? {} : { maxPerSponsor: plan.maxPerSponsor }),
  splitAnswerDays: plan.splitAnswerDays ?? SPLIT_ANSWER_DAYS,
  splitAnswerDaysBeforeStart: plan.splitAnswerDaysBeforeStart ?? SPLIT_ANSWER_DAYS_BEFORE_START,
  freeMoveDays: plan.freeMoveDays ?? FREE_MOVE_DAYS,
  freeWithdrawalWorkingDays: plan.freeWithdrawalWorkingDays ?? FREE_WITHDRAWAL_WORKING_DAYS,
});

/** What a set-up says that was recorded before all of it could be stated: the defaults of then. */
export const wholeSetup = (setup: CohortSetup): WholeSetup => ({
  ...setup,
  splitAnswerDays: setup.splitAnswerDays ?? SPLIT_ANSWER_DAYS,
  splitAnswerDaysBeforeStart: setup.splitAnswerDaysBeforeStart ?? SPLIT_ANSWER_DAYS_BEFORE_START,
  freeMoveDays: setup.freeMoveDays ?? FREE_MOVE_DAYS,
  freeWithdrawalWorkingDays: setup.freeWithdrawalWorkingDays ?? FREE_WITHDRAWAL_WORKING_DAYS,
});

/** A window stated without the order rule that has one is kept, to be refused by its field. */
const windowOf = ({ orderRule, windowClosesOn, enrolmentClosesOn }: CohortPlan) => {
  const closesOn = orderRule === 'window' ? (windowClosesOn ?? enrolmentClosesOn) : windowClosesOn;
  return closesOn === undefined ? {} : { windowClosesOn: closesOn };
};

const sectorSharesOf = ({ sectorShares = [] }: CohortPlan) =>
  sectorShares.length === 0
    ? {}
    : {
        sectorShares: sectorShares.map(({ sector, seats, releasedOn }) => ({ sector, seats, releasedOn })),
      };

/** One funder bears all, unless the model is mixed: then the shares must be stated. */
const sharesByModel = ({ fundingModel, pricePence }: CohortPlan): FundingSharePlan[] => {
  if (fundingModel === 'mixed') return [];

  return [{ funder: fundingModel === 'central' ? 'government' : 'sponsor', pence: pricePence }];
};

const equalParts = ({ modules, pricePence }: CohortPlan): InstalmentPlan[] => {
  if (modules.length === 0) return [];
  const parts = shares(
    pricePence,
    modules.map(() => 1),
  );

  return modules.map(({ moduleId }, index) => ({ afterModuleId: moduleId, pence: parts[index]! }));
};

const usualBands = ({ modules }: CohortPlan): RefundBand[] => [
  { atLeastDays: 28, before: 'start', refundPercent: 100 },
  { atLeastDays: 1, before: 'start', refundPercent: 75 },
  ...(modules[1] ? [{ atLeastDays: 1, before: modules[1].moduleId, refundPercent: 50 }] : []),
];
