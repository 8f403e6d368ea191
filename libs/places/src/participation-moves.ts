import { type Evolve, type FactsOf, Id, nothing, rule } from '#kernel';
import { Map, Set } from 'immutable';
import { type Candidacy, isFreeFor, placeIn, placeKey, type PlaceName } from './candidacy.js';
import {
  candidacyMoved,
  type candidacyMoveEvents,
  candidacyTakenOver,
  type Holdings,
} from './participation-moves.events.js';

/** What a record of a person held goes to another: all of it after a merge, some places when the merge is undone. */
export class MoveCandidacy {
  /** The record it is taken from, as it is: not the one that stands for it. */
  @Id() personId!: string;
  @Id() awardId!: string;
  @Id() toPersonId!: string;
  /** Absent: all places. */
  places?: readonly PlaceName[];
}

export const moveCandidacy = rule(
  MoveCandidacy,
  [],
  ({ personId, awardId, toPersonId, places }, candidacy: Candidacy) => {
    const only = places && Set(places.map(placeKey));
    const holdings = holdingsOf(candidacy, (key) => only === undefined || only.has(key));
    const isEmpty = Object.values(holdings).every((held: readonly unknown[]) => held.length === 0);

    return isEmpty ? nothing : [candidacyMoved({ personId, awardId, toPersonId, ...holdings })];
  },
);

/** A record takes over what another one of the same person held. Nothing is refused: it is so already. */
export class TakeOverCandidacy {
  @Id() personId!: string;
  @Id() awardId!: string;
  @Id() fromPersonId!: string;
  /** The event that moved it. */
  @Id() movedIn!: string;
  holdings!: Holdings;
}

export const takeOverCandidacy = rule(
  TakeOverCandidacy,
  [],
  ({ personId, awardId, fromPersonId, movedIn, holdings }, candidacy: Candidacy) => {
    if (candidacy.takenOver.has(movedIn)) return nothing;
    const { claims } = withHoldings(candidacy, holdings);
    const heldTwice = holdings.claims.some(
      (claim) => !isFreeFor({ ...candidacy, claims }, claim, claim.returnOf),
    );

    return [candidacyTakenOver({ personId, awardId, fromPersonId, movedIn, ...holdings, heldTwice })];
  },
);

/** How a candidacy remembers what moved. */
export const candidacyMoveSteps: Evolve<Candidacy, FactsOf<typeof candidacyMoveEvents>> = {
  CandidacyMoved: (candidacy, { data }) => ({
    ...candidacy,
    claims: candidacy.claims.deleteAll(data.claims.map(placeKey)),
    interests: candidacy.interests.deleteAll(data.interests.map(placeKey)),
    awards: candidacy.awards.deleteAll(data.awards.map(placeKey)),
    past: candidacy.past.deleteAll(data.past.map(placeKey)),
  }),
  CandidacyTakenOver: (candidacy, { data }) => ({
    ...withHoldings(candidacy, data),
    takenOver: candidacy.takenOver.add(data.movedIn),
  }),
};

const holdingsOf = (
  { claims, interests, awards, past }: Candidacy,
  moves: (key: string) => boolean,
): Holdings => ({
  claims: claims
    .filter((_, key) => moves(key))
    .valueSeq()
    .map(({ askedIn, ...claim }) => ({ ...claim, askedIn: [...askedIn] }))
    .toArray(),
  interests: interests
    .filter((_, key) => moves(key))
    .valueSeq()
    .toArray(),
  awards: [...awards]
    .filter(([key]) => moves(key))
    .map(([key, grantedOn]) => ({ ...placeIn(key), grantedOn })),
  past: [...past].filter(([key]) => moves(key)).map(([key, days]) => ({ ...placeIn(key), ...days })),
});

const withHoldings = (candidacy: Candidacy, holdings: Holdings): Candidacy => ({
  ...candidacy,
  claims: candidacy.claims.merge(
    Map(
      holdings.claims.map(({ askedIn, ...claim }) => [
        placeKey(claim),
        { ...claim, askedIn: Set(askedIn).union(candidacy.claims.get(placeKey(claim))?.askedIn ?? []) },
      ]),
    ),
  ),
  interests: candidacy.interests.merge(
    Map(
      holdings.interests.map(({ cohortId, placeId }) => [
        placeKey({ cohortId, placeId }),
        { cohortId, placeId },
      ]),
    ),
  ),
  awards: candidacy.awards.merge(Map(holdings.awards.map((award) => [placeKey(award), award.grantedOn]))),
  past: candidacy.past.merge(
    Map(holdings.past.map(({ cohortId, placeId, ...days }) => [placeKey({ cohortId, placeId }), days])),
  ),
});
