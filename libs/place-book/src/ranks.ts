import type { RowsAtMoment } from '#platform';
import { placeBook } from './place-book.projection.js';
import type { PlaceRow } from './place-book.entity.js';

/** A place as it is answered with; while it waits with its rank in line, 1 the next. */
export type RankedPlace = Omit<PlaceRow, 'facts'> & { readonly rank?: number };

/** Gives those who wait among places of one cohort their rank: one more than those who stand before them. */
export const ranked = async (
  rows: Pick<RowsAtMoment, 'from'>,
  cohortId: string,
  places: readonly PlaceRow[],
): Promise<readonly RankedPlace[]> => {
  if (!places.some(isInLine)) return places.map(shown);

  const line = await rows
    .from(placeBook)
    .select('row.placeId', 'placeId')
    .where('row.cohortId = :cohortId', { cohortId })
    .andWhere("row.state = 'waiting'")
    .orderBy('row.lineClass')
    .addOrderBy('row.turn')
    .getRawMany<{ placeId: string }>();
  const ranks = new Map(line.map(({ placeId }, index) => [placeId, index + 1]));
  return places.map((place) =>
    isInLine(place) ? { ...shown(place), rank: ranks.get(place.placeId) } : shown(place),
  );
};

/** A place as it is shown: the dated facts its columns follow from are told by its steps. */
export const shown = ({ facts: _, ...place }: PlaceRow): RankedPlace => place;

const isInLine = ({ state }: PlaceRow): boolean => state === 'waiting';
