import type { RowsAtMoment } from '#platform';
import { placeBook } from './place-book.projection.js';
import { isDrawn } from './line.js';
import type { BookRow, InLine, PlaceRow } from './place-book.entity.js';

/** A place as it is answered with; while it waits in line with its rank there, 1 the next; null before the draw of its window. */
export type RankedPlace = Omit<PlaceRow, 'facts'> & { readonly rank?: number | null };

type Waiting = PlaceRow & InLine;

/** Gives those who wait among places of one cohort their rank: one more than those who stand before them. */
export const ranked = async (
  rows: Pick<RowsAtMoment, 'from'>,
  { cohortId, undrawnUntil }: Pick<BookRow, 'cohortId' | 'undrawnUntil'>,
  places: readonly PlaceRow[],
): Promise<readonly RankedPlace[]> => {
  const awaitsDraw = ({ lineClass }: Waiting) => undrawnUntil !== null && isDrawn(lineClass);
  const waiting = places
    .filter(isInLine)
    .filter((place) => !awaitsDraw(place))
    .sort(byStanding);
  const [first] = waiting;
  const last = waiting.at(-1);
  const withRank = (ranks: ReadonlyMap<string, number>) =>
    places.map((place) =>
      isInLine(place)
        ? { ...shown(place), rank: awaitsDraw(place) ? null : ranks.get(place.placeId) }
        : shown(place),
    );
  if (!first || !last) return withRank(new Map());

  // Those before the first are counted; only those from it to the last are read, one of one place.
  const before = await inLine(rows, cohortId)
    .andWhere('(row.lineClass, row.turn) < (:lineClass, :turn)', standingOf(first))
    .getCount();
  const between = await inLine(rows, cohortId)
    .select('row.placeId', 'placeId')
    .andWhere('(row.lineClass, row.turn) >= (:lineClass, :turn)', standingOf(first))
    .andWhere('(row.lineClass, row.turn) <= (:lastClass, :lastTurn)', {
      lastClass: last.lineClass,
      lastTurn: last.turn,
    })
    .orderBy('row.lineClass')
    .addOrderBy('row.turn')
    .getRawMany<{ placeId: string }>();
  return withRank(new Map(between.map(({ placeId }, index) => [placeId, before + index + 1])));
};

/** A place as it is shown: the dated facts its columns follow from are told by its steps. */
export const shown = ({ facts: _, ...place }: PlaceRow): RankedPlace => place;

const inLine = (rows: Pick<RowsAtMoment, 'from'>, cohortId: string) =>
  rows
    .from(placeBook)
    .where('row.cohortId = :cohortId', { cohortId })
    .andWhere("row.state = 'waiting'")
    .andWhere('row.turn is not null');

const standingOf = ({ lineClass, turn }: Waiting): InLine => ({ lineClass, turn });

const byStanding = (one: Waiting, other: Waiting): number =>
  one.lineClass - other.lineClass || one.turn - other.turn;

// One that was carried to a book that has not opened waits, and has no turn.
const isInLine = (place: PlaceRow): place is Waiting =>
  place.state === 'waiting' && place.lineClass !== null && place.turn !== null;
