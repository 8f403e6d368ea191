import type { Refusal } from '#kernel';
import type { CohortSetup } from './cohort-setup.js';

/** Why a plan may be refused; every one names its field. */
export const PLAN_REFUSALS = [
  'ends-before-start',
  'enrolment-closes-before-opening',
  'enrolment-closes-after-last-joining-date',
  'last-joining-date-after-end',
  'modules-missing',
  'module-twice',
  'module-ends-before-start',
  'modules-out-of-order',
  'module-outside-cohort',
  'capacity-below-minimum',
  'sponsor-maximum-above-capacity',
  'window-without-order-rule',
  'window-outside-enrolment',
  'sector-twice',
  'sector-shares-above-capacity',
  'share-released-after-last-joining-date',
  'funder-twice',
  'shares-differ-from-price',
  'shares-differ-from-funding-model',
  'instalment-after-no-module',
  'instalments-differ-from-price',
  'refund-band-before-no-module',
  'refund-bands-out-of-order',
  'refund-bands-rise',
] as const;
export type PlanRefusal = (typeof PLAN_REFUSALS)[number];

/** One thing a plan keeps to: the refusal where it does not. */
export type Policy = (setup: CohortSetup) => Refusal<PlanRefusal> | undefined;

/** Where a module stands in a plan, -1 for one that does not. */
export const positionOf = (modules: CohortSetup['modules'], id: string): number =>
  modules.findIndex(({ moduleId }) => moduleId === id);
