import { type BusinessDate, event } from '#kernel';
import type { EndedBecause, ReasonClass, RequestRefusalCode } from './vocabulary.js';

/** The place ended, and with it whatever the book knew of a person's claim: released by these ids. */
interface OfEndedPlace {
  readonly cohortId: string;
  readonly placeId: string;
  /** Absent of a request that was carried here and ended before the book opened: nobody's candidacy was asked for by it. */
  readonly awardId?: string;
  /** All whose candidacy the place may have claimed or noted. */
  readonly personIds: readonly string[];
  /** The claim by which it held the first of them. No other is given back: a correction may have claimed them anew since. */
  readonly claimedIn?: string;
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
/** The programme refused a request that waited or was offered. Counts as requested. `heldBy` is never for its sponsor. */
export const requestRefused = event('RequestRefused', 1).of<
  OfEndedPlace & Pick<EndedBecause, 'heldBy'> & { code: RequestRefusalCode }
>();
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
/**
 * The participant never appeared. `withItsCohort`: the cohort was completed without them, and it stands or falls with that.
 * `othersStand`: the last of a full batch, more are to end.
 */
export const placeNotTakenUp = event('PlaceNotTakenUp', 1).of<
  OfEndedPlace & Pick<EndedBecause, 'withItsCohort'> & { othersStand?: true }
>();
/** Nothing came free by the last joining date. `othersWait`: the last of a full batch, more are to end. */
export const placeNotPlaced = event('PlaceNotPlaced', 1).of<OfEndedPlace & { othersWait?: true }>();
/**
 * Cancelled with its cohort, out of the state it had (`was`) and, where it had started, on which day: money is undone by
 * them. `othersStand`: the last of a full batch, more are to end; `othersNoted`: those are requests carried to a book that
 * never opened.
 */
export const placeCancelled = event('PlaceCancelled', 1).of<
  OfEndedPlace & { was?: string; startedOn?: BusinessDate; othersStand?: true; othersNoted?: true }
>();
/** Started, and ended without the award. */
export const placeFailed = event('PlaceFailed', 1).of<
  OfEndedPlace & { outcome: 'failed' | 'left_with_credit' }
>();

/** The facts of how places end, but for the award. */
export const endEvents = {
  placeDeclined,
  offerLapsed,
  requestWithdrawn,
  requestRefused,
  placeWithdrawn,
  placeNotTakenUp,
  placeNotPlaced,
  placeCancelled,
  placeFailed,
};
