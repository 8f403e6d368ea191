import { type Projection, projectionOf, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { redated, statementCorrected, struck } from './corrected-deferrals.js';
import {
  blankDeferral,
  dated,
  deferralAsAt,
  neverStood,
  saidOfReturn,
  stated,
  withDeferralFacts,
} from './deferral-row.js';
import { DeferralRow, type LimitSaid } from './deferrals.entity.js';

type OfOnePlace = Extract<PlaceEvent, { data: { placeId: string } }>;
type Steps = Projection<DeferralRow, OfOnePlace>['on'];
type AnyStep = (row: DeferralRow, event: Recorded<OfOnePlace>, key: string) => DeferralRow | null;

/** Steps that keep to places that are, or were, deferred, and to those of the row's cohort. */
const ofDeferredPlaces = (steps: Steps): Steps =>
  Object.fromEntries(
    Object.entries(steps as Record<string, AnyStep>).map(([type, step]): [string, AnyStep] => [
      type,
      (row, event, key) => {
        if (row.cohortId === null) return type === 'PlaceDeferred' ? step(row, event, key) : null;
        return row.cohortId === event.data.cohortId ? step(row, event, key) : row;
      },
    ]),
  );

type MovesTheLimit = Recorded<Extract<PlaceEvent, { type: 'DeferralResumed' | 'DeferralExtended' }>>;

const limitIn = ({ id, effectiveOn, data }: MovesTheLimit): LimitSaid => ({
  on: effectiveOn,
  event: id,
  limitOn: data.limitOn,
});

/** Deferred places: how long, paused or not, where they return to, and what they wait for. */
export const deferrals = projectionOf<OfOnePlace>()<DeferralRow>({
  name: 'deferrals',
  version: 2,
  table: DeferralRow,
  key: ({ data }) => data.placeId,
  blank: blankDeferral,
  asAt: deferralAsAt,
  on: ofDeferredPlaces({
    PlaceDeferred: (row, { id, data, effectiveOn: on }) =>
      withDeferralFacts(
        {
          ...blankDeferral(row.placeId),
          cohortId: data.cohortId,
          personId: data.personId,
          reasonClass: data.reasonClass,
          deferredOn: on,
          notifiedOn: data.notifiedOn,
          hadStarted: data.hadStarted,
          modulesPassed: data.modulesPassed,
          expectedOn: data.expectedOn ?? null,
        },
        {
          event: id,
          sponsors: [
            { on, event: id, value: data.selfFunded || data.withoutSponsor ? null : data.sponsorId },
          ],
          limits: [{ on, event: id, limitOn: data.limitOn }],
          returns: [{ on, value: { to: data.returnTo ?? null } }],
          states: [{ on, value: 'deferred' }],
        },
      ),
    ReturnNamed: (row, event) =>
      withDeferralFacts(row, saidOfReturn(row, event, { to: event.data.returnTo })),
    ReturnLost: (row, event) =>
      withDeferralFacts(row, saidOfReturn(row, event, { to: null, because: event.data.because })),
    DeferralPaused: (row, event) => withDeferralFacts(row, { pauses: stated(row.facts.pauses, event, true) }),
    DeferralResumed: (row, event) =>
      withDeferralFacts(row, {
        pauses: stated(row.facts.pauses, event, false),
        limits: dated(row.facts.limits, limitIn(event)),
      }),
    DeferralExtended: (row, event) =>
      withDeferralFacts(row, {
        limits: dated(row.facts.limits, { ...limitIn(event), reason: event.data.reason }),
      }),
    DeferralReminded: (row, { data, effectiveOn: on }) =>
      withDeferralFacts(row, {
        watched: dated(row.facts.watched, { on, limitOn: data.limitOn, daysBefore: data.daysBefore }),
      }),
    DeferralLimitReached: (row, { data, effectiveOn: on }) =>
      withDeferralFacts(row, {
        watched: dated(row.facts.watched, { on, limitOn: data.limitOn, daysBefore: 0 }),
      }),
    DeferredPlaceReturned: (row, event) =>
      withDeferralFacts(row, {
        states: dated(row.facts.states, { on: event.effectiveOn, value: 'moved' }),
        ...saidOfReturn(row, event, { to: event.data.returnedTo }),
      }),
    // They never started there, so there never was a day on which the place counted as moved.
    ReturnUndone: (row, event) =>
      withDeferralFacts(neverStood(row, 'moved'), saidOfReturn(row, event, { to: event.data.returnTo })),
    PlaceWithdrawn: (row, { effectiveOn }) =>
      withDeferralFacts(row, { states: dated(row.facts.states, { on: effectiveOn, value: 'withdrawn' }) }),
    SponsorTransferred: (row, event) =>
      withDeferralFacts(row, {
        sponsors: stated(row.facts.sponsors, event, event.data.toSponsorId ?? null),
      }),
    PlaceWithoutSponsor: (row, event) =>
      withDeferralFacts(row, { sponsors: stated(row.facts.sponsors, event, null) }),
    PlaceSponsorCorrected: (row, { data }) =>
      withDeferralFacts(row, {
        sponsors: row.facts.sponsors.map((one) => ({
          ...one,
          value: one.value === data.from ? data.sponsorId : one.value,
        })),
      }),
    PlaceDateCorrected: redated,
    PlaceFactStruck: struck,
    // The notice of what became of it is not that of the deferral.
    NoticeCorrected: (row, { data: { corrects, notifiedOn, reasonClass } }) =>
      corrects === row.facts.event
        ? {
            ...row,
            notifiedOn: notifiedOn ?? row.notifiedOn,
            reasonClass: reasonClass ?? row.reasonClass,
          }
        : row,
    PlaceStatementCorrected: statementCorrected,
    ParticipantCorrected: (row, { data }) => ({ ...row, personId: data.personId }),
  }),
});
