import type { BusinessDate, Fact, Recorded } from '#kernel';
import type { PlaceRow, SaidByStep, StepCorrection } from './place-book.entity.js';
import type { Since } from './place-days.js';
import { isMark, valueBy, withoutMark } from './place-days.js';
import { after, dayOfStep, restated, stepCorrected, type Steps, withFacts } from './place-row.js';

/** What corrections say of a place: the right version counts, the recorded one stays visible beside it. */
export const correctedPlaces: Steps = {
  PlaceDateCorrected: (row, event) => {
    const { fact, corrects, from } = event.data;
    const corrected = stepCorrected(
      after(row, event, {}),
      corrects,
      correctionBy(event, { on: from }, { on: event.effectiveOn }),
    );
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
    const { fact, corrects, seat, turn, personId = null, fell = [] } = event.data;
    const gone = [{ fact, event: corrects }, ...fell];
    const fallen = gone.reduce((so, one) => without(so, one.event), row);
    const said = after(fallen, event, {
      claims: null,
      ...awaitsSeatBy(fallen, seat),
      ...(fallen.personId === personId ? {} : { participants: personId }),
      ...(turn === undefined ? {} : { line: { lineClass: classOf(fallen, seat), turn } }),
    });
    const struck = gone.reduce(
      (so, one) => stepCorrected(so, one.event, correctionBy(event, { on: dayOf(row, one.event) }, null)),
      said,
    );
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
    const { personId, insteadOf, corrects } = event.data;
    const corrected = stepCorrected(
      after(row, event, { claims: null }),
      corrects,
      correctionBy(event, { personId: insteadOf.personId }, { personId }),
    );
    return withFacts(corrected, {
      ...corrected.facts,
      participants: corrected.facts.participants.map((statement) =>
        statement.value === insteadOf.personId ? { ...statement, value: personId } : statement,
      ),
    });
  },
  NoticeCorrected: (row, event) => {
    const { corrects, from, notifiedOn, reasonClass, evidence, free, bandsFrom } = event.data;
    const terms = statedIn({ notifiedOn, free, bandsFrom });
    const corrected = stepCorrected(
      after(row, event, {}),
      corrects,
      correctionBy(event, from, statedIn({ notifiedOn, reasonClass, evidence })),
    );
    return withFacts(corrected, {
      ...corrected.facts,
      notices: corrected.facts.notices.map((statement) =>
        statement.event === corrects ? { ...statement, value: { ...statement.value, ...terms } } : statement,
      ),
    });
  },
  PlaceReferencesCorrected: (row, event) => {
    const { corrects, from, reference, purchaseOrder } = event.data;
    const corrected = stepCorrected(
      after(row, event, {}, reference === undefined ? {} : { reference }),
      corrects,
      correctionBy(event, from, statedIn({ reference, purchaseOrder })),
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
  PlaceStatementCorrected: (row, event) => {
    const {
      cohortId: _,
      placeId: __,
      corrects,
      fact: ___,
      reason: ____,
      askedBy: _____,
      from,
      ...said
    } = event.data;
    const corrected = stepCorrected(after(row, event, {}), corrects, correctionBy(event, from, said));
    const { lineManagerId } = said;
    if (lineManagerId === undefined) return corrected;
    return withFacts(corrected, {
      ...corrected.facts,
      lineManagers: corrected.facts.lineManagers.map((statement) =>
        statement.event === corrects ? { ...statement, value: lineManagerId } : statement,
      ),
    });
  },
  SeatRegained: (row, event) => after(row, event, { awaitsSeat: false }),
  PlaceSponsorCorrected: (row, event) => {
    const { from, sponsorId, corrects } = event.data;
    const corrected = stepCorrected(
      after(row, event, {}),
      corrects,
      correctionBy(event, { sponsorId: from }, { sponsorId }),
    );
    return withFacts(corrected, {
      ...corrected.facts,
      sponsors: corrected.facts.sponsors.map((statement): Since<string | null> =>
        statement.value === from ? { ...statement, value: sponsorId } : statement,
      ),
    });
  },
  PlaceSectorCorrected: (row, event) => after(row, event, {}),
  AwaitedReturnCorrected: (row, event) => {
    const { corrects, sponsorId, personId, modulesPassed } = event.data;
    const { facts } = row;
    const from = {
      ...(sponsorId === undefined ? {} : { sponsorId: statedBy(facts.sponsors, corrects) }),
      ...(personId === undefined ? {} : { personId: statedBy(facts.participants, corrects) }),
    };
    const corrected = stepCorrected(
      after(row, event, {}),
      corrects,
      correctionBy(event, from, statedIn({ sponsorId, personId, modulesPassed })),
    );
    return withFacts(corrected, {
      ...corrected.facts,
      sponsors: stating(facts.sponsors, corrects, sponsorId),
      participants: stating(facts.participants, corrects, personId),
    });
  },
  // Where somebody works is told by the rates and the person's record, not by the book.
  ParticipantFactsCorrected: (row, event) => {
    const { corrects, from, homeOrganisationId, level } = event.data;
    return stepCorrected(
      after(row, event, {}),
      corrects,
      correctionBy(event, from, statedIn({ homeOrganisationId, level })),
    );
  },
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

type Correcting = Recorded<Fact<string, { readonly reason: string; readonly askedBy?: string }>>;

const correctionBy = (
  { recordedAt, metadata, data: { reason, askedBy } }: Correcting,
  from: SaidByStep = {},
  to: SaidByStep | null,
): StepCorrection => ({
  from,
  to,
  reason,
  // Recorded by a process where it follows another place, or a person's candidacy had to be claimed first.
  by: askedBy ?? metadata.actor,
  recordedAt,
});

/** What is stated, of fields a correction may leave as they were. */
const statedIn = (fields: SaidByStep): SaidByStep =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const statedBy = (statements: readonly Since<string | null>[], event: string): string | null =>
  statements.find((one) => one.event === event)?.value ?? null;

const dayOf = (row: PlaceRow, event: string): BusinessDate | undefined => {
  const step = row.steps.find((one) => one.event === event);

  return step && dayOfStep(step);
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
