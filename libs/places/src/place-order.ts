import { type BusinessDate, type Dated, type Together, valueOnOrEarliest } from '#kernel';
import type { List, Map, Set } from 'immutable';
import { CORRECTED, type Line, type LineClass } from './line.js';
import type { TurnSet } from './turn-set.js';
import type { ExceptedRule } from './vocabulary.js';

/** Where a sponsor's sector is not known. */
export const UNKNOWN_SECTOR = 'unknown';

/** The sponsor's sectors, day by day: filled in by what knows organisations, never stated by who asks. */
export type SectorsOfSponsor = Dated<string>;

/** The sector of a sponsor on the day it asks; absent where nobody knows the sponsor. */
export const sectorOn = (
  sectors: SectorsOfSponsor | undefined,
  today: BusinessDate,
): { readonly sector?: string } => {
  const sector = sectors && valueOnOrEarliest(sectors, today);
  return sector === undefined ? {} : { sector };
};

/** A place of one book, named from another. */
export interface PlaceElsewhere {
  readonly cohortId: string;
  readonly placeId: string;
}

/** What a place remembers of its turn. */
export interface PlaceOrder {
  /** Of the sponsor, on the day it asked. */
  readonly sector?: string;
  /** That day: the one the request was recorded on. */
  readonly joinedOn?: BusinessDate;
  /** The sponsor's own reference. */
  readonly reference?: string;
  readonly groupId?: string;
  /** Its class in the line; absent: ordinary. */
  readonly standing?: LineClass;
  /** Its number in the line. Kept when it is offered or ends. */
  readonly turn?: number;
  /** The rules a named exception set aside for it. */
  readonly overRules?: readonly ExceptedRule[];
  /** By a correction its seat takes one that is kept for another sector: a recorded exception too. */
  readonly overShare?: true;
  /** Corrected: the state it stands in again once it has a seat. */
  readonly backTo?: string;
  /** The offer was extended: it does not lapse on the day first stated. */
  readonly extended?: true;
  /** Carried here before the book opened: its number among those not placed where it came from. Absent once it has asked. */
  readonly noted?: number;
  /** The event that noted it. */
  readonly notedIn?: string;
  readonly carriedFrom?: PlaceElsewhere;
  /** Its number among those not placed in this book. */
  readonly notPlacedAs?: number;
  readonly carriedTo?: PlaceElsewhere;
}

/** Places asked for together. */
export interface Group {
  readonly sponsorId: string;
  readonly placeIds: readonly string[];
  /** Each place takes its own turn: the sponsor allows it. */
  readonly split: boolean;
  /** Asked, once, whether it may be split; it may answer until this day, that day included. */
  readonly answerBy?: BusinessDate;
  readonly passedOver?: true;
}

/** Who only gets a seat back goes alone, and so does a place another sponsor had asked for than its group's. */
export const goesWith = (
  group: Group,
  { sponsorId, standing }: Pick<PlaceOrder, 'standing'> & { readonly sponsorId: string },
): boolean => standing !== CORRECTED && sponsorId === group.sponsorId;

/** What a book remembers of its order. */
export interface BookOrder {
  /** Those who wait, places of an unsplit group as one. */
  readonly line: Line;
  /** Requests that wait in line. */
  readonly waiting: number;
  /** Turns are drawn from here on, and none is drawn twice. */
  readonly nextTurn: number;
  readonly heldBySector: Map<string, number>;
  /** Seats held by named exception over the capacity or a sector's share. */
  readonly exceptions: number;
  /** Offered, bound and ongoing places per sponsor that answers for them. */
  readonly takenBySponsor: Map<string, number>;
  /** Which records of organisations are of one sponsor, where a maximum counts. */
  readonly sponsorRecords: Together;
  readonly groups: Map<string, Group>;
  /** Groups that were asked whether they may be split, as far as they may still answer. */
  readonly asked: Set<string>;
  /** Requests carried here that ask first, once the book opens, by the number they had. */
  readonly noted: Map<number, List<string>>;
  readonly notedNumbers: TurnSet;
  /** Those of them that were asked for together where they come from, as they were carried. */
  readonly notedGroups: Map<string, List<string>>;
  /** The turn of the next of them: the first turns of the book are theirs. */
  readonly nextCarriedTurn: number;
  /** Sectors whose share was released. */
  readonly released: Set<string>;
  /** The window is over: its requests have turns below this one. */
  readonly windowEndsBefore?: number;
  readonly drawn: boolean;
  readonly notPlaced: number;
}
