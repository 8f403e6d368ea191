import type { Context } from '#platform';
import { GetCohortHistoryHandler } from './get-cohort-history.js';
import { HistoriesController } from './histories.controller.js';

export { GetCohortHistory, HistoryFilters } from './get-cohort-history.js';
export type { HistoryEntry } from './history-entry.js';

/** Histories: the recorded events of a cohort, in order, as they are and as they were known. */
export const historiesContext: Context = {
  name: 'histories',
  controllers: [HistoriesController],
  queries: [GetCohortHistoryHandler],
};
