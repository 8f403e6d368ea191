import { event, type FactsOf } from '#kernel';

interface OfMerge {
  readonly keptId: string;
  readonly mergedId: string;
  /** Every id that answers otherwise from now on: with `keptId` after a merge, with `mergedId` after it was undone. */
  readonly ids: readonly string[];
  /** Never about a person: what shows it, such as the reference of a document. */
  readonly reason: string;
}

/** Two records were found to be of one person: both ids answer with the one kept. */
export const peopleMerged = event('PeopleMerged', 1).of<OfMerge>();
/** They were of two after all. What was recorded under the kept id since stays there. */
export const mergeOfPeopleUndone = event('MergeOfPeopleUndone', 1).of<OfMerge>();
/** Two records that look like one person's are of two: they are not proposed again. */
export const peopleToldApart = event('PeopleToldApart', 1).of<{
  oneId: string;
  otherId: string;
  reason: string;
}>();

/** What was decided about records of the same person, of all people in one stream. */
export const personMergeEvents = { peopleMerged, mergeOfPeopleUndone, peopleToldApart };
export type PersonMergeEvent = FactsOf<typeof personMergeEvents>;
