import { Id, nothing, rule, valueOnOrEarliest } from '#kernel';
import { overShare } from './correct-place-sponsor.js';
import { placeSectorCorrected } from './events.js';
import { holdsSeat, type Place, type PlaceBook } from './place-book.js';
import { sectorOn, type SectorsOfSponsor } from './place-order.js';
import { sectorOf, waitsInLine } from './with-place.js';

/** The sector of its sponsor may be another than a place counts for. Sent when that was corrected, and when the place may not have heard. */
export class FollowSponsorSector {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The one that asked, as the place names it, whichever record stands for it. */
  @Id() sponsorId!: string;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
}

/** The sponsor whose sector a place counts for: whoever took it over since had not asked. */
export const sponsorThatAsked = ({ sponsorId, answering }: Pick<Place, 'sponsorId' | 'answering'>): string =>
  (answering && valueOnOrEarliest(answering, BEFORE_ALL_DAYS)?.sponsorId) ?? sponsorId;

const BEFORE_ALL_DAYS = '';

/** Who waits or holds a seat counts for its sponsor's sector on the day it asked, as that is known now; nobody loses a seat by it. */
export const followSponsorSector = rule(
  FollowSponsorSector,
  [],
  ({ cohortId, placeId, sponsorId, sectors }, book: PlaceBook, circumstances) => {
    const place = book.places.get(placeId);
    if (!place || sponsorThatAsked(place) !== sponsorId || !book.rules?.sectorShares) return nothing;
    if (!holdsSeat(place.state) && !waitsInLine(place)) return nothing;
    const { sector } = sectorOn(sectors, place.joinedOn ?? circumstances.today);
    if (sector === undefined || sector === sectorOf(place)) return nothing;

    const corrected = placeSectorCorrected({ cohortId, placeId, sponsorId, sector, from: sectorOf(place) });
    return [placeSectorCorrected({ ...corrected.data, ...overShare(book, corrected, circumstances) })];
  },
);
