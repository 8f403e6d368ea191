import { type BusinessDate, event } from '#kernel';
import type { CorrectableFact, Level } from './vocabulary.js';

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** What every correction says: the event it corrects, which stays as it was recorded, and why. */
interface Corrects {
  readonly corrects: string;
  readonly reason: string;
}

/** A fact happened on another day than was recorded: the event's own date is the right one. */
export const placeDateCorrected = event('PlaceDateCorrected', 1).of<
  OfPlace & Corrects & { fact: CorrectableFact; from: BusinessDate }
>();
/**
 * A fact never happened: the place stands as before it. `backTo` may need a seat: held where one was free, else the place
 * waits at the head of the line (`turn`) until one is, or it was allowed over the capacity.
 */
export const placeFactStruck = event('PlaceFactStruck', 1).of<
  OfPlace &
    Corrects & {
      fact: CorrectableFact;
      backTo: string;
      seat: 'not_needed' | 'held' | 'awaited' | 'over_capacity';
      turn?: number;
      allowedBy?: string;
    }
>();
/** The place that waited for its seat after a correction holds one again, in the state it was corrected to. */
export const seatRegained = event('SeatRegained', 1).of<
  OfPlace & { backTo: string; held: number; capacity: number }
>();
/** The place is, and was, another sponsor's than was recorded. */
export const placeSponsorCorrected = event('PlaceSponsorCorrected', 1).of<
  OfPlace & Corrects & { sponsorId: string; from: string }
>();
/** Where the participant works, or at which level, was recorded wrongly. */
export const participantFactsCorrected = event('ParticipantFactsCorrected', 1).of<
  OfPlace & Corrects & { asAt: 'request' | 'start'; homeOrganisationId?: string; level?: Level }
>();

/** The facts that correct others of a book. */
export const correctionEvents = {
  placeDateCorrected,
  placeFactStruck,
  seatRegained,
  placeSponsorCorrected,
  participantFactsCorrected,
};
