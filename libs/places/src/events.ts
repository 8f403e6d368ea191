import { type BusinessDate, event, type FactsOf, type Pence } from '#kernel';
import { changeEvents } from './change.events.js';
import { correctionEvents } from './correction.events.js';
import { deferralEvents } from './deferral.events.js';
import { endEvents } from './end.events.js';
import { orderEvents } from './order.events.js';
import { pastEvents } from './past.events.js';
import type {
  BookRules,
  CandidacyRefusalCode,
  CheckOutcome,
  NamedBefore,
  ParticipantFacts,
  PassingReason,
  PlaceTerms,
  WaitingReason,
} from './vocabulary.js';

export * from './candidacy.events.js';
export * from './change.events.js';
export * from './correction.events.js';
export * from './deferral.events.js';
export * from './end.events.js';
export * from './order.events.js';
export * from './participation.events.js';
export * from './participation-moves.events.js';
export * from './sponsorship.events.js';
export * from './past.events.js';
export * from './vocabulary.js';

/** Every fact of one place names its cohort and itself. */
interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** The place book of a cohort is open: sponsors may ask. Carries all the book decides by. */
export const placesOpened = event('PlacesOpened', 1).of<
  {
    cohortId: string;
    /** How many requests were carried here before: they ask first, in their order. */
    carried?: number;
  } & BookRules
>();
/** No more requests are taken; those waiting keep their turn. */
export const requestsClosed = event('RequestsClosed', 1).of<{ cohortId: string }>();
export const bookCapacityRaised = event('BookCapacityRaised', 1).of<{
  cohortId: string;
  capacity: number;
  from: number;
}>();
export const bookCapacityLowered = event('BookCapacityLowered', 1).of<{
  cohortId: string;
  capacity: number;
  from: number;
}>();
/** The cohort will not run: nothing is taken, offered or accepted any more. The places end one by one. */
export const bookCancelled = event('BookCancelled', 1).of<{ cohortId: string }>();

/** A sponsor asked for one place. `personId` is whom it proposes; nobody holds the place before the sponsor accepted. */
export const placeRequested = event('PlaceRequested', 1).of<
  OfPlace &
    ParticipantFacts & {
      programmeId: string;
      awardId: string;
      sponsorId: string;
      personId?: string;
      /** The sponsor's own reference. */
      reference?: string;
      /** Of the sponsor, on the day it asked. */
      sector?: string;
      groupId?: string;
      carriedFrom?: { readonly cohortId: string; readonly placeId: string };
      /** The deferred place whose participant returns here. */
      returnOf?: { readonly cohortId: string; readonly placeId: string };
    }
>();
/** The request waits its turn. Says why: how many stood ahead of it and how many seats were held. */
export const placeWaitlisted = event('PlaceWaitlisted', 1).of<
  OfPlace & {
    /** The number drawn on joining the line: turns go by it, and none is drawn twice. */
    turn: number;
    /** How many waited ahead of it. */
    ahead: number;
    held: number;
    capacity: number;
    /** Why it waits where seats are free that nobody ahead of it could take. */
    because?: WaitingReason;
  }
>();
/** A free seat is held for the sponsor until a day, that day included. Says why this request got it. */
export const placeOffered = event('PlaceOffered', 1).of<
  OfPlace & {
    until: BusinessDate;
    /** Its number in the line; absent when it was offered at once, nobody waiting. */
    turn?: number;
    /** How many still waited. */
    behind: number;
    /** Seats held, this one included. */
    held: number;
    capacity: number;
    /** Why requests ahead of it were passed. */
    passing?: readonly PassingReason[];
    /** The last of a full batch: others may follow. */
    othersFollow?: true;
  }
>();
/** The sponsor accepts and names the participant: the seat is kept while the person's candidacy is claimed. */
export const acceptanceAsked = event('AcceptanceAsked', 1).of<
  OfPlace & {
    awardId: string;
    personId: string;
    purchaseOrder?: string;
    orderToFollow?: boolean;
    releaseDays?: number;
  }
