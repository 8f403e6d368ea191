import type { BusinessDate, Evolve } from '#kernel';
import { Map, Set } from 'immutable';
import type { CandidacyEvent } from './events.js';

/** A place by name: its id alone may be used in several books. */
export interface PlaceName {
  readonly cohortId: string;
  readonly placeId: string;
}

/** One person's candidacy for one award: at most one place holds it. */
export interface Candidacy {
  /** The place that holds the person, and the acceptances and confirmations by which it claimed them. */
  readonly holder?: PlaceName & { readonly askedIn: Set<string> };
  /** The days the award was granted on, by `placeKey`: more than one only until that is corrected. */
  readonly awards: Map<string, BusinessDate>;
  /** Requests that propose the person, by `placeKey`. */
  readonly interests: Map<string, PlaceName>;
}

export const noCandidacy: Candidacy = { awards: Map(), interests: Map() };

/** What tells a place from every other, of whichever cohort. */
export const placeKey = ({ cohortId, placeId }: PlaceName): string => `${cohortId}/${placeId}`;

/** True when it is this place that holds the person. */
export const isHeldBy = ({ holder }: Candidacy, place: PlaceName): boolean =>
  holder !== undefined && placeKey(holder) === placeKey(place);

/** The id of the stream: `candidacy-{personId}.{awardId}`. */
export const candidacyId = ({ personId, awardId }: { personId: string; awardId: string }): string =>
  `${personId}.${awardId}`;

/** How a candidacy remembers each of its facts. */
export const candidacySteps: Evolve<Candidacy, CandidacyEvent> = {
  CandidacyClaimed: ({ holder, ...candidacy }, { data }) => ({
    ...candidacy,
    holder: { ...nameOf(data), askedIn: (holder?.askedIn ?? Set<string>()).add(data.askedIn) },
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
};

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });
