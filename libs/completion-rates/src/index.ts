import type { Context } from '#platform';
import { cohortFacts } from './cohort-facts.projection.js';
import { CompletionRatesController } from './completion-rates.controller.js';
import { GetCompletionRatesHandler } from './get-completion-rates.js';
import { organisationFacts } from './organisation-facts.projection.js';
import { placeFacts } from './place-facts.projection.js';
import { programmeFacts } from './programme-facts.projection.js';

export { type CompletionRates, type PrintedRates, printedRates } from './answer.js';
export { BREAKDOWNS, type Breakdown } from './breakdowns.js';
export { RETURNERS, type Returners } from './returners.js';
export { CompletionRateFilters, GetCompletionRates } from './get-completion-rates.js';

/** What became of the places of each cohort: rates as at any day, from dated facts. */
export const completionRatesContext: Context = {
  name: 'completion-rates',
  projections: [placeFacts, organisationFacts, cohortFacts, programmeFacts],
  controllers: [CompletionRatesController],
  queries: [GetCompletionRatesHandler],
};
