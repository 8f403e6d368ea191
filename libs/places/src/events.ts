import { type BusinessDate, event, type FactsOf, type Pence } from '#kernel';
import { changeEvents } from './change.events.js';
import { correctionEvents } from './correction.events.js';
import { deferralEvents } from './deferral.events.js';
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
  ReasonClass,
  RequestRefusalCode,
  WaitingReason,
} from './vocabulary.js';

export * from './candidacy.events.js';
export * from './change.events.js';
export * from './correction.events.js';
export * from './deferral.events.js';
export * from './order.events.js';
export * from './participation.events.js';
export * from './participation-moves.events.js';
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

/** The place ended, and with it whatever the book knew of a person's claim: released by these ids. */
interface OfEndedPlace extends OfPlace {
  readonly awardId: string;
  /** All whose candidacy the place may have claimed or noted. */
  readonly personIds: readonly string[];
  /** Whether a seat came free by it. */
  readonly freedSeat: boolean;
  /** The group it waited with, which needs one seat less now. */
  readonly groupId?: string;
}

export const placeDeclined = event('PlaceDeclined', 1).of<OfEndedPlace>();
export const offerLapsed = event('OfferLapsed', 1).of<OfEndedPlace & { until: BusinessDate }>();
/** The sponsor took back a request that bound it to nothing: it waited or was offered. Counts as requested. */
export const requestWithdrawn = event('RequestWithdrawn', 1).of<
  OfEndedPlace & { reasonClass: ReasonClass }
>();
/** The programme refused a request that waited or was offered. Counts as requested. */
export const requestRefused = event('RequestRefused', 1).of<OfEndedPlace & { code: RequestRefusalCode }>();
/**
 * A place that bound its sponsor was given up. Money follows `notifiedOn`. `hadStarted` is as at the event's own
 * date: false on a place that was recorded as started means that, as it turned out, it never was.
 */
export const placeWithdrawn = event('PlaceWithdrawn', 1).of<
  OfEndedPlace & {
    /** Absent only of places entered as history: their papers do not say. */
    reasonClass?: ReasonClass;
    notifiedOn: BusinessDate;
    /** The reference of the document that shows the notice. */
    evidence?: string;
    hadStarted: boolean;
    /** Released because nobody was confirmed by the naming date; returns elsewhere, or not at all; did not return in time. */
    because?: 'not_named' | 'return_given_up' | 'deferral_limit';
    /** The cohort had moved: no charge, whatever the bands say. */
    free?: true;
    /** The start the refund bands count from, where the cohort moved since the acceptance: the later of both. */
    bandsFrom?: BusinessDate;
  }
>();
/** The participant never appeared. `othersStand`: the last of a full batch, more are to end. */
export const placeNotTakenUp = event('PlaceNotTakenUp', 1).of<OfEndedPlace & { othersStand?: true }>();
/** Nothing came free by the last joining date. `othersWait`: the last of a full batch, more are to end. */
export const placeNotPlaced = event('PlaceNotPlaced', 1).of<OfEndedPlace & { othersWait?: true }>();
/**
 * Cancelled with its cohort, out of the state it had (`was`) and, where it had started, on which day: money is undone by
 * them. `othersStand`: the last of a full batch, more are to end.
 */
export const placeCancelled = event('PlaceCancelled', 1).of<
  OfEndedPlace & { was?: string; startedOn?: BusinessDate; othersStand?: true }
>();
/** Started, and ended without the award. */
export const placeFailed = event('PlaceFailed', 1).of<
  OfEndedPlace & { outcome: 'failed' | 'left_with_credit' }
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
  placeDeclined,
  offerLapsed,
  requestWithdrawn,
  requestRefused,
  placeWithdrawn,
  placeNotTakenUp,
  placeNotPlaced,
  placeCancelled,
  placeFailed,
  placeStarted,
  placeAwaitingAward,
  placeCompleted,
  placeCompletionUndone,
  participantFactsKept,
  ...orderEvents,
  ...changeEvents,
  ...deferralEvents,
  ...correctionEvents,
  ...pastEvents,
};
export type PlaceEvent = FactsOf<typeof placesEvents>;
