import {
  Amount,
  type BusinessDate,
  Day,
  Id,
  ListOf,
  OneOf,
  type Pence,
  shares,
  Whole,
  Words,
  WordsList,
} from '#kernel';
import {
  APPROVING_BODIES,
  type ApprovingBody,
  type CheckName,
  CHECKS,
  type CohortSetup,
  FUNDERS,
  type Funder,
  FUNDING_MODELS,
  type FundingModel,
  ORDER_RULES,
  type OrderRule,
  type RefundBand,
} from './cohort-setup.js';

export const OFFER_WORKING_DAYS = 20;
export const NAMING_DAYS = 42;
export const DEFERRAL_LIMIT_MONTHS = 24;

/** A module of the cohort with its dates and venue. */
export class ModulePlan {
  @Id() moduleId!: string;
  @Words({ example: 'Leading people' }) title!: string;
  @Day({ example: '2026-09-14' }) startsOn!: BusinessDate;
  @Day({ example: '2026-09-16' }) endsOn!: BusinessDate;
  @Words({ example: 'Dunblane' }) venue!: string;
}

/** What one funder bears of one place. */
export class FundingSharePlan {
  @OneOf(FUNDERS) funder!: Funder;
  @Amount() pence!: Pence;
}

/** What falls due after a module. */
export class InstalmentPlan {
  @Id() afterModuleId!: string;
  @Amount({ example: 75_000 }) pence!: Pence;
}

/** What is refunded for notice given at least so many days before the start, or before a module. */
export class RefundBandPlan {
  @Whole(0, 1_000, { example: 28 }) atLeastDays!: number;
  @Words({ max: 36, example: 'start', description: '`start`, or the id of a module' }) before!: string;
  @Whole(0, 100) refundPercent!: number;
}

/** All that is planned of a cohort, as it is stated; what is left out has the default its field names. */
export class CohortPlan {
  @Id({ of: 'programme' }) programmeId!: string;
  @Id() versionId!: string;
  @Id() awardId!: string;
  @OneOf(APPROVING_BODIES, { description: 'As the programme says; none: nobody has to be asked' })
  approvingBody!: ApprovingBody;
  @Whole(1, 9_999, { example: 6 }) number!: number;
  @Words({ example: 'Autumn 2026' }) name!: string;
  @Words({ example: 'Stirling' }) deliveryCentre!: string;
  @Whole(1, 10_000, { example: 100 }) capacity!: number;
  @Whole(1, 10_000, { example: 60 }) minimumViable!: number;
  @Day({ example: '2026-04-01' }) enrolmentOpensOn!: BusinessDate;
  @Day({ example: '2026-08-14' }) enrolmentClosesOn!: BusinessDate;
  @Day({ optional: true, description: 'Default: the first day of the first module' })
  lastJoiningDate?: BusinessDate;
  @Day({ example: '2026-09-14' }) startsOn!: BusinessDate;
  @Day({ example: '2027-06-30' }) endsOn!: BusinessDate;
  @ListOf(() => ModulePlan, 30, { description: 'In the order they are taught' }) modules!: ModulePlan[];
  @Amount({ description: 'Pence, of one place' }) pricePence!: Pence;
  @OneOf(FUNDING_MODELS, { example: 'sponsor_paid' }) fundingModel!: FundingModel;
  @ListOf(() => FundingSharePlan, FUNDERS.length, {
    optional: true,
    description:
      'Sum to the price. Default: all by the government (central) or by the sponsor (sponsor_paid)',
  })
  fundingShares?: FundingSharePlan[];
  @ListOf(() => InstalmentPlan, 30, {
    optional: true,
    description: 'Sum to the price. Default: equal parts after each module',
  })
  instalmentPlan?: InstalmentPlan[];
  @ListOf(() => RefundBandPlan, 20, {
    optional: true,
    description: 'Default: 28 days before the start 100 %, before it 75 %, before the second module 50 %',
  })
  refundBands?: RefundBandPlan[];
  @Whole(1, 260, {
    optional: true,
    example: OFFER_WORKING_DAYS,
    description: `Default ${OFFER_WORKING_DAYS}`,
  })
  offerWorkingDays?: number;
  @Whole(0, 365, {
    optional: true,
    example: NAMING_DAYS,
    description: `Days before the start by which participants are named. Default ${NAMING_DAYS}`,
  })
  namingDays?: number;
  @Whole(1, 120, {
    optional: true,
    example: DEFERRAL_LIMIT_MONTHS,
    description: `Default ${DEFERRAL_LIMIT_MONTHS}`,
  })
  deferralLimitMonths?: number;
  @OneOf(ORDER_RULES, { optional: true, description: 'Default first_come' }) orderRule?: OrderRule;
  @WordsList(CHECKS.length, {
    optional: true,
    oneOf: CHECKS,
    example: CHECKS,
    description: 'Met or waived before a place is confirmed. Default: all',
  })
  checks?: CheckName[];
  @Whole(1, 10_000, {
    optional: true,
    example: 10,
    description: 'Places one sponsor may hold. Default: no limit',
  })
  maxPerSponsor?: number;
}

/** The set-up a plan states, every default filled in, as plain values. */
export const setupOf = (plan: CohortPlan): CohortSetup => ({
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
  checks: CHECKS.filter((name) => (plan.checks ?? CHECKS).includes(name)),
  ...(plan.maxPerSponsor === undefined ? {} : { maxPerSponsor: plan.maxPerSponsor }),
});

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
