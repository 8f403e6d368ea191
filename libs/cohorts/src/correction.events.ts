import { type BusinessDate, type Corrections, type Corrects, event, type FactsOf, type Pence } from '#kernel';
import type { CohortSetup } from './cohort-setup.js';

/** What an acceptance freezes: the price, who bears it, when it falls due and what is refunded. */
export type PriceTerms = Pick<
  CohortSetup,
  'pricePence' | 'fundingModel' | 'fundingShares' | 'instalmentPlan' | 'refundBands'
>;

/** A correction of the price that is not decided yet: of which statement of the plan, and of which day that is. */
export interface PriceCorrection {
  readonly terms: PriceTerms;
  readonly correction: Corrects;
  readonly on: BusinessDate;
}

/** The price was entered wrongly: only the place book knows whether somebody has accepted it. */
export const priceCorrectionAsked = event('PriceCorrectionAsked', 1).of<
  { cohortId: string } & PriceCorrection
>();

/** The place book took the corrected price, which is recorded as a correction beside this; or it could not: somebody had accepted the other. */
export const priceCorrectionSettled = event('PriceCorrectionSettled', 1).of<{
  cohortId: string;
  pricePence: Pence;
  granted: boolean;
  reason?: string;
}>();

/** What was recorded of a cohort was wrong: the fields named are, and were, as stated here; null: never known. */
export const cohortFactCorrected = event('CohortFactCorrected', 1).of<
  Corrects & { cohortId: string } & CorrectedFields
>();

/** What was recorded of a cohort never was. */
export const cohortFactStruck = event('CohortFactStruck', 1).of<Corrects & { cohortId: string }>();

/** Fields of a cohort's facts that can have been recorded wrongly. */
export type CorrectedFields = {
  readonly [Field in keyof Omit<CohortSetup, 'programmeId' | 'versionId' | 'awardId' | 'approvingBody'>]?:
    CohortSetup[Field] | null;
} & {
  readonly reference?: string | null;
  /** Of a decision, a cancellation or a move: the reason it gives itself. */
  readonly reasonGiven?: string | null;
  readonly conditions?: readonly string[] | null;
  /** Of a module that was rescheduled. */
  readonly venue?: string | null;
  readonly cohortEndsOn?: BusinessDate | null;
};

/** The facts that correct others. */
export const correctionEvents = { cohortFactCorrected, cohortFactStruck };

/** Which of a cohort's events correct others. */
export const cohortCorrections: Corrections<FactsOf<typeof correctionEvents>> = {
  CohortFactCorrected: 'replaces',
  CohortFactStruck: 'strikes',
};
