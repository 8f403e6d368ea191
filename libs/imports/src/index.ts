export { UnreadableFile } from './csv-file.js';
export { everCalledIn, everHeldIn } from './ever-held.js';
export type { HistoryTarget } from './history-target.js';
export { importHistory, type KnownBeforeHistory } from './import-history.js';
export {
  importOrganisations,
  type ImportProgress,
  type RegisterTarget,
  type Told,
} from './import-organisations.js';
export type { KnownCohort, KnownProgramme } from './past-cohorts.js';
export { HISTORY_COLUMNS, OPTIONAL_HISTORY_COLUMNS } from './past-row.js';
export { Rehearsal } from './rehearsal.js';
export { type KnownOrganisation } from './references.js';
export { type RowVerdict, type Verdict, type VerdictCounts, VERDICTS } from './verdicts.js';
