import {
  Id,
  merging,
  NOT_APART,
  NOT_MERGEABLE,
  NOT_UNDONE,
  rule,
  tellingApart,
  undoingMerge,
  Words,
} from '#kernel';
import { organisationMergeUndone, organisationsMerged, organisationsToldApart } from './events.js';

const REASON = {
  max: 500,
  example: 'Same charity number; the second was registered from an invoice',
  description: 'Never about a person',
} as const;

/**
 * Two records are of one organisation. Both ids keep working: reads by the merged one answer with the one kept, commands
 * that name it are taken for the one kept. Where one was merged before, the one kept then is meant.
 */
export class MergeOrganisations {
  @Id({ of: 'organisation', description: 'The one that stands for both' }) keptId!: string;
  @Id({ of: 'organisation', description: 'The one that is the same' }) mergedId!: string;
  @Words(REASON) reason!: string;
}

export const mergeOrganisations = rule(MergeOrganisations, NOT_MERGEABLE, merging(organisationsMerged));

/** Two that were merged are two after all. What was recorded of the one kept while they were merged stays with it. */
export class UndoOrganisationMerge {
  @Id({ of: 'organisation' }) mergedId!: string;
  @Words({ ...REASON, example: 'Another organisation of the same name' }) reason!: string;
}

export const undoOrganisationMerge = rule(
  UndoOrganisationMerge,
  NOT_UNDONE,
  undoingMerge(organisationMergeUndone),
);

/** Two that look alike are not one organisation: they are not proposed as duplicates any more. */
export class TellOrganisationsApart {
  @Id({ of: 'organisation' }) oneId!: string;
  @Id({ of: 'organisation' }) otherId!: string;
  @Words({ ...REASON, example: 'A branch of its own, with a register number of its own' }) reason!: string;
}

export const tellOrganisationsApart = rule(
  TellOrganisationsApart,
  NOT_APART,
  tellingApart(organisationsToldApart),
);
