import { Map, Set } from 'immutable';
import { isRefusal, nothing, refuse } from './decider.js';

/** Which things of one kind were found to be the same, and which are known not to be. One stream per kind decides it. */
export interface Merges {
  /** What each merged one was merged into. */
  readonly into: Map<string, string>;
  /** What was merged into each. */
  readonly of: Map<string, Set<string>>;
  /** Pairs told apart, by `pairOf`. */
  readonly apart: Set<string>;
}

/** The id of the one stream in which all merges of a kind are decided. */
export const MERGES = 'all';

/** Nothing merged, nothing told apart. */
export const noMerges: Merges = { into: Map(), of: Map(), apart: Set() };

/**
 * One merge as events state it. `ids`: every id that answers with `keptId` from now on, the merged one and those merged
 * into it before, so that who keeps things by id needs to follow no chain. Of an undone merge: every id that answers with
 * `mergedId` again.
 */
export interface Merge {
  readonly keptId: string;
  readonly mergedId: string;
  readonly ids: readonly string[];
}

/** The id that stands for this one: itself, unless it was merged. */
export const keptOf = ({ into }: Merges, id: string): string => {
  let kept = id;
  for (let next = into.get(kept); next !== undefined; next = into.get(kept)) kept = next;
  return kept;
};

/** An id and all that were merged into it, also by way of others. */
export const idsUnder = (merges: Merges, id: string): readonly string[] => [
  id,
  ...[...merges.of.get(id, Set<string>())].flatMap((merged) => idsUnder(merges, merged)),
];

/** The name of a pair, whichever way round. */
export const pairOf = (oneId: string, otherId: string): string =>
  oneId < otherId ? `${oneId} ${otherId}` : `${otherId} ${oneId}`;

/** The refusals of `mergeOf`. */
export const NOT_MERGEABLE = ['merges-with-itself', 'merge-circular'] as const;

/**
 * What merging one thing into another comes to. Either may itself have been merged: then the one that stands for it is
 * meant, so no merge ever ends in a circle. Undefined: they are one already, as asked.
 */
export const mergeOf = (merges: Merges, keptId: string, mergedId: string) => {
  if (keptId === mergedId)
    return refuse('merges-with-itself', 'These are one id: name two that are to become one.', 'mergedId');
  const kept = keptOf(merges, keptId);
  const merged = keptOf(merges, mergedId);
  if (kept === merged && kept === mergedId)
    return refuse(
      'merge-circular',
      'The one to keep was merged into the other before: undo that merge first to have it the other way round.',
      'keptId',
    );
  if (kept === merged) return undefined;

  return { keptId: kept, mergedId: merged, ids: idsUnder(merges, merged) } satisfies Merge;
};

/** What taking a merge back comes to. Only the thing's own last merge is undone; what was merged into it before stays so. */
export const undoOf = (merges: Merges, mergedId: string) => {
  if (!merges.into.has(mergedId))
    return refuse('not-merged', 'This one was not merged into another, or the merge was undone.', 'mergedId');

  return {
    keptId: keptOf(merges, mergedId),
    mergedId,
    ids: idsUnder(merges, mergedId),
  } satisfies Merge;
};

/** The refusals of `undoOf`. */
export const NOT_UNDONE = ['not-merged'] as const;

/** The refusals of `apartOf`. */
export const NOT_APART = ['merges-with-itself', 'merged-already'] as const;

/** The pair to be told apart, ids in order; undefined: it is already. */
export const apartOf = (merges: Merges, oneId: string, otherId: string) => {
  if (oneId === otherId)
    return refuse('merges-with-itself', 'These are one id: name two that are not the same.', 'otherId');
  if (keptOf(merges, oneId) === keptOf(merges, otherId))
    return refuse('merged-already', 'These two were merged: undo the merge first.', 'otherId');
  if (merges.apart.has(pairOf(oneId, otherId))) return undefined;

  return oneId < otherId ? { oneId, otherId } : { oneId: otherId, otherId: oneId };
};

/** What a command names, and why. */
type Asked<Names extends string> = Readonly<Record<Names | 'reason', string>>;

/** The rule that merges two of a kind: `rule(MergePeople, NOT_MERGEABLE, merging(peopleMerged))`. */
export const merging =
  <F>(merged: (data: Merge & { reason: string }) => F) =>
  ({ keptId, mergedId, reason }: Asked<'keptId' | 'mergedId'>, merges: Merges) => {
    const merge = mergeOf(merges, keptId, mergedId);
    if (isRefusal(merge)) return merge;

    return merge ? [merged({ ...merge, reason })] : nothing;
  };

/** The rule that takes a merge of a kind back. */
export const undoingMerge =
  <F>(undone: (data: Merge & { reason: string }) => F) =>
  ({ mergedId, reason }: Asked<'mergedId'>, merges: Merges) => {
    const merge = undoOf(merges, mergedId);

    return isRefusal(merge) ? merge : [undone({ ...merge, reason })];
  };

/** The rule that tells two of a kind apart. */
export const tellingApart =
  <F>(toldApart: (data: { oneId: string; otherId: string; reason: string }) => F) =>
  ({ oneId, otherId, reason }: Asked<'oneId' | 'otherId'>, merges: Merges) => {
    const pair = apartOf(merges, oneId, otherId);
    if (isRefusal(pair)) return pair;

    return pair ? [toldApart({ ...pair, reason })] : nothing;
  };

/** The merges with one more: the step of its event. */
export const withMerge = (
  merges: Merges,
  { keptId, mergedId }: Pick<Merge, 'keptId' | 'mergedId'>,
): Merges => ({
  ...merges,
  into: merges.into.set(mergedId, keptId),
  of: merges.of.update(keptId, Set<string>(), (ids) => ids.add(mergedId)),
});

/** The merges with one undone: the step of its event. */
export const withoutMerge = (merges: Merges, { mergedId }: Pick<Merge, 'mergedId'>): Merges => ({
  ...merges,
  into: merges.into.remove(mergedId),
  of: merges.of.update(merges.into.get(mergedId) ?? '', Set<string>(), (ids) => ids.remove(mergedId)),
});

/** The merges with a pair told apart: the step of its event. */
export const withApart = (
  merges: Merges,
  { oneId, otherId }: { readonly oneId: string; readonly otherId: string },
): Merges => ({ ...merges, apart: merges.apart.add(pairOf(oneId, otherId)) });
