import { Id, inWords, nothing, refuse, rule, Words } from '#kernel';
import { shareReleased } from './events.js';
import type { PlaceBook } from './place-book.js';

/** The seats kept for a sector are anybody's from their day of release on. Due on that day, which decides by itself. */
export class ReleaseShare {
  @Id() cohortId!: string;
  @Words({ max: 40 }) sector!: string;
}

export const releaseShare = rule(
  ReleaseShare,
  ['share-not-due'],
  ({ cohortId, sector }, book: PlaceBook, { today }) => {
    const share = book.rules?.sectorShares?.find((one) => one.sector === sector);
    if (!share || book.cancelled || book.released.has(sector)) return nothing;
    if (today < share.releasedOn)
      return refuse(
        'share-not-due',
        `These seats are kept for their sector until ${inWords(share.releasedOn)}.`,
      );

    const unfilled = Math.max(0, share.seats - book.heldBySector.get(sector, 0));
    return [shareReleased({ cohortId, sector, seats: share.seats, unfilled }, share.releasedOn)];
  },
);
