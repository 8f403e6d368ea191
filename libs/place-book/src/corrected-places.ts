import type { BusinessDate, Recorded } from '#kernel';
import type { PlaceRow, StepCorrection } from './place-book.entity.js';
import type { Since } from './place-days.js';
import { isMark, valueBy, withoutMark } from './place-days.js';
import { after, restated, stepCorrected, type Steps, withFacts } from './place-row.js';

/** What corrections say of a place: the right version counts, the recorded one stays visible beside it. */
export const correctedPlaces: Steps = {
  PlaceDateCorrected: (row, event) => {
    const { fact, corrects, reason } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, {
      on: event.effectiveOn,
      ...whoSaid(event, reason),
    });
    // What was said with the fact was said of its day.
    const facts = restated(corrected.facts, (statements) =>
      statements.map((statement) =>
        statement.event === corrects ? { ...statement, on: event.effectiveOn } : statement,
      ),
    );
    return withFacts(corrected, {
      ...facts,
      days: isMark(fact) ? { ...facts.days, [fact]: event.effectiveOn } : facts.days,
    });
  },
  PlaceFactStruck: (row, event) => {
    const { fact, corrects, reason, seat, turn, personId = null, fell = [] } = event.data;
    const gone = [{ fact, event: corrects }, ...fell];
    const fallen = gone.reduce((so, one) => without(so, one.event), row);
    const said = after(fallen, event, {
      claims: null,
      ...awaitsSeatBy(fallen, seat),
      ...(fallen.personId === personId ? {} : { participants: personId }),
      ...(turn === undefined ? {} : { line: { lineClass: classOf(fallen, seat), turn } }),
    });
    const struck = gone.reduce((so, one) => stepCorrected(so, one.event, whoSaid(event, reason)), said);
    const days = gone.reduce(
      (so, one) => (isMark(one.fact) ? withoutMark(so, one.fact) : so),
      struck.facts.days,
    );
    return withFacts(struck, { ...struck.facts, days });
  },
  StrikingAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  StrikingRefused: (row, event) => after(row, event, { claims: null }),
  ParticipantCorrectionAsked: (row, event) => after(row, event, { claims: event.data.personId }),
  ParticipantCorrectionRefused: (row, event) => after(row, event, { claims: null }),
  ParticipantCorrected: (row, event) => {
    const { personId, insteadOf, corrects, reason } = event.data;
    const corrected = stepCorrected(after(row, event, { claims: null }), corrects, {
      on: dayOf(row, corrects) ?? event.effectiveOn,
      ...whoSaid(event, reason),
    });
    return withFacts(corrected, {
      ...corrected.facts,
      participants: corrected.facts.participants.map((statement) =>
        statement.value === insteadOf.personId ? { ...statement, value: personId } : statement,
      ),
    });
  },
  NoticeCorrected: (row, event) => {
    const { corrects, reason, notifiedOn, free, bandsFrom } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, {
      on: dayOf(row, corrects) ?? event.effectiveOn,
      ...whoSaid(event, reason),
    });
    const stated = Object.entries({ notifiedOn, free, bandsFrom }).filter(([, value]) => value !== undefined);
    return withFacts(corrected, {
      ...corrected.facts,
      notices: corrected.facts.notices.map((statement) =>
        statement.event === corrects
          ? { ...statement, value: { ...statement.value, ...Object.fromEntries(stated) } }
          : statement,
      ),
    });
  },
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
      // The order of whoever answers for it now; another sponsor's before stays theirs.
      bound: corrected.facts.bound.map((statement, index, { length }) =>
        index === length - 1 ? { ...statement, value: { ...statement.value, purchaseOrder } } : statement,
      ),
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
  AwaitedReturnCorrected: (row, event) => {
    const { corrects, reason, sponsorId, personId } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, {
      on: dayOf(row, corrects) ?? event.effectiveOn,
      ...whoSaid(event, reason),
    });
    const { facts } = corrected;
    return withFacts(corrected, {
      ...facts,
      sponsors: stating(facts.sponsors, corrects, sponsorId),
      participants: stating(facts.participants, corrects, personId),
    });
  },
  // Where somebody works is told by the rates and the person's record, not by the book.
  ParticipantFactsCorrected: (row, event) =>
    stepCorrected(after(row, event, {}), event.data.corrects, {
      on: dayOf(row, event.data.corrects) ?? event.effectiveOn,
      ...whoSaid(event, event.data.reason),
    }),
};

/** The statements with what one event said of somebody as it is right; where nobody was, nobody is. */
const stating = (
  statements: readonly Since<string | null>[],
  event: string,
  value: string | undefined,
): readonly Since<string | null>[] =>
  value === undefined
    ? statements
    : statements.map((one) => (one.event === event && one.value !== null ? { ...one, value } : one));

const whoSaid = ({ recordedAt, metadata, data }: Recorded, reason: string): Omit<StepCorrection, 'on'> => ({
  recordedAt,
  // Recorded by a process where a person's candidacy had to be claimed first.
  by: (data as { readonly askedBy?: string }).askedBy ?? metadata.actor,
  reason,
});

const dayOf = (row: PlaceRow, event: string): BusinessDate | undefined => {
  const step = row.steps.find((one) => one.event === event);

  return step?.corrected?.on ?? step?.on;
};

/** The row without what an event had stated. */
const without = (row: PlaceRow, event: string): PlaceRow =>
  withFacts(
    row,
    restated(row.facts, (statements) => statements.filter((statement) => statement.event !== event)),
  );

/** Whether the place waits for a seat by it; one that holds its seat again waits no longer, whatever it waited for before. */
const awaitsSeatBy = ({ facts }: PlaceRow, seat: string): { readonly awaitsSeat?: boolean } => {
  if (seat === 'awaited') return { awaitsSeat: true };

  return seat !== 'not_needed' && valueBy(facts.awaitsSeat) === true ? { awaitsSeat: false } : {};
};

/** Who waits for the seat a correction gives back stands before all; who is back in line, where such requests stand. */
const classOf = ({ returnOf, lineClass }: PlaceRow, seat: string): number => {
  if (seat === 'awaited') return 0;
  if (returnOf) return 1;

  return lineClass === 2 ? 2 : 3;
};
