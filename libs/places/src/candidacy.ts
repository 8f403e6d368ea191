import type { BusinessDate, Evolve } from '#kernel';
import { Map, Set } from 'immutable';
import type { CandidacyEvent } from './events.js';

/** One person's candidacy for one award: at most one place holds it. */
export interface Candidacy {
  /** The place that holds the person, and the acceptances and confirmations by which it claimed them. */
  readonly holder?: { readonly placeId: string; readonly askedIn: Set<string> };
  readonly award?: { readonly placeId: string; readonly grantedOn: BusinessDate };
  /** Requests that propose the person: place id to cohort id. */
  readonly interests: Map<string, string>;
}

export const noCandidacy: Candidacy = { interests: Map() };

/** The id of the stream: `candidacy-{personId}.{awardId}`. */
export const candidacyId = ({ personId, awardId }: { personId: string; awardId: string }): string =>
  `${personId}.${awardId}`;

/** How a candidacy remembers each of its facts. */
export const candidacySteps: Evolve<Candidacy, CandidacyEvent> = {
  CandidacyClaimed: ({ holder, ...candidacy }, { data }) => ({
    ...candidacy,
    holder: { placeId: data.placeId, askedIn: (holder?.askedIn ?? Set<string>()).add(data.askedIn) },
  }),
  ClaimDropped: (candidacy, { data }) =>
    candidacy.holder
      ? {
          ...candidacy,
          holder: { ...candidacy.holder, askedIn: candidacy.holder.askedIn.delete(data.askedIn) },
        }
      : candidacy,
  CandidacyReleased: ({ holder: _, ...candidacy }) => candidacy,
  InterestNoted: (candidacy, { data }) => ({
    ...candidacy,
    interests: candidacy.interests.set(data.placeId, data.cohortId),
  }),
  InterestDropped: (candidacy, { data }) => ({
    ...candidacy,
    interests: candidacy.interests.delete(data.placeId),
  }),
  AwardHeld: (candidacy, { data }) => ({
    ...candidacy,
    award: { placeId: data.placeId, grantedOn: data.grantedOn },
  }),
  AwardNoLongerHeld: ({ award: _, ...candidacy }) => candidacy,
};
