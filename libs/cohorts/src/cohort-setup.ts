import type { BusinessDate, Pence } from '#kernel';

/** Who decides whether this cohort may run, as its programme says; `none`: nobody has to be asked. */
export const APPROVING_BODIES = ['scottish_ministers', 'university', 'board', 'none'] as const;
export type ApprovingBody = (typeof APPROVING_BODIES)[number];

/** Who pays for places: the government, the sponsors, or several by stated shares. */
export const FUNDING_MODELS = ['central', 'sponsor_paid', 'mixed'] as const;
export type FundingModel = (typeof FUNDING_MODELS)[number];

/** Who may bear a share of a price. */
export const FUNDERS = ['sponsor', 'government', 'bursary_fund', 'participant'] as const;
export type Funder = (typeof FUNDERS)[number];

/** How free seats are given out: first come, or all who ask until the window closes alike, by a recorded draw. */
export const ORDER_RULES = ['first_come', 'window'] as const;
export type OrderRule = (typeof ORDER_RULES)[number];

/** Sectors seats may be kept for. */
export const SECTORS = ['local_authority', 'voluntary', 'private', 'health', 'other_public'] as const;
export type Sector = (typeof SECTORS)[number];

/** Management levels; a programme says in words what it means by each. */
export const LEVELS = [
  'practitioner',
  'first_line',
  'middle',
  'senior',
  'strategic',
  'non_executive',
] as const;
export type Level = (typeof LEVELS)[number];

/** What is checked of a participant before a place is confirmed. */
export const CHECKS = [
  'level',
  'entry_requirements',
  'employers_statement',
  'university_registration',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** Seats kept for sponsors of one sector; from `releasedOn` on they are anybody's. */
export interface SectorShare {
  readonly sector: Sector;
  readonly seats: number;
  readonly releasedOn: BusinessDate;
}

/** One module of the cohort, both days included. */
export interface CohortModule {
  readonly moduleId: string;
  readonly title: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly venue: string;
}

/** What one funder bears of the price of one place. */
export interface FundingShare {
  readonly funder: Funder;
  readonly pence: Pence;
}

/** The part of the price that falls due after a module. */
export interface Instalment {
  readonly afterModuleId: string;
  readonly pence: Pence;
}

/** Notice given at least so many days before the start, or before a module, is refunded this share. Later than every band: 0 %. */
export interface RefundBand {
  readonly atLeastDays: number;
  /** `start` or the id of a module. */
  readonly before: string;
  readonly refundPercent: number;
}

/** All that is planned of a cohort, every default filled in: recorded whole, so that a later default changes nothing. */
export interface CohortSetup {
  readonly programmeId: string;
  readonly versionId: string;
  readonly awardId: string;
  readonly approvingBody: ApprovingBody;
  readonly number: number;
  readonly name: string;
  readonly deliveryCentre: string;
  readonly capacity: number;
  readonly minimumViable: number;
  /** First and last day on which sponsors may ask for places. */
  readonly enrolmentOpensOn: BusinessDate;
  readonly enrolmentClosesOn: BusinessDate;
  /** After this day nothing is offered and nobody joins. */
  readonly lastJoiningDate: BusinessDate;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly modules: readonly CohortModule[];
  /** Of one place. */
  readonly pricePence: Pence;
  readonly fundingModel: FundingModel;
  readonly fundingShares: readonly FundingShare[];
  readonly instalmentPlan: readonly Instalment[];
  readonly refundBands: readonly RefundBand[];
  /** How long an offer stands, by the Scottish calendar. */
  readonly offerWorkingDays: number;
  /** Days before the start by which participants are named. */
  readonly namingDays: number;
  readonly deferralLimitMonths: number;
  readonly orderRule: OrderRule;
  /** The last day of the window, where the order rule has one. */
  readonly windowClosesOn?: BusinessDate;
  /** Each sector once; absent: no seats are kept. */
  readonly sectorShares?: readonly SectorShare[];
  /** Each once; none: a place is confirmed without any. */
  readonly checks: readonly CheckName[];
  readonly maxPerSponsor?: number;
  /** How long a sponsor may take to say whether its group may be split. */
  readonly splitAnswerDays?: number;
  /** So many days before the start is the last on which it may: then no group is waited for any more. */
  readonly splitAnswerDaysBeforeStart?: number;
  /** A move of the start or of a module by more days than this lets sponsors withdraw free of charge. */
  readonly freeMoveDays?: number;
  /** For so many working days after it was decided, where no other day is stated. */
  readonly freeWithdrawalWorkingDays?: number;
}
