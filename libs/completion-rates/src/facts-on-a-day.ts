import { type BusinessDate, dateBy, statementsBy } from '#kernel';
import { participantOf } from './participant.js';
import { FACT_DAYS, type FactDay, type PlaceFactsRow, startOf } from './place-facts.entity.js';

/** The row with what follows from its facts: who answers for the place, and whom it is for. */
export const settled = (row: PlaceFactsRow): PlaceFactsRow => {
  const { personId, facts } = participantOf(row.named, row.kept);
  const transfer = row.transfers.at(-1);
  return { ...row, sponsorId: transfer ? transfer.value : row.askedBy, personId, asAtRequest: facts };
};

/** A place as it was at the end of a day, by what is dated on it or before; null before anything had happened to it. */
export const factsOnDay = (row: PlaceFactsRow, day: BusinessDate): PlaceFactsRow | null => {
  // Most places lie wholly behind the day that is asked about: 30,000 of them are answered without a copy.
  if (liesBehind(row, day)) return row;

  // What never happened, as it turned out, happened on no day.
  const sure = hasNeverStarted(row) ? { ...row, startedOn: null, awaitingOn: null } : row;
  const days = {} as Record<FactDay, BusinessDate | null>;
  for (const fact of FACT_DAYS) days[fact] = dateBy(sure[fact], day);
  if (FACT_DAYS.every((fact) => days[fact] === null)) return null;

  const then = {
    ...row,
    ...days,
    named: row.named.filter(({ on }) => on <= day),
    kept: statementsBy(row.kept, day),
    transfers: statementsBy(row.transfers, day),
    ...(days.withdrawnOn === null ? { withdrawnAs: null, withdrawnIn: null } : {}),
    deferredAs: days.deferredOn === null ? null : row.deferredAs,
    movedTo: days.movedOn === null ? null : row.movedTo,
  };
  return settled({ ...then, asAtStart: days.startedOn === null ? {} : row.asAtStart });
};

const liesBehind = (row: PlaceFactsRow, day: BusinessDate): boolean => {
  let dated = false;
  for (const fact of FACT_DAYS) {
    const on = row[fact];
    if (on === null) continue;
    if (on > day) return false;
    dated = true;
  }
  return (
    dated &&
    startOf(row) === row.startedOn &&
    (row.startedOn !== null || Object.keys(row.asAtStart).length === 0) &&
    [row.named, row.kept, row.transfers].every((stated) => stated.every(({ on }) => on <= day))
  );
};

const hasNeverStarted = (row: PlaceFactsRow): boolean => row.startedOn !== null && startOf(row) === null;
