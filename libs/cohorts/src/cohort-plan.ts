import {
  Amount,
  type BusinessDate,
  Day,
  Id,
  ListOf,
  OneOf,
  type Pence,
  Whole,
  Words,
  WordsList,
} from '#kernel';
import {
  APPROVING_BODIES,
  type ApprovingBody,
  type CheckName,
  CHECKS,
  FUNDERS,
  type Funder,
  FUNDING_MODELS,
  type FundingModel,
  ORDER_RULES,
  type OrderRule,
  type Sector,
  SECTORS,
} from './cohort-setup.js';

export const OFFER_WORKING_DAYS = 20;
export const NAMING_DAYS = 42;
export const DEFERRAL_LIMIT_MONTHS = 24;
export const SPLIT_ANSWER_DAYS = 10;
export const SPLIT_ANSWER_DAYS_BEFORE_START = 28;
export const FREE_MOVE_DAYS = 14;
export const FREE_WITHDRAWAL_WORKING_DAYS = 20;

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

/** Seats kept for sponsors of one sector until they are released for all. */
export class SectorSharePlan {
  @OneOf(SECTORS) sector!: Sector;
  @Whole(1, 10_000, { example: 20 }) seats!: number;
  @Day({ example: '2026-06-30', description: "From this day on the seats are anybody's" })
  releasedOn!: BusinessDate;
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
  @OneOf(ORDER_RULES, {
    optional: true,
    description: 'Default first_come. window: all who ask until the window closes are drawn, recorded',
  })
  orderRule?: OrderRule;
  @Day({
    optional: true,
    example: '2026-05-29',
    description: 'Of the order rule window only. Default: the day enrolment closes',
  })
  windowClosesOn?: BusinessDate;
  @ListOf(() => SectorSharePlan, SECTORS.length, {
    optional: true,
    description: 'Each sector once, not more seats than the capacity. Default: no seats are kept',
  })
  sectorShares?: SectorSharePlan[];
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
  @Whole(1, 365, {
    optional: true,
    example: SPLIT_ANSWER_DAYS,
    description: `Days a sponsor has to say whether its group may be split. Default ${SPLIT_ANSWER_DAYS}`,
  })
  splitAnswerDays?: number;
  @Whole(0, 365, {
    optional: true,
    example: SPLIT_ANSWER_DAYS_BEFORE_START,
    description: `Days before the start from which no group is waited for. Default ${SPLIT_ANSWER_DAYS_BEFORE_START}`,
  })
  splitAnswerDaysBeforeStart?: number;
  @Whole(0, 365, {
    optional: true,
    example: FREE_MOVE_DAYS,
    description: `A move by more days than this lets sponsors withdraw free of charge. Default ${FREE_MOVE_DAYS}`,
  })
  freeMoveDays?: number;
  @Whole(1, 260, {
    optional: true,
    example: FREE_WITHDRAWAL_WORKING_DAYS,
    description: `For so many working days after such a move was decided. Default ${FREE_WITHDRAWAL_WORKING_DAYS}`,
  })
  freeWithdrawalWorkingDays?: number;
}
