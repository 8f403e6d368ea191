import { Map } from 'immutable';

/**
 * Ids that are counted as one, in a stream that is told of their merge and does not decide it. Each id is kept with all it is
 * counted with, first the one that stands for them; an id that is counted by itself is absent.
 */
export type Together = Map<string, readonly string[]>;

/** Every id is counted by itself. */
export const noneTogether: Together = Map();

/** The ids counted as one with this one, itself among them, first the one that stands for them. */
export const countedWith = (together: Together, id: string): readonly string[] => together.get(id) ?? [id];

/** The id that stands for all that are counted as one with this one. */
export const countedAs = (together: Together, id: string): string => together.get(id)?.[0] ?? id;

/** What the ids counted as one with this one come to in counts kept by id. */
export const countOf = (counts: Map<string, number>, together: Together, id: string): number =>
  countedWith(together, id).reduce((sum, one) => sum + counts.get(one, 0), 0);

/** True where exactly these are counted as one, the first standing for them. */
export const areTogether = (together: Together, ids: readonly string[]): boolean =>
  ids.every((id) => {
    const known = countedWith(together, id);
    return known.length === ids.length && known[0] === ids[0] && ids.every((one) => known.includes(one));
  });

/** What is counted with one of these and is not among them. */
export const apartFrom = (together: Together, ids: readonly string[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => countedWith(together, id)).filter((id) => !ids.includes(id))),
];

/** These are counted as one, the first standing for them; what was counted with one of them and is not named counts alone. */
export const withTogether = (together: Together, ids: readonly string[]): Together => {
  const without = together.deleteAll([...ids, ...apartFrom(together, ids)]);

  return ids.length > 1 ? ids.reduce((so, id) => so.set(id, ids), without) : without;
};
