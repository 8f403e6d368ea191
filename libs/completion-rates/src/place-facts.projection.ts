import { type BusinessDate, type Projection, projectionOf, type Recorded, withStatement } from '#kernel';
import type { PlaceEvent } from '#places/events';
import {
  answered,
  awaitingSeat,
  factsCorrected,
  noticeCorrected,
  participantCorrected,
  redated,
  struck,
} from './corrected-facts.js';
import { factsOnDay, settled } from './facts-on-a-day.js';
import { type KeptFacts, type NamedBy, statedIn, withNaming } from './participant.js';
import { blankFacts, type FactDay, PlaceFactsRow } from './place-facts.entity.js';

type OfAPlace = Extract<PlaceEvent, { data: { placeId: string } }>;
type Steps = Projection<PlaceFactsRow, OfAPlace>['on'];
type AnyStep = (row: PlaceFactsRow, event: Recorded<OfAPlace>, key: string) => PlaceFactsRow | null;

/**
 * Steps that leave a row alone when the event is about a place of another cohort that goes by the same id, and settle what
 * follows from the facts they leave.
 */
const ofTheRowsCohort = (on: Steps): Steps =>
  Object.fromEntries(
    Object.entries(on as Record<string, AnyStep>).map(([type, step]): [string, AnyStep] => [
      type,
      (row, event, key) => {
        if (row.cohortId !== null && row.cohortId !== event.data.cohortId) return row;
        const after = step(row, event, key);
        return after && after !== row ? settled(after) : after;
      },
    ]),
  );

const on =
  (day: FactDay) =>
  (row: PlaceFactsRow, { effectiveOn }: { effectiveOn: BusinessDate }): PlaceFactsRow => ({
    ...row,
    [day]: effectiveOn,
  });

interface Names {
  readonly effectiveOn: BusinessDate;
  readonly data: KeptFacts & { readonly personId?: string | undefined };
}

const named = (row: PlaceFactsRow, by: NamedBy, { data, effectiveOn }: Names): PlaceFactsRow => ({
  ...row,
  named: withNaming(row.named, {
    by,
    on: effectiveOn,
    personId: data.personId ?? null,
    ...statedIn(data),
  }),
});

const requestEnded = on('requestEndedOn');

// No sponsor answers for a return where none did for the place that was left.
const answeredAsBefore = (
  row: PlaceFactsRow,
  event: {
    readonly effectiveOn: BusinessDate;
    readonly data: { readonly selfFunded?: true; readonly withoutSponsor?: object };
  },
): PlaceFactsRow => (event.data.selfFunded || event.data.withoutSponsor ? answered(row, event, null) : row);

/** Places with their dated facts, folded in log order: of several statements about one fact the latest recorded counts. */
export const placeFacts = projectionOf<OfAPlace>()<PlaceFactsRow>({
  name: 'place-facts',
  version: 3,
  table: PlaceFactsRow,
  key: ({ data }) => data.placeId,
  blank: blankFacts,
  on: ofTheRowsCohort({
    PlaceRequested: (row, event) => ({
      ...named(row, 'request', event),
      cohortId: event.data.cohortId,
      askedBy: event.data.sponsorId,
      requestedOn: event.effectiveOn,
      returnOf: event.data.returnOf ?? row.returnOf,
    }),
    PlaceWaitlisted: on('waitlistedOn'),
    // The seat a correction gave back may be one that is offered anew.
    PlaceOffered: (row, event) => ({ ...awaitingSeat(row, event, false), offeredOn: event.effectiveOn }),
    PlaceAccepted: (row, event) => ({ ...named(row, 'acceptance', event), acceptedOn: event.effectiveOn }),
    PlaceConfirmed: (row, event) => ({
      ...named(row, 'confirmation', event),
      confirmedOn: event.effectiveOn,
    }),
    ParticipantSubstituted: (row, event) => named(row, 'substitution', event),
    ParticipantFactsKept: (row, { data, effectiveOn }) =>
      data.asAt === 'start'
        ? { ...row, asAtStart: statedIn(data) }
        : { ...row, kept: withStatement(row.kept, effectiveOn, statedIn(data)) },
    PlaceStarted: (row, event) => ({
      ...named(row, 'start', { effectiveOn: event.effectiveOn, data: { personId: event.data.personId } }),
      startRecordedOn: event.effectiveOn,
    }),
    PlaceAwaitingAward: on('awaitingOn'),
    PlaceCompleted: (row, { data }) => ({ ...row, awardedOn: data.awardedOn }),
    PlaceCompletionUndone: (row, { data, effectiveOn }) => ({
      ...row,
      awardedOn: null,
      ...(data.backTo === 'failed' ? { failedOn: row.failedOn ?? effectiveOn } : {}),
    }),
    PlaceFailed: on('failedOn'),
    PlaceWithdrawn: (row, { data, effectiveOn, id }) => ({
      ...row,
      withdrawnOn: effectiveOn,
      withdrawnAs: data.reasonClass ?? null,
      withdrawnIn: id,
    }),
    PlaceNotTakenUp: on('notTakenUpOn'),
    PlaceCancelled: on('cancelledOn'),
    PlaceDeclined: requestEnded,
    OfferLapsed: requestEnded,
    RequestWithdrawn: requestEnded,
    RequestRefused: requestEnded,
    PlaceNotPlaced: requestEnded,
    PlaceDeferred: (row, { data, effectiveOn }) => ({
      ...row,
      deferredOn: effectiveOn,
      deferredAs: data.reasonClass,
    }),
    DeferredPlaceReturned: (row, { data, effectiveOn }) => ({
      ...row,
      movedOn: effectiveOn,
      movedTo: data.returnedTo,
    }),
    ReturnUndone: (row) => ({ ...row, movedOn: null, movedTo: null }),
    PlaceReturnedTo: (row, event) => ({
      ...named(answeredAsBefore(row, event), 'acceptance', {
        effectiveOn: event.effectiveOn,
        data: { personId: event.data.personId },
      }),
      acceptedOn: event.effectiveOn,
      returnOf: event.data.returnOf,
    }),
    // Noted before the book opened, it is no place here yet.
    ReturnAwaited: (row, event) => {
      const { data, effectiveOn } = event;
      if (data.turn === undefined) return row.cohortId === null ? null : row;
      return { ...answeredAsBefore(row, event), waitlistedOn: effectiveOn, returnOf: data.returnOf };
    },
    SponsorTransferred: (row, event) => answered(row, event, event.data.toSponsorId ?? null),
    PlaceWithoutSponsor: (row, event) => answered(row, event, null),
    PlaceDateCorrected: redated,
    PlaceFactStruck: struck,
    SeatRegained: (row, event) => awaitingSeat(row, event, false),
    PlaceSponsorCorrected: (row, { data: { sponsorId, from } }) => ({
      ...row,
      askedBy: row.askedBy === from ? sponsorId : row.askedBy,
      transfers: row.transfers.map((one) => (one.value === from ? { ...one, value: sponsorId } : one)),
    }),
    ParticipantCorrected: participantCorrected,
    ParticipantFactsCorrected: factsCorrected,
    NoticeCorrected: noticeCorrected,
  }),
  asAt: factsOnDay,
});
