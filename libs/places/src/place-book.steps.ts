import type { Evolve } from '#kernel';
import { changeSteps } from './change.steps.js';
import { correctionSteps } from './correction.steps.js';
import type { ParticipantFacts, PlaceEvent } from './events.js';
import { orderSteps } from './order.steps.js';
import { type Place, type PlaceBook, type PlaceState, withPlace } from './place-book.js';
import { changed, type OfOnePlace } from './place-change.js';

/** How the book remembers each of its facts. */
export const placeBookSteps: Evolve<PlaceBook, PlaceEvent> = {
  ...orderSteps,
  ...changeSteps,
  ...correctionSteps,

  PlacesOpened: (book, { data: { cohortId: _, ...rules } }) => ({
    ...book,
    rules,
    capacity: rules.capacity,
  }),
  RequestsClosed: (book) => ({ ...book, closed: true }),
  BookCapacityRaised: (book, { data }) => ({ ...book, capacity: data.capacity }),
  BookCapacityLowered: (book, { data }) => ({ ...book, capacity: data.capacity }),
  BookCancelled: (book) => ({ ...book, cancelled: true }),

  PlaceRequested: (book, { data }) =>
    withPlace(book, data.placeId, {
      state: 'waiting',
      sponsorId: data.sponsorId,
      ...(data.personId === undefined ? {} : { personId: data.personId, requestedFor: data.personId }),
      stated: statedIn(data),
      kept: {},
    }),
  PlaceWaitlisted: (book, event) => {
    const { turn, placeId } = event.data;
    return {
      ...changed(book, event, { turn }),
      line: book.line.set(turn, placeId),
      nextTurn: turn + 1,
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
      acceptedOn: event.effectiveOn,
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
  PlaceNotPlaced: (book, event) => ended(book, event, 'not_placed'),
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

/** The facts about a participant among an event's data. */
export const statedIn = ({
  homeOrganisationId,
  level,
}: Pick<Place['stated'], 'homeOrganisationId' | 'level'>): Place['stated'] => ({
  ...(homeOrganisationId === undefined ? {} : { homeOrganisationId }),
  ...(level === undefined ? {} : { level }),
});

// What was stated or kept of one person is not said of another who is named instead.
const factsOf = (
  { personId, stated, kept }: Place,
  data: ParticipantFacts & { readonly personId?: string },
): Pick<Place, 'stated' | 'kept'> =>
  personId !== undefined && data.personId !== undefined && personId !== data.personId
    ? { stated: statedIn(data), kept: {} }
    : { stated: { ...stated, ...statedIn(data) }, kept };

const ended = (book: PlaceBook, event: OfOnePlace, state: PlaceState): PlaceBook =>
  changed(book, event, { state, asking: undefined, claimedIn: undefined });

const named = (place: Place, personId: string | undefined): Partial<Place> => ({
  asking: undefined,
  ...(personId === undefined ? {} : { personId }),
  ...(place.asking ? { claimedIn: place.asking.askedIn } : {}),
});
