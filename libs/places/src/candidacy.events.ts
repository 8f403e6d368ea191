import { type BusinessDate, event, type FactsOf } from '#kernel';

/** One person's candidacy for one award (`candidacy-{personId}.{awardId}`). */
interface OfCandidacy {
  readonly personId: string;
  readonly awardId: string;
  readonly cohortId: string;
  readonly placeId: string;
}

/** A place holds the person for this award. `askedIn`: the acceptance or confirmation that asked for it, by event id. */
export const candidacyClaimed = event('CandidacyClaimed', 1).of<OfCandidacy & { askedIn: string }>();
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

/** Every fact of a candidacy. */
export const candidacyEvents = {
  candidacyClaimed,
  claimDropped,
  candidacyReleased,
  interestNoted,
  interestDropped,
  awardHeld,
  awardNoLongerHeld,
};
export type CandidacyEvent = FactsOf<typeof candidacyEvents>;
