import type { BusinessDate, Recorded } from '#kernel';
import type { PlaceRow, StepCorrection } from './place-book.entity.js';
import type { Since } from './place-days.js';
import { withoutMark } from './place-days.js';
import { after, stepCorrected, withFacts, type Steps } from './place-row.js';

/** What corrections say of a place: the right version counts, the recorded one stays visible beside it. */
export const correctedPlaces: Steps = {
  PlaceDateCorrected: (row, event) => {
    const { fact, corrects, reason } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, {
      on: event.effectiveOn,
      ...whoSaid(event, reason),
    });
    return withFacts(corrected, {
      ...corrected.facts,
      days: { ...corrected.facts.days, [fact]: event.effectiveOn },
    });
  },
  PlaceFactStruck: (row, event) => {
    const { fact, corrects, reason, seat, turn } = event.data;
    const struck = stepCorrected(
      after(row, event, {
        claims: null,
        ...(seat === 'awaited' ? { awaitsSeat: true } : {}),
        ...(event.data.personId === undefined ? {} : { participants: event.data.personId }),
        ...(turn === undefined ? {} : { line: { lineClass: 0, turn } }),
      }),
      corrects,
      whoSaid(event, reason),
    );
    return withFacts(struck, { ...struck.facts, days: withoutMark(struck.facts.days, fact) });
  },
  StrikingAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  StrikingRefused: (row, event) => after(row, event, { claims: null }),
  ParticipantCorrectionAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  ParticipantCorrectionRefused: (row, event) => after(row, event, { claims: null }),
  ParticipantCorrected: (row, event) =>
    stepCorrected(
      after(row, event, { claims: null, participants: event.data.personId }),
      event.data.corrects,
      { on: dayOf(row, event.data.corrects) ?? event.effectiveOn, ...whoSaid(event, event.data.reason) },
    ),
  NoticeCorrected: (row, event) =>
    stepCorrected(after(row, event, {}), event.data.corrects, {
      on: dayOf(row, event.data.corrects) ?? event.effectiveOn,
      ...whoSaid(event, event.data.reason),
    }),
  PlaceReferencesCorrected: (row, event) => {
    const { corrects, reason, reference, purchaseOrder } = event.data;
    const corrected = stepCorrected(
      after(row, event, {}, reference === undefined ? {} : { reference }),
      corrects,
      { on: dayOf(row, corrects) ?? event.effectiveOn, ...whoSaid(event, reason) },
    );
    if (purchaseOrder === undefined) return corrected;
    return withFacts(corrected, {
      ...corrected.facts,
      bound: corrected.facts.bound.map((statement) => ({
        ...statement,
        value: { ...statement.value, purchaseOrder },
      })),
    });
  },
  SeatRegained: (row, event) => after(row, event, { awaitsSeat: false }),
  PlaceSponsorCorrected: (row, event) => {
    const { from, sponsorId, corrects, reason } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, {
      on: dayOf(row, corrects) ?? event.effectiveOn,
      ...whoSaid(event, reason),
    });
    return withFacts(corrected, {
      ...corrected.facts,
      sponsors: corrected.facts.sponsors.map((statement): Since<string | null> =>
        statement.value === from ? { ...statement, value: sponsorId } : statement,
      ),
    });
  },
  // Where somebody works is told by the rates and the person's record, not by the book.
  ParticipantFactsCorrected: (row, event) =>
    stepCorrected(after(row, event, {}), event.data.corrects, {
      on: dayOf(row, event.data.corrects) ?? event.effectiveOn,
      ...whoSaid(event, event.data.reason),
    }),
};

const whoSaid = ({ recordedAt, metadata, data }: Recorded, reason: string): Omit<StepCorrection, 'on'> => ({
  recordedAt,
  // Recorded by a process where a person's candidacy had to be claimed first.
  by: (data as { readonly askedBy?: string }).askedBy ?? metadata.actor,
  reason,
});

const dayOf = (row: PlaceRow, event: string): BusinessDate | undefined =>
  row.steps.find((step) => step.event === event)?.on;
