import { projectionOf, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { BookRow } from './place-book.entity.js';

const seen = (row: BookRow, { revision, position }: Recorded): BookRow => ({ ...row, revision, position });

/** The books of cohorts: what places are counted against, and how far each book has come. */
export const placeBooks = projectionOf<PlaceEvent>()<BookRow>({
  name: 'place-books',
  version: 1,
  table: BookRow,
  key: ({ data }) => data.cohortId,
  blank: (cohortId) => ({
    cohortId,
    programmeId: null,
    capacity: 0,
    taking: false,
    cancelled: false,
    startsOn: null,
    lastJoiningDate: null,
    revision: -1,
    position: '0',
  }),
  on: {
    PlacesOpened: (row, event) => ({
      ...seen(row, event),
      programmeId: event.data.programmeId,
      capacity: event.data.capacity,
      taking: true,
      startsOn: event.data.startsOn,
      lastJoiningDate: event.data.lastJoiningDate,
    }),
    RequestsClosed: (row, event) => ({ ...seen(row, event), taking: false }),
    BookCapacityRaised: (row, event) => ({ ...seen(row, event), capacity: event.data.capacity }),
    BookCapacityLowered: (row, event) => ({ ...seen(row, event), capacity: event.data.capacity }),
    BookCancelled: (row, event) => ({ ...seen(row, event), taking: false, cancelled: true }),
    PlaceRequested: seen,
    PlaceWaitlisted: seen,
    PlaceOffered: seen,
    AcceptanceAsked: seen,
    AcceptanceRefused: seen,
    PlaceAccepted: seen,
    ConfirmationAsked: seen,
    ConfirmationRefused: seen,
    PlaceConfirmed: seen,
    PlaceStarted: seen,
    PlaceAwaitingAward: seen,
    PlaceCompleted: seen,
    PlaceCompletionUndone: seen,
    ParticipantFactsKept: seen,
    PlaceDeclined: seen,
    OfferLapsed: seen,
    RequestWithdrawn: seen,
    RequestRefused: seen,
    PlaceWithdrawn: seen,
    PlaceNotTakenUp: seen,
    PlaceNotPlaced: seen,
    PlaceCancelled: seen,
    PlaceFailed: seen,
  },
});
