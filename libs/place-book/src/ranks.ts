import type { ReadModels } from '#platform';
import { placeBook } from './place-book.projection.js';
import type { PlaceRow } from './place-book.entity.js';

/** A place with its rank in line, 1 the next, while it waits. */
export type RankedPlace = PlaceRow & { readonly rank?: number };

/** Gives those who wait among places of one cohort their rank: one more than those who wait with an earlier turn. */
export const ranked = async (
  readModels: ReadModels,
  cohortId: string,
  places: readonly PlaceRow[],
): Promise<readonly RankedPlace[]> => {
  const turns = places.filter(({ state }) => state === 'waiting').map(({ turn }) => turn ?? 0);
  if (turns.length === 0) return places;

  const line = await readModels
    .from(placeBook)
    .select('row.turn', 'turn')
    .where('row.cohortId = :cohortId', { cohortId })
    .andWhere("row.state = 'waiting'")
    .andWhere('row.turn <= :last', { last: Math.max(...turns) })
    .orderBy('row.turn')
    .getRawMany<{ turn: number }>();
  const ranks = new Map(line.map(({ turn }, index) => [turn, index + 1]));
  return places.map((place) =>
    place.state === 'waiting' ? { ...place, rank: ranks.get(place.turn ?? 0) } : place,
  );
};
