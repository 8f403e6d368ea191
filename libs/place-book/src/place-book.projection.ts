import { projectionOf, type Recorded } from '#kernel';
import { changedPlaces, noticeIn } from './changed-places.js';
import { correctedPlaces } from './corrected-places.js';
import { PlaceRow } from './place-book.entity.js';
import { valueBy } from './place-days.js';
import { after, blankPlace, type OfPlaces, placeAsAt, type Steps, withFacts } from './place-row.js';

type AnyStep = (row: PlaceRow, event: Recorded<OfPlaces>, key: string) => PlaceRow | null;

/** Steps that leave a row alone when the event is about a place of another cohort that goes by the same id. */
const ofTheRowsCohort = (on: Steps): Steps =>
  Object.fromEntries(
    Object.entries(on as Record<string, AnyStep>).map(([type, step]): [string, AnyStep] => [
      type,
      (row, event, key) =>
        row.cohortId !== null && row.cohortId !== event.data.cohortId ? row : step(row, event, key),
    ]),
  );

const planSteps: Steps = {
  PlaceRequested: (row, event) =>
    after(
      row,
      event,
      {
        mark: 'requested',
        sponsors: event.data.sponsorId,
        ...(event.data.personId === undefined ? {} : { participants: event.data.personId }),
      },
      {
        cohortId: event.data.cohortId,
        reference: event.data.reference ?? null,
        groupId: event.data.groupId ?? null,
        returnOf: event.data.returnOf ?? null,
        askedAtRevision: event.revision,
      },
    ),
  PlaceWaitlisted: (row, event) =>
    after(row, event, { mark: 'waitlisted', line: { lineClass: 3, turn: event.data.turn } }),
  PlaceOffered: (row, event) =>
    after(row, event, {
      mark: 'offered',
      untils: event.data.until,
      // The seat a correction gave back may be one it is to accept again.
      ...(valueBy(row.facts.awaitsSeat) === true ? { awaitsSeat: false } : {}),
    }),
  AcceptanceAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  AcceptanceRefused: (row, event) => after(row, event, { claims: null, untils: event.data.until }),
  PlaceAccepted: (row, event) =>
    after(row, event, {
      mark: 'accepted',
      claims: null,
      bound: { pricePence: event.data.pricePence, purchaseOrder: event.data.purchaseOrder ?? null },
      ...(event.data.personId === undefined ? {} : { participants: event.data.personId }),
    }),
  ConfirmationAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  ConfirmationRefused: (row, event) => after(row, event, { claims: null }),
  PlaceConfirmed: (row, event) =>
    after(row, event, {
      mark: 'confirmed',
      claims: null,
      participants: event.data.personId,
      lineManagers: event.data.lineManagerId,
    }),
  PlaceStarted: (row, event) => after(row, event, { mark: 'started', participants: event.data.personId }),
  PlaceAwaitingAward: (row, event) => after(row, event, { mark: 'awaiting_award' }),
  PlaceCompleted: (row, event) => after(row, event, { mark: 'completed', markedOn: event.data.awardedOn }),
  PlaceCompletionUndone: (row, event) => {
    const undone = after(row, event, {});
    const { completed, ...days } = undone.facts.days;
    // What it goes back to was never recorded where it was completed at once: it was so by the day of the award.
    const day = days[event.data.backTo] ?? completed ?? event.effectiveOn;
    return withFacts(undone, { ...undone.facts, days: { ...days, [event.data.backTo]: day } });
  },
  ParticipantFactsKept: (row) => row,
  PlaceDeclined: (row, event) => after(row, event, { mark: 'declined', claims: null }),
  OfferLapsed: (row, event) => after(row, event, { mark: 'lapsed', claims: null }),
  RequestWithdrawn: (row, event) => after(row, event, { mark: 'withdrawn', claims: null }),
  RequestRefused: (row, event) => after(row, event, { mark: 'refused', claims: null }),
  PlaceWithdrawn: (row, event) =>
    after(row, event, { mark: 'withdrawn', claims: null, notices: noticeIn(event.data) }),
  PlaceNotTakenUp: (row, event) => after(row, event, { mark: 'not_taken_up', claims: null }),
  PlaceNotPlaced: (row, event) => after(row, event, { mark: 'not_placed', claims: null }),
  PlaceCancelled: (row, event) => after(row, event, { mark: 'cancelled', claims: null }),
  PlaceFailed: (row, event) => after(row, event, { mark: 'failed', claims: null }),
};

/** Requests and places as they stand, one row each, with the day of all that happened to them. */
export const placeBook = projectionOf<OfPlaces>()<PlaceRow>({
  name: 'place-book',
  version: 5,
  table: PlaceRow,
  key: (event) => (event.type === 'OrderDrawn' ? event.data.order : event.data.placeId),
  blank: blankPlace,
  asAt: placeAsAt,
  on: ofTheRowsCohort({ ...planSteps, ...changedPlaces, ...correctedPlaces }),
});
