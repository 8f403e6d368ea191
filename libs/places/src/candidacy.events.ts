import { type BusinessDate, event, type FactsOf } from '#kernel';
import { candidacyMoveEvents } from './participation-moves.events.js';

/** One person's candidacy for one award (`candidacy-{personId}.{awardId}`). */
interface OfCandidacy {
  readonly personId: string;
  readonly awardId: string;
  readonly cohortId: string;
  readonly placeId: string;
}

/**
 * A place holds the person for this award. `askedIn`: the acceptance or confirmation that asked for it, by event id.
 * `returnOf`: the deferred place that holds them too, until they have started where they return to.
 */
export const candidacyClaimed = event('CandidacyClaimed', 1).of<
  OfCandidacy & {
    askedIn: string;
    returnOf?: { readonly cohortId: string; readonly placeId: string };
  }
>();
/** The place gave one of several claims of its own back, and still holds the person by another. */
export const claimDropped = event('ClaimDropped', 1).of<OfCandidacy & { askedIn: string }>();
/** The place holds the person no more. */
export const candidacyReleased = event('CandidacyReleased', 1).of<OfCandidacy>();
/** A request proposes the person; it ends when another place is confirmed for them. */
export const interestNoted = event('InterestNoted', 1).of<OfCandidacy>();
/** That request came to its end. */
export const interestDropped = event('InterestDropped', 1).of<OfCandidacy>();
/** The person holds the award. */
export const awardHeld = event('AwardHeld', 1).of<OfCandidacy & { grantedOn: BusinessDate }>();
/** The award was corrected to not granted. */
export const awardNoLongerHeld = event('AwardNoLongerHeld', 1).of<OfCandidacy>();

/** Entered as history: a place of the person was live from one day up to another, that one excluded, or is still. */
export const pastCandidacyRecorded = event('PastCandidacyRecorded', 1).of<
  OfCandidacy & { from: BusinessDate; until?: BusinessDate }
>();
/** That place was the person's on no day, as it turned out: it was another's, or nobody's. */
export const pastCandidacyStruck = event('PastCandidacyStruck', 1).of<OfCandidacy>();

/** Every fact of a candidacy. */
export const candidacyEvents = {
  candidacyClaimed,
  claimDropped,
  candidacyReleased,
  interestNoted,
  interestDropped,
  awardHeld,
  awardNoLongerHeld,
  pastCandidacyRecorded,
  pastCandidacyStruck,
  ...candidacyMoveEvents,
};
export type CandidacyEvent = FactsOf<typeof candidacyEvents>;
