import { type BusinessDate, dateBy, statementsBy } from '#kernel';
import { participantOf } from './participant.js';
import { FACT_DAYS, type FactDay, type PlaceFactsRow } from './place-facts.entity.js';

/** The row with what follows from its facts: who answers for the place, whom it is for, and whether it was taken up. */
export const settled = (row: PlaceFactsRow): PlaceFactsRow => {
  const { personId, facts } = participantOf(row.named, row.kept);
  const transfer = row.transfers.at(-1);
  return {
    ...row,
    sponsorId: transfer ? transfer.value : row.askedBy,
    personId,
    asAtRequest: facts,
    startedOn: hasNeverStarted(row) ? null : row.startRecordedOn,
  };
};

/** Not taken up, or withdrawn or deferred before the day it was to have started: whatever was recorded first. */
const hasNeverStarted = ({ startRecordedOn, ...row }: PlaceFactsRow): boolean =>
  row.notTakenUpOn !== null ||
  [row.withdrawnOn, row.deferredOn].some(
    (on) => on !== null && startRecordedOn !== null && on < startRecordedOn,
  );

/** A place as it was at the end of a day, by what is dated on it or before; null before anything had happened to it. */
export const factsOnDay = (row: PlaceFactsRow, day: BusinessDate): PlaceFactsRow | null => {
  // Most places lie wholly behind the day that is asked about: 30,000 of them are answered without a copy.
  if (liesBehind(row, day)) return row;

  const days = {} as Record<FactDay, BusinessDate | null>;
  for (const fact of FACT_DAYS) days[fact] = dateBy(row[fact], day);
  // What never happened, as it turned out, happened on no day.
  days.startRecordedOn = dateBy(row.startedOn, day);
  if (FACT_DAYS.every((fact) => days[fact] === null)) return null;

  return settled({
    ...row,
    ...days,
    named: row.named.filter(({ on }) => on <= day),
    kept: statementsBy(row.kept, day),
    transfers: statementsBy(row.transfers, day),
    awaitsSeat: statementsBy(row.awaitsSeat, day),
    asAtStart: days.startRecordedOn === null ? {} : row.asAtStart,
    ...(days.withdrawnOn === null ? { withdrawnAs: null, withdrawnIn: null } : {}),
    deferredAs: days.deferredOn === null ? null : row.deferredAs,
    movedTo: days.movedOn === null ? null : row.movedTo,
  });
};

const liesBehind = (row: PlaceFactsRow, day: BusinessDate): boolean => {
  let dated = false;
  for (const fact of FACT_DAYS) {
    const on = row[fact];
    if (on === null) continue;
    if (on > day) return false;
    dated = true;
  }
  const stated = [row.named, row.kept, row.transfers, row.awaitsSeat];
  return dated && stated.every((statements) => statements.every(({ on }) => on <= day));
};
