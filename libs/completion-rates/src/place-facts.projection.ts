import { type BusinessDate, type Projection, projectionOf, type Recorded, withStatement } from '#kernel';
import type { CorrectableFact, PlaceEvent } from '#places/events';
import { factsOnDay, settled } from './facts-on-a-day.js';
import {
  type KeptFacts,
  type NamedBy,
  participantOf,
  statedIn,
  withNaming,
  withoutNaming,
} from './participant.js';
import { blankFacts, type FactDay, PlaceFactsRow } from './place-facts.entity.js';

type OfAPlace = Extract<PlaceEvent, { data: { placeId: string } }>;
type Of<Name extends OfAPlace['type']> = Recorded<Extract<OfAPlace, { type: Name }>>;
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
  named: withNaming(row.named, { by, on: effectiveOn, personId: data.personId ?? null, ...statedIn(data) }),
});

const requestEnded = on('requestEndedOn');

/** Where the day of a fact that can be corrected is held, and which naming came with it. */
const CORRECTED: Record<CorrectableFact, { readonly day: FactDay; readonly names?: NamedBy }> = {
  requested: { day: 'requestedOn', names: 'request' },
  offered: { day: 'offeredOn' },
  accepted: { day: 'acceptedOn', names: 'acceptance' },
  confirmed: { day: 'confirmedOn', names: 'confirmation' },
  started: { day: 'startRecordedOn', names: 'start' },
  awaiting_award: { day: 'awaitingOn' },
  failed: { day: 'failedOn' },
  withdrawn: { day: 'withdrawnOn' },
  not_taken_up: { day: 'notTakenUpOn' },
  deferred: { day: 'deferredOn' },
  declined: { day: 'requestEndedOn' },
  refused: { day: 'requestEndedOn' },
};

/** A request taken back is withdrawn too, and bound nobody. */
const dayOf = (row: PlaceFactsRow, fact: CorrectableFact): FactDay =>
  fact === 'withdrawn' && row.withdrawnOn === null ? 'requestEndedOn' : CORRECTED[fact].day;

const redated = (row: PlaceFactsRow, { data, effectiveOn }: Of<'PlaceDateCorrected'>): PlaceFactsRow => ({
  ...row,
  [dayOf(row, data.fact)]: effectiveOn,
  named: row.named.map((one) => (one.by === CORRECTED[data.fact].names ? { ...one, on: effectiveOn } : one)),
});

const struck = (row: PlaceFactsRow, { data: { fact } }: Of<'PlaceFactStruck'>): PlaceFactsRow => {
  const { names } = CORRECTED[fact];
  return {
    ...row,
    [dayOf(row, fact)]: null,
    ...(names ? { named: withoutNaming(row.named, names) } : {}),
    ...(fact === 'deferred' ? { deferredAs: null, movedOn: null, movedTo: null } : {}),
    ...(fact === 'withdrawn' ? { withdrawnAs: null, withdrawnIn: null } : {}),
  };
};

/** What is kept as at the request is corrected from the day on from which it was said of this participant. */
const factsCorrected = (
  row: PlaceFactsRow,
  { data, effectiveOn }: Of<'ParticipantFactsCorrected'>,
): PlaceFactsRow => {
  if (data.asAt === 'start') return { ...row, asAtStart: { ...row.asAtStart, ...statedIn(data) } };

  const { since = row.named[0]?.on ?? effectiveOn, facts } = participantOf(row.named, row.kept);
  const value = { ...facts, ...statedIn(data) };
  const earlier = row.kept.filter(({ on: day }) => day < since);
  return { ...row, kept: [...earlier, { on: since, value }] };
};

/** Another person held the place, from the day on for which the first was recorded: nothing stated of that one is said of them. */
const participantCorrected = (
  row: PlaceFactsRow,
  { data: { personId, insteadOf } }: Of<'ParticipantCorrected'>,
): PlaceFactsRow => {
  const { since } = participantOf(row.named, row.kept);
  return {
    ...row,
    named: row.named.map(({ by, on: day, ...one }) =>
      one.personId === insteadOf.personId ? { by, on: day, personId } : { by, on: day, ...one },
    ),
    kept: row.kept.filter(({ on: day }) => since !== undefined && day < since),
    asAtStart: {},
  };
};

const noticeCorrected = (
  row: PlaceFactsRow,
  { data: { corrects, reasonClass } }: Of<'NoticeCorrected'>,
): PlaceFactsRow => {
  if (reasonClass === undefined) return row;
  return { ...row, [corrects === row.withdrawnIn ? 'withdrawnAs' : 'deferredAs']: reasonClass };
};

/** Places with their dated facts, folded in log order: of several statements about one fact the latest recorded counts. */
export const placeFacts = projectionOf<OfAPlace>()<PlaceFactsRow>({
  name: 'place-facts',
  version: 2,
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
    PlaceOffered: on('offeredOn'),
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
      ...named(row, 'acceptance', {
        effectiveOn: event.effectiveOn,
        data: { personId: event.data.personId },
      }),
      acceptedOn: event.effectiveOn,
      returnOf: event.data.returnOf,
    }),
    // Noted before the book opened, it is no place here yet.
    ReturnAwaited: (row, { data, effectiveOn }) => {
      if (data.turn === undefined) return row.cohortId === null ? null : row;
      return { ...row, waitlistedOn: effectiveOn, returnOf: data.returnOf };
    },
    SponsorTransferred: (row, { data, effectiveOn }) => ({
      ...row,
      transfers: withStatement(row.transfers, effectiveOn, data.toSponsorId ?? null),
    }),
    PlaceWithoutSponsor: (row, { effectiveOn }) => ({
      ...row,
      transfers: withStatement(row.transfers, effectiveOn, null),
    }),
    PlaceDateCorrected: redated,
    PlaceFactStruck: struck,
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
