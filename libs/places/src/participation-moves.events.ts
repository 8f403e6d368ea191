import { type BusinessDate, event } from '#kernel';

interface NamedPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** All that a candidacy knows of some places: who holds the person, who proposes them, which awards they hold. */
export interface Holdings {
  readonly claims: readonly (NamedPlace & {
    readonly askedIn: readonly string[];
    /** Absent of what moved before it was kept. */
    readonly claimedOn?: BusinessDate;
    readonly returnOf?: NamedPlace;
  })[];
  readonly interests: readonly NamedPlace[];
  readonly awards: readonly (NamedPlace & { readonly grantedOn: BusinessDate })[];
  readonly past: readonly (NamedPlace & { readonly from: BusinessDate; readonly until?: BusinessDate })[];
}

interface OfMove {
  readonly personId: string;
  readonly awardId: string;
}

/** Two records were found to be of one person, or of two after all: what this one held goes to the other. */
export const candidacyMoved = event('CandidacyMoved', 1).of<OfMove & Holdings & { toPersonId: string }>();
/**
 * What another record of the person held is this one's now. `heldTwice`: more than one place holds the person for the award,
 * which no rule would have allowed; it is listed until one of them ends.
 */
export const candidacyTakenOver = event('CandidacyTakenOver', 1).of<
  OfMove & Holdings & { fromPersonId: string; movedIn: string; heldTwice: boolean }
>();

/** How candidacies follow the merges of people. */
export const candidacyMoveEvents = { candidacyMoved, candidacyTakenOver };
