import { type BusinessDate, type Projection, projectionOf, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { PlaceFactsRow } from './place-facts.entity.js';

type OfAPlace = Exclude<
  PlaceEvent,
  { type: 'PlacesOpened' | 'RequestsClosed' | 'BookCapacityRaised' | 'BookCapacityLowered' | 'BookCancelled' }
>;

type Steps = Projection<PlaceFactsRow, OfAPlace>['on'];
type AnyStep = (row: PlaceFactsRow, event: Recorded<OfAPlace>, key: string) => PlaceFactsRow | null;

/** Steps that leave a row alone when the event is about a place of another cohort that goes by the same id. */
const ofTheRowsCohort = (on: Steps): Steps =>
  Object.fromEntries(
    Object.entries(on as Record<string, AnyStep>).map(([type, step]): [string, AnyStep] => [
      type,
      (row, event, key) =>
        row.cohortId !== null && row.cohortId !== event.data.cohortId ? row : step(row, event, key),
    ]),
  );

const requestEnded = (row: PlaceFactsRow, { effectiveOn }: { effectiveOn: BusinessDate }): PlaceFactsRow => ({
  ...row,
  requestEndedOn: effectiveOn,
});

const neverStarted = { startedOn: null, awaitingOn: null } as const;

/** Places with their dated facts, folded in log order: of several statements about one fact the latest recorded counts. */
export const placeFacts = projectionOf<OfAPlace>()<PlaceFactsRow>({
  name: 'place-facts',
  version: 1,
  table: PlaceFactsRow,
  key: ({ data }) => data.placeId,
  blank: (placeId) => ({
    placeId,
    cohortId: null,
    sponsorId: null,
    personId: null,
    asAtRequest: {},
    asAtStart: {},
    requestedOn: null,
    waitlistedOn: null,
    offeredOn: null,
    acceptedOn: null,
    confirmedOn: null,
    startedOn: null,
    awaitingOn: null,
    awardedOn: null,
    failedOn: null,
    withdrawnOn: null,
    withdrawnAfterStart: false,
    withdrawnAs: null,
    notTakenUpOn: null,
    cancelledOn: null,
    requestEndedOn: null,
  }),
  on: ofTheRowsCohort({
    PlaceRequested: (row, { data, effectiveOn }) => ({
      ...row,
      cohortId: data.cohortId,
      sponsorId: data.sponsorId,
      personId: data.personId ?? null,
      asAtRequest: stated(data),
      requestedOn: effectiveOn,
    }),
    PlaceWaitlisted: (row, { effectiveOn }) => ({ ...row, waitlistedOn: effectiveOn }),
    PlaceOffered: (row, { effectiveOn }) => ({ ...row, offeredOn: effectiveOn }),
    // What was stated of the person first proposed is not said of whoever is named or confirmed instead.
    PlaceAccepted: (row, { data, effectiveOn }) => ({
      ...row,
      personId: data.personId ?? row.personId,
      asAtRequest: isAnother(row.personId, data.personId) ? {} : row.asAtRequest,
      acceptedOn: effectiveOn,
    }),
    PlaceConfirmed: (row, { data, effectiveOn }) => ({
      ...row,
      personId: data.personId,
      asAtRequest: {
        ...stated(data),
        ...(isAnother(row.personId, data.personId) ? {} : row.asAtRequest),
      },
      confirmedOn: effectiveOn,
    }),
    ParticipantFactsKept: (row, { data }) =>
      data.asAt === 'start' ? { ...row, asAtStart: stated(data) } : { ...row, asAtRequest: stated(data) },
    PlaceStarted: (row, { data, effectiveOn }) => ({
      ...row,
      personId: data.personId,
      startedOn: effectiveOn,
    }),
    PlaceAwaitingAward: (row, { effectiveOn }) => ({ ...row, awaitingOn: effectiveOn }),
    PlaceCompleted: (row, { data }) => ({ ...row, awardedOn: data.awardedOn }),
    PlaceCompletionUndone: (row, { data, effectiveOn }) => ({
      ...row,
      awardedOn: null,
      ...(data.backTo === 'failed' ? { failedOn: row.failedOn ?? effectiveOn } : {}),
    }),
    PlaceFailed: (row, { effectiveOn }) => ({ ...row, failedOn: effectiveOn }),
    // A withdrawal dated before the start says that the place, though recorded as started, never was.
    PlaceWithdrawn: (row, { data, effectiveOn }) => ({
      ...row,
      ...(data.hadStarted ? {} : neverStarted),
      withdrawnOn: effectiveOn,
      withdrawnAfterStart: data.hadStarted,
      withdrawnAs: data.reasonClass,
    }),
    PlaceNotTakenUp: (row, { effectiveOn }) => ({ ...row, ...neverStarted, notTakenUpOn: effectiveOn }),
    PlaceCancelled: (row, { effectiveOn }) => ({ ...row, cancelledOn: effectiveOn }),
    PlaceDeclined: requestEnded,
    OfferLapsed: requestEnded,
    RequestWithdrawn: requestEnded,
    RequestRefused: requestEnded,
    PlaceNotPlaced: requestEnded,
  }),
});

const stated = (data: { homeOrganisationId?: string; level?: string }) => ({
  ...(data.homeOrganisationId === undefined ? {} : { homeOrganisationId: data.homeOrganisationId }),
  ...(data.level === undefined ? {} : { level: data.level }),
});

const isAnother = (before: string | null, named: string | undefined): boolean =>
  before !== null && named !== undefined && before !== named;
