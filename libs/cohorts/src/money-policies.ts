import { type BusinessDate, daysAfter, inPounds, inWords, refuse } from '#kernel';
import type { CohortSetup, Funder, FundingModel } from './cohort-setup.js';
import { type Policy, positionOf } from './plan-refusals.js';

const namesFundersOnce: Policy = ({ fundingShares }) =>
  new Set(fundingShares.map(({ funder }) => funder)).size < fundingShares.length
    ? refuse('funder-twice', 'State the share of each funder once.', 'fundingShares')
    : undefined;

const sharesSumToThePrice: Policy = ({ fundingShares, pricePence }) =>
  sumOf(fundingShares) !== pricePence
    ? refuse(
        'shares-differ-from-price',
        `The shares sum to ${inPounds(sumOf(fundingShares))}, the price is ${inPounds(pricePence)}.`,
        'fundingShares',
      )
    : undefined;

const ONLY_FUNDER: Readonly<Record<FundingModel, Funder | undefined>> = {
  central: 'government',
  sponsor_paid: 'sponsor',
  mixed: undefined,
};

const sharesAreOfTheModel: Policy = ({ fundingModel, fundingShares }) => {
  const only = ONLY_FUNDER[fundingModel];
  const fits = only
    ? fundingShares.length === 1 && fundingShares[0]!.funder === only
    : fundingShares.length > 1;
  return fits
    ? undefined
    : refuse(
        'shares-differ-from-funding-model',
        only
          ? `With this funding model the whole price is borne by: ${only}.`
          : 'A mixed price has shares of at least two funders.',
        'fundingShares',
      );
};

const instalmentsFollowModules: Policy = ({ instalmentPlan, modules }) => {
  const odd = instalmentPlan.findIndex(
    ({ afterModuleId }, index) =>
      positionOf(modules, afterModuleId) < 0 ||
      instalmentPlan.findIndex((other) => other.afterModuleId === afterModuleId) < index,
  );
  return odd < 0
    ? undefined
    : refuse(
        'instalment-after-no-module',
        'An instalment falls due after one of the modules, and one after each at most.',
        `instalmentPlan.${odd}.afterModuleId`,
      );
};

const instalmentsSumToThePrice: Policy = ({ instalmentPlan, pricePence }) =>
  sumOf(instalmentPlan) !== pricePence
    ? refuse(
        'instalments-differ-from-price',
        `The instalments sum to ${inPounds(sumOf(instalmentPlan))}, the price is ${inPounds(pricePence)}.`,
        'instalmentPlan',
      )
    : undefined;

const refundBandsNameModules: Policy = ({ refundBands, modules }) => {
  const odd = refundBands.findIndex(({ before }) => before !== 'start' && positionOf(modules, before) < 0);
  return odd < 0
    ? undefined
    : refuse(
        'refund-band-before-no-module',
        'A refund band lies before the start or before one of the modules.',
        `refundBands.${odd}.before`,
      );
};

/** Bands are read from the first: one that ends before an earlier one would never apply. */
const refundBandsFollowEachOther: Policy = (setup) => {
  const lastDays = setup.refundBands.map((band) => lastDayOf(setup, band));
  const odd = lastDays.findIndex((day, index) => index > 0 && day <= lastDays[index - 1]!);
  return odd < 0
    ? undefined
    : refuse(
        'refund-bands-out-of-order',
        `State the refund bands from the earliest notice to the latest: this one ends on ${inWords(lastDays[odd]!)}.`,
        `refundBands.${odd}.atLeastDays`,
      );
};

/** Waiting with the notice must never pay. */
const refundBandsFall: Policy = ({ refundBands }) => {
  const odd = refundBands.findIndex(
    ({ refundPercent }, index) => index > 0 && refundPercent > refundBands[index - 1]!.refundPercent,
  );
  return odd < 0
    ? undefined
    : refuse(
        'refund-bands-rise',
        'Later notice is never refunded more than earlier notice.',
        `refundBands.${odd}.refundPercent`,
      );
};

/** What the price, its shares, instalments and refunds keep to, in the order it is told. */
export const moneyPolicies: readonly Policy[] = [
  namesFundersOnce,
  sharesAreOfTheModel,
  sharesSumToThePrice,
  instalmentsFollowModules,
  instalmentsSumToThePrice,
  refundBandsNameModules,
  refundBandsFollowEachOther,
  refundBandsFall,
];

const sumOf = (parts: readonly { readonly pence: number }[]): number =>
  parts.reduce((sum, { pence }) => sum + pence, 0);

const lastDayOf = (
  { startsOn, modules }: CohortSetup,
  { atLeastDays, before }: CohortSetup['refundBands'][number],
): BusinessDate => {
  const anchor = modules.find(({ moduleId }) => moduleId === before)?.startsOn ?? startsOn;
  return daysAfter(anchor, -atLeastDays);
};
