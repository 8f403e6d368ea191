import { type Evolve, londonDateOf } from '#kernel';
import { bound, changeSteps } from './change.steps.js';
import { correctionSteps } from './correction.steps.js';
import { deferralSteps } from './deferral.steps.js';
import type { PlaceEvent } from './events.js';
import { RETURNING } from './line.js';
import { notPlaced, orderSteps } from './order.steps.js';
import { heldAsPast, pastSteps } from './past-book.js';
import { factsOf, named, statedIn } from './participant-named.js';
import type { PlaceBook, PlaceState } from './place-book.js';
import { changed, type OfOnePlace } from './place-change.js';
import { remembered } from './told-facts.js';
import { withPlace } from './with-place.js';

const steps: Evolve<PlaceBook, PlaceEvent> = {
  ...orderSteps,
  ...changeSteps,
  ...correctionSteps,
  ...pastSteps,
  ...deferralSteps,

  PlacesOpened: (book, { data: { cohortId: _, carried = 0, ...rules } }) => ({
    ...book,
    rules,
    capacity: rules.capacity,
    // The first turns are theirs who were carried here.
    nextTurn: book.nextTurn + carried,
  }),
  RequestsClosed: (book) => ({ ...book, closed: true }),
  BookCapacityRaised: (book, { data }) => ({ ...book, capacity: data.capacity }),
  BookCapacityLowered: (book, { data }) => ({ ...book, capacity: data.capacity }),
  BookCancelled: (book, { effectiveOn: cancelledOn }) => ({ ...book, cancelled: true, cancelledOn }),

  PlaceRequested: (book, { data, recordedAt }) =>
    withPlace(book, data.placeId, {
      state: 'waiting',
      sponsorId: data.sponsorId,
      ...(data.personId === undefined ? {} : { personId: data.personId, requestedFor: data.personId }),
      ...(data.returnOf === undefined ? {} : { returnOf: data.returnOf, standing: RETURNING }),
      ...(data.sector === undefined ? {} : { sector: data.sector }),
      joinedOn: londonDateOf(recordedAt),
      ...(data.reference === undefined ? {} : { reference: data.reference }),
      ...(data.groupId === undefined ? {} : { groupId: data.groupId }),
      ...(data.carriedFrom === undefined ? {} : { carriedFrom: data.carriedFrom }),
      stated: statedIn(data),
      kept: {},
    }),
  PlaceWaitlisted: (book, event) => {
    const { turn } = event.data;
    return {
      ...changed(book, event, { turn }),
      nextTurn: Math.max(book.nextTurn, turn + 1),
      ...(turn < book.nextTurn ? { nextCarriedTurn: turn + 1 } : {}),
    };
  },
  PlaceOffered: (book, event) => changed(book, event, { state: 'offered', until: event.data.until }),

  AcceptanceAsked: (book, event) => {
    const { personId, purchaseOrder, orderToFollow, releaseDays } = event.data;
    return changed(book, event, {
      asking: {
        kind: 'acceptance',
        personId,
        askedIn: event.id,
        askedOn: event.effectiveOn,
        ...(purchaseOrder === undefined ? {} : { purchaseOrder }),
        ...(orderToFollow === undefined ? {} : { orderToFollow }),
        ...(releaseDays === undefined ? {} : { releaseDays }),
      },
    });
  },
  AcceptanceRefused: (book, event) => changed(book, event, { asking: undefined }),
  PlaceAccepted: (book, event) =>
    changed(book, event, (place) => ({
      state: 'accepted',
      ...bound(book, event),
      ...heldAsPast(book, event.data.placeId),
      ...named(place, event.data.personId),
      ...factsOf(place, event.data),
      ...(event.data.purchaseOrder === undefined ? {} : { purchaseOrder: event.data.purchaseOrder }),
    })),
  ConfirmationAsked: (book, event) => {
    const { personId, lineManagerId, privacyNoticeVersion, checks } = event.data;
    return changed(book, event, {
      asking: {
        kind: 'confirmation',
        personId,
        askedIn: event.id,
        askedOn: event.effectiveOn,
        lineManagerId,
        privacyNoticeVersion,
        checks,
        ...statedIn(event.data),
      },
    });
  },
  ConfirmationRefused: (book, event) => changed(book, event, { asking: undefined }),
  PlaceConfirmed: (book, event) =>
    changed(book, event, (place) => ({
      state: 'confirmed',
      confirmedOn: event.effectiveOn,
      ...named(place, event.data.personId),
      ...factsOf(place, event.data),
    })),

  PlaceDeclined: (book, event) => ended(book, event, 'declined'),
  OfferLapsed: (book, event) => ended(book, event, 'lapsed'),
  RequestWithdrawn: (book, event) => ended(book, event, 'withdrawn'),
  RequestRefused: (book, event) => ended(book, event, 'refused'),
  PlaceWithdrawn: (book, event) => ended(book, event, 'withdrawn'),
  PlaceNotTakenUp: (book, event) => ended(book, event, 'not_taken_up'),
  PlaceNotPlaced: (book, event) => notPlaced(book, event, {}),
  PlaceCancelled: (book, event) => ended(book, event, 'cancelled'),
  PlaceFailed: (book, event) => ended(book, event, 'failed'),

  PlaceStarted: (book, event) => changed(book, event, { state: 'started', startedOn: event.effectiveOn }),
  PlaceAwaitingAward: (book, event) => changed(book, event, { state: 'awaiting_award' }),
  PlaceCompleted: (book, event) =>
    changed(book, event, (place) => ({
      state: 'completed',
      awardedOn: event.data.awardedOn,
      completedFrom: place.completedFrom ?? (place.state === 'failed' ? 'failed' : 'awaiting_award'),
    })),
  PlaceCompletionUndone: (book, event) =>
    changed(book, event, { state: event.data.backTo, awardedOn: undefined, completedFrom: undefined }),
  ParticipantFactsKept: (book, event) =>
    changed(book, event, (place) => ({
      kept: { ...place.kept, [event.data.asAt]: statedIn(event.data) },
    })),
};

/** How the book remembers each of its facts. */
export const placeBookSteps = remembered(steps);

const ended = (book: PlaceBook, event: OfOnePlace, state: PlaceState): PlaceBook =>
  changed(book, event, {
    state,
    asking: undefined,
    claimedIn: undefined,
    transfer: undefined,
  });
