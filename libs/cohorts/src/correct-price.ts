import { isDeepStrictEqual } from 'node:util';
import { Amount, Id, type KeptFact, ListOf, nothing, OneOf, refuse, rule, Words, YesNo } from '#kernel';
import { type Cohort, cohortOver, isOver, unknownCohort } from './cohort.js';
import { FundingSharePlan, InstalmentPlan, RefundBandPlan } from './cohort-plan.js';
import { FUNDERS, FUNDING_MODELS, type FundingModel } from './cohort-setup.js';
import {
  cohortFactCorrected,
  priceCorrectionAsked,
  priceCorrectionSettled,
  type PriceTerms,
} from './events.js';
import { brokenPolicy } from './plan-policies.js';
import { PLAN_REFUSALS } from './plan-refusals.js';
import { setupOf, type WholeSetup } from './whole-setup.js';

/**
 * Says what the price of a place is, and was, where it was entered wrongly: while nobody has accepted it. Once enrolment
 * has opened the place book decides that, which alone knows who has: it is asked here and settled by
 * `SettlePriceCorrection`.
 */
export class CorrectPrice {
  @Id() cohortId!: string;
  @Amount({ description: 'Pence, of one place' }) pricePence!: number;
  @OneOf(FUNDING_MODELS, { optional: true, description: 'Default: as it was' }) fundingModel?: FundingModel;
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
  @ListOf(() => RefundBandPlan, 20, { optional: true, description: 'Default: as they were' })
  refundBands?: RefundBandPlan[];
  @Words({ max: 1_000, example: 'Typing error', description: 'Never about a person' }) reason!: string;
}

/** Tells a cohort whether its place book took a corrected price. Sent by a process, not by people. */
export class SettlePriceCorrection {
  @Id() cohortId!: string;
  @Amount() pricePence!: number;
  @YesNo() granted!: boolean;
  @Words({ optional: true, max: 500, example: 'Sponsors have accepted places at this price.' })
  reason?: string;
}

export const correctPrice = rule(
  CorrectPrice,
  ['unknown-cohort', 'cohort-over', 'correction-under-way', ...PLAN_REFUSALS],
  (command, cohort: Cohort, { actor: correctedBy }) => {
    const { cohortId, reason } = command;
    const { setup, correctingPrice, placesOpened } = cohort;
    const plan = planOf(cohort);
    if (!setup || !plan) return unknownCohort;
    if (isOver(cohort)) return cohortOver(cohort);
    const terms = termsOf(correctedSetup(command, setup));
    if (isDeepStrictEqual(correctingPrice?.terms, terms)) return nothing;
    if (correctingPrice)
      return refuse(
        'correction-under-way',
        'Whether the price can be corrected is being decided: try again in a moment.',
      );
    if (isDeepStrictEqual(termsOf(setup), terms)) return nothing;
    const broken = brokenPolicy({ ...setup, ...terms });
    if (broken) return broken;

    const correction = { corrects: plan.id, fact: plan.type, reason };
    return placesOpened
      ? [
          priceCorrectionAsked({
            cohortId,
            terms,
            correction: { ...correction, correctedBy },
            on: plan.on,
          }),
        ]
      : [cohortFactCorrected({ cohortId, ...correction, ...terms }, plan.on)];
  },
);

export const settlePriceCorrection = rule(
  SettlePriceCorrection,
  ['unknown-cohort'],
  ({ cohortId, pricePence, granted, reason }, { setup, correctingPrice }: Cohort) => {
    if (!setup) return unknownCohort;
    if (correctingPrice?.terms.pricePence !== pricePence) return nothing;
    const { terms, correction, on } = correctingPrice;
    const because = granted ? {} : { reason: reason ?? 'Sponsors have accepted places at the price it had.' };
    const settled = priceCorrectionSettled({ cohortId, pricePence, granted, ...because });

    return granted ? [cohortFactCorrected({ cohortId, ...correction, ...terms }, on), settled] : [settled];
  },
);

/** The statement of the plan that counts. */
const planOf = ({ facts }: Cohort): KeptFact | undefined =>
  facts.kept.findLast(({ type, struck }) => !struck && (type === 'CohortPlanned' || type === 'PlanAmended'));

const correctedSetup = (command: CorrectPrice, setup: WholeSetup): WholeSetup => {
  const { cohortId: _, reason: __, ...stated } = command;
  return setupOf({
    ...(setup as unknown as Parameters<typeof setupOf>[0]),
    fundingShares: undefined,
    instalmentPlan: undefined,
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
  });
};

const termsOf = (setup: WholeSetup): PriceTerms => ({
  pricePence: setup.pricePence,
  fundingModel: setup.fundingModel,
  fundingShares: setup.fundingShares,
  instalmentPlan: setup.instalmentPlan,
  refundBands: setup.refundBands,
});
