import { type BusinessDate, event, type Instant, type Pence } from '#kernel';
import type { PlaceTerms, ReasonClass, ReturnLossReason } from './vocabulary.js';

interface OfPlace {
  readonly cohortId: string;
  readonly placeId: string;
}

/** A place in whichever book. */
interface PlaceElsewhere {
  readonly cohortId: string;
  readonly placeId: string;
}

/** What a sponsor agreed to pay for a place, and how. */
interface Agreed {
  readonly pricePence: Pence;
  readonly terms: PlaceTerms;
}

/** Where no sponsor answers for the place: the participant does, or nobody since notice of that arrived. `sponsorId` is the last that did. */
interface AnsweredFor {
  readonly selfFunded?: true;
  readonly withoutSponsor?: { readonly notifiedOn: BusinessDate; readonly evidence?: string };
}

/**
 * The participant goes on later, in another cohort. The place holds no seat any more; the person's candidacy stays with it
 * until they return or do not. Modules passed and money paid travel along: by the price and the terms it was accepted at.
 */
export const placeDeferred = event('PlaceDeferred', 1).of<
  OfPlace &
    AnsweredFor & {
      /** When notice of it arrived, which money follows, and the reference of the document that shows it. */
      notifiedOn: BusinessDate;
      evidence?: string;
      awardId: string;
      sponsorId: string;
      personId: string;
      reasonClass: ReasonClass;
      hadStarted: boolean;
      freedSeat: boolean;
      /** The last day to return by. */
      limitOn: BusinessDate;
      /** Where they are to return; a seat is held there from now on, or they stand first in its line. */
      returnTo?: PlaceElsewhere;
      /** When they expect to return, where no cohort is named. */
      expectedOn?: BusinessDate;
      modulesPassed: readonly string[];
      /** What the place was accepted at; absent where that was before the product knew it. */
      agreed?: Agreed;
    }
>();
/** The cohort of return is named, or another one instead (`insteadOf`, whose seat is given back first). */
export const returnNamed = event('ReturnNamed', 1).of<
  OfPlace & { personId: string; sponsorId: string; returnTo: PlaceElsewhere; insteadOf?: PlaceElsewhere }
>();
/** The named return came to nothing before the participant started there: deferred as before, and none is named. */
export const returnLost = event('ReturnLost', 1).of<
  OfPlace & { personId: string; returnTo: PlaceElsewhere; because: ReturnLossReason }
>();
/** The limit does not run from this day on (family leave and sickness); why is in the person's stream. */
export const deferralPaused = event('DeferralPaused', 1).of<OfPlace>();
/** It runs again: the limit moved by the days between. */
export const deferralResumed = event('DeferralResumed', 1).of<
  OfPlace & { days: number; from: BusinessDate; limitOn: BusinessDate }
>();
/** The limit moved: a late or cancelled cohort, or an administrator's decision. */
export const deferralExtended = event('DeferralExtended', 1).of<
  OfPlace & {
    from: BusinessDate;
    limitOn: BusinessDate;
    /** The limit before the days of pauses were added, where it was counted and no day was stated. */
    withoutPauses?: BusinessDate;
    reason: string;
    /** The last of a full batch: more are to be extended, their second next cohort ending then. */
    othersUntil?: BusinessDate;
  }
>();
/** The sponsor and the participant are reminded of the limit. */
export const deferralReminded = event('DeferralReminded', 1).of<
  OfPlace & { limitOn: BusinessDate; daysBefore: number }
>();
/** The limit has come: an administrator decides. Nothing lapses unseen. */
export const deferralLimitReached = event('DeferralLimitReached', 1).of<
  OfPlace & { limitOn: BusinessDate }
>();
/**
 * The participant started in the cohort of return: here the place counts as moved. `insteadOf`: the return that was named
 * last, where they started in another.
 */
export const deferredPlaceReturned = event('DeferredPlaceReturned', 1).of<
  OfPlace & { awardId: string; personId: string; returnedTo: PlaceElsewhere; insteadOf?: PlaceElsewhere }
>();
/** As it turned out they never started there: the place is deferred again. */
export const returnUndone = event('ReturnUndone', 1).of<
  OfPlace & { awardId: string; personId: string; returnTo: PlaceElsewhere }
>();

/** In the book of return: a returner's place, accepted already at this cohort's price, with what travels along. */
export const placeReturnedTo = event('PlaceReturnedTo', 1).of<
  OfPlace &
    AnsweredFor & {
      awardId: string;
      sponsorId: string;
      personId: string;
      /** Of the cohort they return to. */
      pricePence: Pence;
      terms: PlaceTerms;
      /** What the deferred place was accepted at: money settles the difference. */
      agreedBefore?: Agreed;
      returnOf: PlaceElsewhere;
      modulesPassed: readonly string[];
      held: number;
      capacity: number;
    }
>();
/** In the book of return, before it opened or while it is full: the returner stands first, with that reason. */
export const returnAwaited = event('ReturnAwaited', 1).of<
  OfPlace &
    AnsweredFor & {
      awardId: string;
      sponsorId: string;
      sector?: string;
      personId: string;
      agreedBefore?: Agreed;
      returnOf: PlaceElsewhere;
      modulesPassed: readonly string[];
      /** Absent while the book is not open: nothing is a place here yet. */
      turn?: number;
      /** Noted again, by who answers for the place that was left: when that was decided there. */
      answeredAt?: Instant;
    }
>();
/**
 * In the book of return, before it opened: who is expected, who asked for them or what they passed was corrected in the place
 * that was left.
 * `corrects`: the event that noted them. What is absent stays as it was.
 */
export const awaitedReturnCorrected = event('AwaitedReturnCorrected', 1).of<
  OfPlace & {
    corrects: string;
    /** Never about a person. */
    reason: string;
    returnOf: PlaceElsewhere;
    sponsorId?: string;
    sector?: string;
    personId?: string;
    modulesPassed?: readonly string[];
    askedBy?: string;
    correctedAt: Instant;
  }
>();
/** In the book of return: the returner does not come here. The place, if there was one, ended before this. */
export const returnGivenUp = event('ReturnGivenUp', 1).of<OfPlace & { returnOf: PlaceElsewhere }>();

/** The facts of deferrals, in the book that was left, and of returns, in the book that is returned to. */
export const deferralEvents = {
  placeDeferred,
  returnNamed,
  returnLost,
  deferralPaused,
  deferralResumed,
  deferralExtended,
  deferralReminded,
  deferralLimitReached,
  deferredPlaceReturned,
  returnUndone,
  placeReturnedTo,
  returnAwaited,
  awaitedReturnCorrected,
  returnGivenUp,
};
