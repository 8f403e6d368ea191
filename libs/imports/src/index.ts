export { UnreadableFile } from './csv-file.js';
export { importOrganisations, type ImportProgress, type RegisterTarget } from './import-organisations.js';
export { type KnownOrganisation } from './references.js';
export { type RowVerdict, type Verdict, type VerdictCounts, VERDICTS } from './verdicts.js';
