import { Id, nothing, refuse, rule } from '#kernel';
import { type Candidacy, isFreeFor, placeKey, type PlaceName } from './candidacy.js';
import {
  candidacyClaimed,
  candidacyReleased,
  claimDropped,
  interestDropped,
  interestNoted,
} from './events.js';
import { alreadyHoldsAPlace } from './refusals.js';

/**
 * A place asks for a person. Granted to one place per person and award, whichever sponsors ask; beside a deferred place
 * to the one its participant returns to.
 */
export class ClaimCandidacy {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The acceptance or confirmation that asks. */
  @Id() askedIn!: string;
  /** The deferred place the person returns from. */
  returnOf?: PlaceName;
  /** The place the person was to return to and, as it turned out, did not: what they went on to from there is given back too. */
  notReturnedTo?: PlaceName;
}

export const claimCandidacy = rule(
  ClaimCandidacy,
  ['already-holds-a-place', 'holds-the-award'],
  (claim, candidacy: Candidacy) => {
    const { personId, awardId, cohortId, placeId, askedIn, returnOf, notReturnedTo } = claim;
    const refusal = whyNotFor(candidacy, { cohortId, placeId }, returnOf ?? notReturnedTo);
    if (refusal) return refusal;
    if (candidacy.claims.get(placeKey(claim))?.askedIn.has(askedIn)) return nothing;

    const from = returnOf === undefined ? {} : { returnOf };
    return [candidacyClaimed({ personId, awardId, cohortId, placeId, askedIn, ...from })];
  },
);

/**
 * A place gives back the claim of one acceptance or confirmation (`askedIn`), or, having ended, all it holds or noted.
 * Named by what asked, because the same place may meanwhile have claimed the person anew.
 */
export class ReleaseCandidacy {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id({ optional: true }) askedIn?: string;
}

export const releaseCandidacy = rule(
  ReleaseCandidacy,
  [],
  ({ askedIn, personId, awardId, cohortId, placeId }, candidacy: Candidacy) => {
    const of = { personId, awardId, cohortId, placeId };
    const claims = candidacy.claims.get(placeKey(of))?.askedIn;
    if (askedIn !== undefined) {
      if (!claims?.has(askedIn)) return nothing;
      return claims.size > 1 ? [claimDropped({ ...of, askedIn })] : [candidacyReleased(of)];
    }

    return [
      ...(claims ? [candidacyReleased(of)] : []),
      ...(candidacy.interests.has(placeKey(of)) ? [interestDropped(of)] : []),
    ];
  },
);

/** A request proposes a person: noted, so that it can be ended when another place is theirs. */
export class NoteInterest {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const noteInterest = rule(
  NoteInterest,
  ['already-holds-a-place', 'holds-the-award'],
  ({ personId, awardId, cohortId, placeId }, candidacy: Candidacy) => {
    const refusal = whyNotFor(candidacy, { cohortId, placeId });
    if (refusal) return refusal;
    if (candidacy.interests.has(placeKey({ cohortId, placeId }))) return nothing;

    return [interestNoted({ personId, awardId, cohortId, placeId })];
  },
);

/** A request does not propose this person any more. */
export class DropInterest {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
}

export const dropInterest = rule(
  DropInterest,
  [],
  ({ personId, awardId, cohortId, placeId }, candidacy: Candidacy) =>
    candidacy.interests.has(placeKey({ cohortId, placeId }))
      ? [interestDropped({ personId, awardId, cohortId, placeId })]
      : nothing,
);

const whyNotFor = (candidacy: Candidacy, place: PlaceName, returnOf?: PlaceName) => {
  // The award of this very place is no other.
  if (candidacy.awards.some((_, holder) => holder !== placeKey(place)))
    return refuse('holds-the-award', 'This person holds the award already: name another person.', 'personId');

  return isFreeFor(candidacy, place, returnOf) ? undefined : alreadyHoldsAPlace();
};
