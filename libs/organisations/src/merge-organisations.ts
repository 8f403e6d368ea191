import {
  apartOf,
  Id,
  isRefusal,
  type Merges,
  mergeOf,
  NOT_APART,
  NOT_MERGEABLE,
  nothing,
  rule,
  undoOf,
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

export const mergeOrganisations = rule(
  MergeOrganisations,
  NOT_MERGEABLE,
  ({ keptId, mergedId, reason }, merges: Merges) => {
    const merge = mergeOf(merges, keptId, mergedId);
    if (isRefusal(merge)) return merge;

    return merge ? [organisationsMerged({ ...merge, reason })] : nothing;
  },
);

/** Two that were merged are two after all. What was recorded of the one kept while they were merged stays with it. */
export class UndoOrganisationMerge {
  @Id({ of: 'organisation' }) mergedId!: string;
  @Words({ ...REASON, example: 'Another organisation of the same name' }) reason!: string;
}

export const undoOrganisationMerge = rule(
  UndoOrganisationMerge,
  ['not-merged'],
  ({ mergedId, reason }, merges: Merges) => {
    const undone = undoOf(merges, mergedId);

    return isRefusal(undone) ? undone : [organisationMergeUndone({ ...undone, reason })];
  },
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
  ({ oneId, otherId, reason }, merges: Merges) => {
    const pair = apartOf(merges, oneId, otherId);
    if (isRefusal(pair)) return pair;

    return pair ? [organisationsToldApart({ ...pair, reason })] : nothing;
  },
);
