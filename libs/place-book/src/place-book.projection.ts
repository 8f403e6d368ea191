import { type Projection, projectionOf, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { PlaceRow } from './place-book.entity.js';
import type { PlaceState } from './place-state.js';

/** The facts that are about one place. */
export type OfOnePlace = Extract<PlaceEvent, { data: { placeId: string } }>;

type Steps = Projection<PlaceRow, OfOnePlace>['on'];
type AnyStep = (row: PlaceRow, event: Recorded<OfOnePlace>, key: string) => PlaceRow | null;

/** Steps that leave a row alone when the event is about a place of another cohort that goes by the same id. */
const ofTheRowsCohort = (on: Steps): Steps =>
  Object.fromEntries(
    Object.entries(on as Record<string, AnyStep>).map(([type, step]): [string, AnyStep] => [
      type,
      (row, event, key) =>
        row.cohortId !== null && row.cohortId !== event.data.cohortId ? row : step(row, event, key),
    ]),
  );

/** Requests and places as they stand, one row each. */
export const placeBook = projectionOf<OfOnePlace>()<PlaceRow>({
  name: 'place-book',
  version: 1,
  table: PlaceRow,
  key: ({ data }) => data.placeId,
  blank: (placeId) => ({
    placeId,
    cohortId: null,
    sponsorId: null,
    personId: null,
    lineManagerId: null,
    reference: null,
    state: 'waiting',
    claimingId: null,
    askedAtRevision: -1,
    turn: null,
    requestedOn: null,
    offeredOn: null,
    until: null,
    acceptedOn: null,
    confirmedOn: null,
    startedOn: null,
    awardedOn: null,
    endedOn: null,
    pricePence: null,
    purchaseOrder: null,
    steps: [],
  }),
  on: ofTheRowsCohort({
    PlaceRequested: (row, event) =>
      after(row, event, {
        cohortId: event.data.cohortId,
        sponsorId: event.data.sponsorId,
        personId: event.data.personId ?? null,
        reference: event.data.reference ?? null,
        askedAtRevision: event.revision,
        requestedOn: event.effectiveOn,
      }),
    PlaceWaitlisted: (row, event) => after(row, event, { turn: event.data.turn }),
    PlaceOffered: (row, event) =>
      after(row, event, { state: 'offered', offeredOn: event.effectiveOn, until: event.data.until }),
    AcceptanceAsked: (row, event) => after(row, event, { claimingId: event.data.personId }),
    AcceptanceRefused: (row, event) => after(row, event, { claimingId: null, until: event.data.until }),
    PlaceAccepted: (row, event) =>
      after(row, event, {
        state: 'accepted',
        claimingId: null,
        until: null,
        personId: event.data.personId ?? row.personId,
        acceptedOn: event.effectiveOn,
        pricePence: event.data.pricePence,
        purchaseOrder: event.data.purchaseOrder ?? null,
      }),
    ConfirmationAsked: (row, event) => after(row, event, { claimingId: event.data.personId }),
    ConfirmationRefused: (row, event) => after(row, event, { claimingId: null }),
    PlaceConfirmed: (row, event) =>
      after(row, event, {
        state: 'confirmed',
        claimingId: null,
        personId: event.data.personId,
        lineManagerId: event.data.lineManagerId,
        confirmedOn: event.effectiveOn,
      }),
    PlaceStarted: (row, event) =>
      after(row, event, {
        state: 'started',
        personId: event.data.personId,
        startedOn: event.effectiveOn,
      }),
    PlaceAwaitingAward: (row, event) => after(row, event, { state: 'awaiting_award' }),
    PlaceCompleted: (row, event) =>
      after(row, event, {
        state: 'completed',
        awardedOn: event.data.awardedOn,
        endedOn: event.data.awardedOn,
      }),
    PlaceCompletionUndone: (row, event) =>
      after(row, event, {
        state: event.data.backTo,
        awardedOn: null,
        endedOn: event.data.backTo === 'failed' ? (lastDayOf(row, 'PlaceFailed') ?? event.effectiveOn) : null,
      }),
    ParticipantFactsKept: (row) => row,
    PlaceDeclined: (row, event) => ended(row, event, 'declined'),
    OfferLapsed: (row, event) => ended(row, event, 'lapsed'),
    RequestWithdrawn: (row, event) => ended(row, event, 'withdrawn'),
    RequestRefused: (row, event) => ended(row, event, 'refused'),
    PlaceWithdrawn: (row, event) => ({
      ...ended(row, event, 'withdrawn'),
      ...(event.data.hadStarted ? {} : { startedOn: null }),
    }),
    PlaceNotTakenUp: (row, event) => ended(row, event, 'not_taken_up'),
    PlaceNotPlaced: (row, event) => ended(row, event, 'not_placed'),
    PlaceCancelled: (row, event) => ended(row, event, 'cancelled'),
    PlaceFailed: (row, event) => ended(row, event, 'failed'),
  }),
});

const after = (
  row: PlaceRow,
  { type, effectiveOn, recordedAt, metadata }: Recorded,
  change: Partial<PlaceRow>,
): PlaceRow => ({
  ...row,
  ...change,
  steps: [...row.steps, { what: type, on: effectiveOn, recordedAt, by: metadata.actor }],
});

const ended = (row: PlaceRow, event: Recorded, state: PlaceState): PlaceRow =>
  after(row, event, { state, claimingId: null, until: null, endedOn: event.effectiveOn });

const lastDayOf = (row: PlaceRow, what: OfOnePlace['type']) =>
  row.steps.findLast((step) => step.what === what)?.on;
