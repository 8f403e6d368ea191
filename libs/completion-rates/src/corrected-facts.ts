import type { BusinessDate, Recorded } from '#kernel';
import type { CorrectableFact, PlaceEvent } from '#places/events';
import { type NamedBy, namedOnDay, participantOf, statedIn, withoutNaming } from './participant.js';
import type { FactDay, PlaceFactsRow } from './place-facts.entity.js';

type Of<Type extends PlaceEvent['type']> = Recorded<Extract<PlaceEvent, { type: Type }>>;
type Answers = PlaceFactsRow['transfers'];

/** The row with who answers for the place from a day on. */
export const answered = (
  row: PlaceFactsRow,
  { effectiveOn }: { readonly effectiveOn: BusinessDate },
  value: string | null,
): PlaceFactsRow => ({ ...row, transfers: byDay([...row.transfers, { on: effectiveOn, value }]) });

// Of two of one day the one recorded later holds.
const byDay = (transfers: Answers): Answers =>
  [...transfers].sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));

/** The row with whether it waits for the seat a correction gives back, from a day on; of one that never did nothing is kept. */
export const awaitingSeat = (
  row: PlaceFactsRow,
  { effectiveOn: on }: { readonly effectiveOn: BusinessDate },
  value: boolean,
): PlaceFactsRow =>
  value || row.awaitsSeat.length > 0 ? { ...row, awaitsSeat: [...row.awaitsSeat, { on, value }] } : row;

/** Where the day of a fact that can be corrected is held; of the others no rate counts the day. */
const DAYS: { readonly [fact in CorrectableFact]?: FactDay } = {
  requested: 'requestedOn',
  offered: 'offeredOn',
  accepted: 'acceptedOn',
  confirmed: 'confirmedOn',
  started: 'startRecordedOn',
  awaiting_award: 'awaitingOn',
  failed: 'failedOn',
  withdrawn: 'withdrawnOn',
  not_taken_up: 'notTakenUpOn',
  deferred: 'deferredOn',
  declined: 'requestEndedOn',
  refused: 'requestEndedOn',
};

/** Which naming came with a fact. */
const NAMES: { readonly [fact in CorrectableFact]?: NamedBy } = {
  requested: 'request',
  accepted: 'acceptance',
  confirmed: 'confirmation',
  substituted: 'substitution',
  started: 'start',
};

/** A request taken back is withdrawn too, and bound nobody. */
const dayOf = (row: PlaceFactsRow, fact: CorrectableFact): FactDay | undefined =>
  fact === 'withdrawn' && row.withdrawnOn === null ? 'requestEndedOn' : DAYS[fact];

/** Whoever answers for a place since a day. */
const ANSWERS: readonly CorrectableFact[] = ['transferred', 'self_funded', 'left_without_sponsor'];

/** A fact happened on another day. */
export const redated = (
  row: PlaceFactsRow,
  { data, effectiveOn: to }: Of<'PlaceDateCorrected'>,
): PlaceFactsRow => {
  const { fact, from } = data;
  if (fact === 'moved') return { ...row, movedOn: to };
  const day = dayOf(row, fact);
  const names = NAMES[fact];
  return {
    ...row,
    ...(day === undefined ? {} : { [day]: to }),
    ...(names ? { named: namedOnDay(row.named, names, from, to) } : {}),
    ...(ANSWERS.includes(fact) ? { transfers: movedAnswer(row, from, to) } : {}),
  };
};

interface Fallen {
  readonly fact: CorrectableFact;
  /** The day it was recorded for, of what can have happened more than once. */
  readonly on?: BusinessDate;
}

/** A fact never happened, nor did what rested on it alone; the place may have to wait for its seat. */
export const struck = (row: PlaceFactsRow, event: Of<'PlaceFactStruck'>): PlaceFactsRow => {
  const { seat, fell = [] } = event.data;
  const left = [event.data, ...fell].reduce<PlaceFactsRow>(without, row);

  return seat === 'not_needed' ? left : awaitingSeat(left, event, seat === 'awaited');
};

const without = (row: PlaceFactsRow, { fact, on: from }: Fallen): PlaceFactsRow => {
  const day = dayOf(row, fact);
  return {
    ...row,
    ...(day === undefined ? {} : { [day]: null }),
    ...unnamed(row, NAMES[fact], from),
    ...(fact === 'deferred' ? { deferredAs: null, movedOn: null, movedTo: null } : {}),
    ...(fact === 'withdrawn' ? { withdrawnAs: null, withdrawnIn: null } : {}),
    ...(ANSWERS.includes(fact) && from !== undefined ? { transfers: withoutAnswer(row, from) } : {}),
  };
};

const lastAt = (transfers: Answers, day: BusinessDate): number =>
  transfers.findLastIndex(({ on: from }) => from === day);

const movedAnswer = ({ transfers }: PlaceFactsRow, from: BusinessDate, to: BusinessDate): Answers =>
  byDay(transfers.map((one, index) => (index === lastAt(transfers, from) ? { ...one, on: to } : one)));

const withoutAnswer = ({ transfers }: PlaceFactsRow, day: BusinessDate): Answers =>
  transfers.filter((_, index) => index !== lastAt(transfers, day));

// What was kept of somebody who was only named by it is not said of whom the place names again.
const unnamed = (
  row: PlaceFactsRow,
  by: NamedBy | undefined,
  on: BusinessDate | undefined,
): Pick<PlaceFactsRow, 'named' | 'kept'> => {
  if (!by) return { named: row.named, kept: row.kept };
  const named = withoutNaming(row.named, by, on);
  const { personId, since } = participantOf(row.named, []);
  const isAnother = participantOf(named, []).personId !== personId && since !== undefined;

  return { named, kept: isAnother ? row.kept.filter(({ on: day }) => day < since) : row.kept };
};

/** What is kept as at the request is corrected from the day on from which it was said of this participant. */
export const factsCorrected = (
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
export const participantCorrected = (
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

/** The class of a notice was another. Why a substitute took a place over is not counted. */
export const noticeCorrected = (
  row: PlaceFactsRow,
  { data: { corrects, fact, reasonClass } }: Of<'NoticeCorrected'>,
): PlaceFactsRow => {
  if (reasonClass === undefined || fact === 'substituted') return row;
  return { ...row, [corrects === row.withdrawnIn ? 'withdrawnAs' : 'deferredAs']: reasonClass };
};
