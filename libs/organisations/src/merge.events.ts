import { event, type FactsOf, type Merge } from '#kernel';

/**
 * Two records turned out to be of one organisation: every id in `ids` answers with `keptId` from now on. It is about the
 * records, not about a day: the two were one on every day.
 */
export const organisationsMerged = event('OrganisationsMerged', 1).of<Merge & { reason: string }>();
/** They were two after all: every id in `ids` answers with `mergedId` again, no longer with `keptId`. */
export const organisationMergeUndone = event('OrganisationMergeUndone', 1).of<Merge & { reason: string }>();
/** Two that look alike are known not to be one: they are not proposed as duplicates any more. */
export const organisationsToldApart = event('OrganisationsToldApart', 1).of<{
  oneId: string;
  otherId: string;
  reason: string;
}>();

/** All that can happen in the one stream of organisations' merges. */
export const organisationMergeEvents = {
  organisationsMerged,
  organisationMergeUndone,
  organisationsToldApart,
};
export type OrganisationMergeEvent = FactsOf<typeof organisationMergeEvents>;
