import { type BusinessDate, daysAfter, type Instant, laterOf, monthsAfter, type Pence } from '#kernel';
import type { Map, Set } from 'immutable';
import { placeKey, type PlaceName } from './candidacy.js';
import type { PlaceChanges } from './place-changes.js';
import type { BookRules, PlaceTerms, ReasonClass } from './vocabulary.js';

/** How long a deferral lasts at least, where its cohort does not say. */
export const DEFERRAL_LIMIT_MONTHS = 24;

/** So many days before the limit the sponsor and the participant are reminded of it. */
export const DEFERRAL_REMINDER_DAYS = [180, 90, 30] as const;

/** What a place remembers of a correction that reaches the other places of the same participation. */
export interface Corrected {
  readonly reason: string;
  /** When somebody said so, here or where it was followed from: of two corrections the later counts. */
  readonly at: Instant;
  /** It was corrected here, and does not only follow another place. */
  readonly here: boolean;
}

/** When it was decided who answers for a place, by which notice, and from which day on. */
export interface Answered {
  /** Here, or where it was followed from: of two decisions about one participation the later counts. */
  readonly at: Instant;
  readonly on: BusinessDate;
  readonly notifiedOn: BusinessDate;
  readonly evidence?: string;
  /** It was decided here, and does not only follow another place. */
  readonly here: boolean;
  /** The event that told of it here, and who answered before it; absent where a striking decided it, or of who is only noted. */
  readonly event?: string;
  readonly before?: Pick<PlaceChanges, 'answering'> & {
    readonly sponsorId: string;
    readonly acceptedOn?: BusinessDate;
  };
}

/** What a sponsor agreed to pay for a place, and how. */
export interface Agreed {
  readonly pricePence: Pence;
  readonly terms: PlaceTerms;
}

/** A deferral, as the book of the deferred place remembers it. */
export interface Deferral {
  readonly on: BusinessDate;
  readonly hadStarted: boolean;
  readonly reasonClass: ReasonClass;
  readonly notifiedOn: BusinessDate;
  readonly modulesPassed: readonly string[];
  readonly limitOn: BusinessDate;
  /** Days it has been paused, but for a pause that lasts. */
  readonly pausedDays: number;
  readonly pausedSince?: BusinessDate;
  /** When the last pause ended. */
  readonly resumedOn?: BusinessDate;
  readonly returnTo?: PlaceName;
  /** The participant started there: the day, and the event that told of it here. */
  readonly returned?: { readonly on: BusinessDate; readonly event: string };
  /** Every return named so far, by `placeKey`: an id is used for one only. */
  readonly named: Set<string>;
  /** The reminders of the limit as it is, by their days before it. */
  readonly reminded: Set<number>;
  /** The limit came, and nobody has decided. */
  readonly limitReached: boolean;
}

/** Where no sponsor answers for a place: the participant does, or nobody does. */
export type AnsweredFor = Pick<PlaceChanges, 'selfFunded' | 'withoutSponsor'>;

/** What travels along with a returner. */
export interface Travelling extends AnsweredFor {
  readonly modulesPassed: readonly string[];
  readonly agreedBefore?: Agreed;
}

/** Who answers for a place where no sponsor does; nothing where one does. */
export const answeredForIn = ({ selfFunded, withoutSponsor }: AnsweredFor): AnsweredFor => ({
  ...(selfFunded ? { selfFunded } : {}),
  ...(withoutSponsor ? { withoutSponsor } : {}),
});

/** What travels along, of all that is said of a returner. */
export const travellingIn = ({ modulesPassed, agreedBefore, ...answeredFor }: Travelling): Travelling => ({
  modulesPassed,
  ...(agreedBefore === undefined ? {} : { agreedBefore }),
  ...answeredForIn(answeredFor),
});

/** What a place remembers of deferral and return. */
export interface DeferralOfPlace {
  readonly deferral?: Deferral;
  /** The deferred place whose participant returns here. */
  readonly returnOf?: PlaceName;
  readonly travelling?: Travelling;
  /** What was corrected of it that also holds where its participant goes on, or came from. */
  readonly corrected?: {
    readonly sponsor?: Corrected & { readonly askedBy: string | undefined };
    readonly participant?: Corrected & { readonly askedBy: string };
  };
  readonly answered?: Answered;
}

/** A returner who was named for this cohort before its book opened. */
export interface Returner extends Travelling {
  readonly awardId: string;
  readonly sponsorId: string;
  readonly sector?: string;
  readonly personId: string;
  readonly returnOf: PlaceName;
  /** The event that noted them, and the day since when they are. */
  readonly notedIn?: string;
  readonly notedOn?: BusinessDate;
  readonly corrected?: DeferralOfPlace['corrected'];
  readonly answered?: Answered;
}

/** What a book remembers of deferrals and returns. */
export interface DeferralsOfBook {
  /** Places that are deferred. */
  readonly deferred: Set<string>;
  /** Returners noted before the book opened, by the id of their place here. */
  readonly returners: Map<string, Returner>;
  /** Returns that were given up, by `returnKey`. */
  readonly givenUp: Set<string>;
}

/** What tells a return from every other: its id here, and the place that was left, since another may have been given the same id. */
export const returnKey = (placeId: string, returnOf: PlaceName): string =>
  `${placeId} of ${placeKey(returnOf)}`;

/** True when the participant of that place does not return to this one. */
export const isGivenUp = (
  { givenUp }: DeferralsOfBook,
  placeId: string,
  returnOf: PlaceName | undefined,
): boolean => returnOf !== undefined && givenUp.has(returnKey(placeId, returnOf));

/** The last day to return by: so many months after the deferral, or the end of the second next cohort if that is later. */
export const limitOf = (
  rules: BookRules,
  on: BusinessDate,
  secondNextEndsOn: BusinessDate | undefined,
): BusinessDate => {
  const atLeast = monthsAfter(on, rules.deferralLimitMonths ?? DEFERRAL_LIMIT_MONTHS);
  return secondNextEndsOn === undefined ? atLeast : laterOf(atLeast, secondNextEndsOn);
};

/** A limit with the days added that the deferral was paused. */
export const withPauses = (limit: BusinessDate, { pausedDays }: Deferral): BusinessDate =>
  daysAfter(limit, pausedDays);