>();
/** The person named cannot hold the place; the offer stands as it stood. */
export const acceptanceRefused = event('AcceptanceRefused', 1).of<
  OfPlace & { awardId: string; personId: string; code: CandidacyRefusalCode; until: BusinessDate }
>();
/** The sponsor is bound. Price and terms are frozen here. */
export const placeAccepted = event('PlaceAccepted', 1).of<
  OfPlace & {
    awardId: string;
    sponsorId: string;
    pricePence: Pence;
    terms: PlaceTerms;
    personId?: string;
    insteadOf?: NamedBefore;
    purchaseOrder?: string;
    /** The purchase order follows: the invoice waits for it, the place does not. */
    orderToFollow?: boolean;
    /** Days of release promised to the participant. */
    releaseDays?: number;
  }
>();
/** The participant is named and agrees: the seat is kept, and cannot lapse, while the person's candidacy is claimed. */
export const confirmationAsked = event('ConfirmationAsked', 1).of<
  OfPlace &
    ParticipantFacts & {
      awardId: string;
      personId: string;
      lineManagerId: string;
      /** The version of the notice the participant was shown and agreed to. */
      privacyNoticeVersion: string;
      checks: readonly CheckOutcome[];
      /** The deferred place that holds the person, where this is the place they return to. */
      returnOf?: { readonly cohortId: string; readonly placeId: string };
    }
>();
/** The person named cannot hold the place; it stays accepted. */
export const confirmationRefused = event('ConfirmationRefused', 1).of<
  OfPlace & { awardId: string; personId: string; code: CandidacyRefusalCode }
>();
/** The person holds the place. `insteadOf`: whom the request or the acceptance had named. */
export const placeConfirmed = event('PlaceConfirmed', 1).of<
  OfPlace &
    ParticipantFacts & {
      awardId: string;
      sponsorId: string;
      personId: string;
      /** These two are known of every place but those entered as history. */
      lineManagerId?: string;
      privacyNoticeVersion?: string;
      checks: readonly CheckOutcome[];
      insteadOf?: NamedBefore;
    }
>();

/** The participant took the place up, on the start day or, `late`, by the last joining date. */
export const placeStarted = event('PlaceStarted', 1).of<OfPlace & { personId: string; late?: true }>();
/** The modules are done, work is outstanding; the seat is free, which after the last joining date helps nobody. */
export const placeAwaitingAward = event('PlaceAwaitingAward', 1).of<
  OfPlace & { personId: string; freedSeat: boolean }
>();
/** The award was granted, on `awardedOn`. Recorded again with another day when the award was corrected. */
export const placeCompleted = event('PlaceCompleted', 1).of<
  OfPlace & { personId: string; awardedOn: BusinessDate; freedSeat: boolean }
>();
/** The award was corrected to not granted: the place is what it was, but needs no seat again. */
export const placeCompletionUndone = event('PlaceCompletionUndone', 1).of<
  OfPlace & { personId: string; backTo: 'awaiting_award' | 'failed' }
>();
/** Where the participant works and at which level, as at the request or as at the start. The latest statement counts. */
export const participantFactsKept = event('ParticipantFactsKept', 1).of<
  OfPlace & ParticipantFacts & { asAt: 'request' | 'start' }
>();

/** Every fact of a place book (`places-{cohortId}`). */
export const placesEvents = {
  placesOpened,
  requestsClosed,
  bookCapacityRaised,
  bookCapacityLowered,
  bookCancelled,
  placeRequested,
  placeWaitlisted,
  placeOffered,
  acceptanceAsked,
  acceptanceRefused,
  placeAccepted,
  confirmationAsked,
  confirmationRefused,
  placeConfirmed,
  placeStarted,
  placeAwaitingAward,
  placeCompleted,
  placeCompletionUndone,
  participantFactsKept,
  ...endEvents,
  ...orderEvents,
  ...changeEvents,
  ...deferralEvents,
  ...correctionEvents,
  ...pastEvents,
};
export type PlaceEvent = FactsOf<typeof placesEvents>;
