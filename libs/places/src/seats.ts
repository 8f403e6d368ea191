import type { BusinessDate } from '#kernel';
import { Map } from 'immutable';
import type { PlaceBook } from './place-book.js';
import type { SectorShare } from './vocabulary.js';

/** Free seats kept for a while, by sector: for a group that is asked whether it may be split. */
export type Kept = Map<string, number>;
export const noneKept: Kept = Map();

/** The seats kept for a sector's sponsors on a day, held or not: from its day of release on there are none. */
export const reserveOf = ({ seats, releasedOn }: SectorShare, today: BusinessDate): number =>
  today < releasedOn ? seats : 0;

/**
 * How many free seats a request of this sector may take: those that stay when the seats other sectors have not filled of
 * their shares are left alone.
 */
export const freeFor = (
  book: PlaceBook,
  sector: string,
  today: BusinessDate,
  kept: Kept = noneKept,
): number => {
  const held = book.held + kept.reduce((sum, seats) => sum + seats, 0);
  return Math.max(0, book.capacity - held - keptForOthers(book, sector, today, kept));
};

/** Seats that other sectors have not filled of their shares. */
export const keptForOthers = (
  { rules, heldBySector }: PlaceBook,
  sector: string,
  today: BusinessDate,
  kept: Kept = noneKept,
): number =>
  (rules?.sectorShares ?? [])
    .filter((share) => share.sector !== sector)
    .reduce(
      (sum, share) =>
        sum +
        Math.max(0, reserveOf(share, today) - heldBySector.get(share.sector, 0) - kept.get(share.sector, 0)),
      0,
    );

/** What is held, and what is kept besides for sectors that have not filled their shares: never more than the capacity and the recorded exceptions. */
export const spokenFor = (book: PlaceBook, today: BusinessDate): number =>
  (book.rules?.sectorShares ?? []).reduce(
    (sum, share) => sum + Math.max(0, reserveOf(share, today) - book.heldBySector.get(share.sector, 0)),
    book.held,
  );
