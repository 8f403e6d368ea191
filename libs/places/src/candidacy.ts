import type { BusinessDate, Evolve, FactsOf } from '#kernel';
import { Map, Set } from 'immutable';
import type { CandidacyEvent } from './events.js';
import type { candidacyMoveEvents } from './participation-moves.events.js';

/** A place by name: its id alone may be used in several books. */
export interface PlaceName {
  readonly cohortId: string;
  readonly placeId: string;
}

/** A place that holds a person, and the acceptances and confirmations by which it claimed them. */
export interface Claim extends PlaceName {
  readonly askedIn: Set<string>;
  /** The day it claimed them; absent of a claim that moved here before its day was kept. */
  readonly claimedOn?: BusinessDate;
  /** The deferred place whose participant returns there. */
  readonly returnOf?: PlaceName;
}

/** One person's candidacy for one award: at most one place holds it, and the one they return to from there. */
export interface Candidacy {
  /** Who holds the person, by `placeKey`. */
  readonly claims: Map<string, Claim>;
  /** The days the award was granted on, by `placeKey`: more than one only until that is corrected. */
  readonly awards: Map<string, BusinessDate>;
  /** Requests that propose the person, by `placeKey`. */
  readonly interests: Map<string, PlaceName>;
  /** Places entered as history, by `placeKey`: from when to when each was live. */
  readonly past: Map<string, LiveDays>;
  /** The moves by which it took over what other records of the person held, by event id. */
  readonly takenOver: Set<string>;
}

/** The days of a live place: from its request up to its end, that day excluded; without one it is live still. */
export interface LiveDays {
  readonly from: BusinessDate;
  readonly until?: BusinessDate;
}

export const noCandidacy: Candidacy = {
  claims: Map(),
  awards: Map(),
  interests: Map(),
  past: Map(),
  takenOver: Set(),
};

/** What tells a place from every other, of whichever cohort. */
export const placeKey = ({ cohortId, placeId }: PlaceName): string => `${cohortId}/${placeId}`;

/** The inverse of `placeKey`: ids hold no slash. */
export const placeIn = (key: string): PlaceName => {
  const [cohortId = '', placeId = ''] = key.split('/');
  return { cohortId, placeId };
};

/** True when it is this place that holds the person. */
export const isHeldBy = ({ claims }: Candidacy, place: PlaceName): boolean => claims.has(placeKey(place));

/** True when every place that holds the person is this one, or is returned to from it, or it from them. */
export const isFreeFor = (
  { claims }: { readonly claims: Map<string, Omit<Claim, 'askedIn'>> },
  place: PlaceName,
  returnOf?: PlaceName,
): boolean => {
  let family = Set([place, ...(returnOf ? [returnOf] : [])].map(placeKey));
  for (let before = -1; before < family.size;) {
    before = family.size;
    for (const claim of claims.values()) {
      const kin = [claim, ...(claim.returnOf ? [claim.returnOf] : [])].map(placeKey);
      if (kin.some((key) => family.has(key))) family = family.union(kin);
    }
  }
  return claims.keySeq().every((key) => family.has(key));
};

/** True when both name the same place. */
export const samePlace = (one: PlaceName, other: PlaceName): boolean => placeKey(one) === placeKey(other);

/** The id of the stream: `candidacy-{personId}.{awardId}`. */
export const candidacyId = ({ personId, awardId }: { personId: string; awardId: string }): string =>
  `${personId}.${awardId}`;

/** How a candidacy remembers each of its facts. */
export const candidacySteps: Evolve<
  Candidacy,
  Exclude<CandidacyEvent, FactsOf<typeof candidacyMoveEvents>>
> = {
  CandidacyClaimed: (candidacy, { data, effectiveOn: claimedOn }) => ({
    ...candidacy,
    claims: candidacy.claims.update(placeKey(data), (claim) => ({
      ...(claim ?? { ...nameOf(data), claimedOn }),
      askedIn: (claim?.askedIn ?? Set<string>()).add(data.askedIn),
      ...(data.returnOf === undefined ? {} : { returnOf: data.returnOf }),
    })),
  }),
  ClaimDropped: (candidacy, { data }) => {
    const claim = candidacy.claims.get(placeKey(data));
    return claim
      ? {
          ...candidacy,
          claims: candidacy.claims.set(placeKey(data), {
            ...claim,
            askedIn: claim.askedIn.delete(data.askedIn),
          }),
        }
      : candidacy;
  },
  CandidacyReleased: (candidacy, { data }) => ({
    ...candidacy,
    claims: candidacy.claims.delete(placeKey(data)),
  }),
  InterestNoted: (candidacy, { data }) => ({
    ...candidacy,
    interests: candidacy.interests.set(placeKey(data), nameOf(data)),
  }),
  InterestDropped: (candidacy, { data }) => ({
    ...candidacy,
    interests: candidacy.interests.delete(placeKey(data)),
  }),
  AwardHeld: (candidacy, { data }) => ({
    ...candidacy,
    awards: candidacy.awards.set(placeKey(data), data.grantedOn),
  }),
  AwardNoLongerHeld: (candidacy, { data }) => ({
    ...candidacy,
    awards: candidacy.awards.delete(placeKey(data)),
  }),
  PastCandidacyRecorded: (candidacy, { data: { from, until, ...data } }) => ({
    ...candidacy,
    past: candidacy.past.set(placeKey(data), { from, ...(until === undefined ? {} : { until }) }),
  }),
  PastCandidacyStruck: (candidacy, { data }) => ({
    ...candidacy,
    past: candidacy.past.delete(placeKey(data)),
  }),
};

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });
