import { type Circumstances, Id, nothing, refuse, rule, Words } from '#kernel';
import { type PlaceEvent, placeSponsorCorrected } from './events.js';
import { foreseen } from './foreseen.js';
import type { PlaceBook } from './place-book.js';
import { noSuchPlace } from './refusals.js';
import { spokenFor } from './seats.js';
import { sectorOn, type SectorsOfSponsor } from './place-order.js';
import { toldOf } from './told-facts.js';

/** Another organisation had asked for the place than was recorded. A transfer says that another took it over. */
export class CorrectPlaceSponsor {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Words({ max: 200, example: 'The form named the parent body.', description: 'Never about a person' })
  reason!: string;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
}

export const correctPlaceSponsor = rule(
  CorrectPlaceSponsor,
  ['no-such-place', 'sponsor-was-transferred'],
  ({ cohortId, placeId, sponsorId, reason, sectors }, book: PlaceBook, circumstances) => {
    const { actor } = circumstances;
    const place = book.places.get(placeId);
    const told = place && toldOf(place, 'requested');
    if (!place || !told) return noSuchPlace();
    if (place.sponsorId === sponsorId) return nothing;
    if (place.answering && !place.answering.isEmpty())
      return refuse(
        'sponsor-was-transferred',
        'Another sponsor answers for this place since: the one that asked cannot be corrected any more.',
        'sponsorId',
      );

    const { event: corrects, on } = told;
    const said = { cohortId, placeId, sponsorId, from: place.sponsorId, corrects, reason, askedBy: actor };
    return [sponsorCorrected({ ...said, ...sectorOn(sectors, place.joinedOn ?? on) }, book, circumstances)];
  },
);

/** Whether a seat takes one that is kept for another sector by a correction: it is a recorded exception then. */
export const overShare = (
  book: PlaceBook,
  corrected: PlaceEvent,
  circumstances: Pick<Circumstances, 'today' | 'now' | 'effectiveOn'>,
): { readonly overShare?: true } => {
  const after = foreseen(book, [corrected], circumstances);
  return spokenFor(after, circumstances.today) > after.capacity + after.exceptions ? { overShare: true } : {};
};

/** The correction of a sponsor, by which its place may count for another sector. */
export const sponsorCorrected = (
  said: Omit<Parameters<typeof placeSponsorCorrected>[0], 'overShare'>,
  book: PlaceBook,
  circumstances: Pick<Circumstances, 'today' | 'now' | 'effectiveOn'>,
) => placeSponsorCorrected({ ...said, ...overShare(book, placeSponsorCorrected(said), circumstances) });
