import type { BusinessDate, Projection, Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import type { PlaceFacts, PlaceRow, PlaceStep, StepCorrection } from './place-book.entity.js';
import { daysBy, endedOn, farthestOf, type Mark, since, stateBy, valueBy } from './place-days.js';

/** The facts that are about one place, and the draw, which is about all it orders. */
export type OfPlaces = Extract<PlaceEvent, { data: { placeId: string } } | { type: 'OrderDrawn' }>;
/** Steps of the projection, some or all. */
export type Steps = Projection<PlaceRow, OfPlaces>['on'];

const nothingStated: PlaceFacts = {
  days: {},
  sponsors: [],
  participants: [],
  lineManagers: [],
  claims: [],
  untils: [],
  line: [],
  bound: [],
  awaitsSeat: [],
  returnTo: [],
};

/** A place nobody has asked for yet. */
export const blankPlace = (placeId: string): PlaceRow => ({
  placeId,
  cohortId: null,
  sponsorId: null,
  personId: null,
  lineManagerId: null,
  reference: null,
  groupId: null,
  state: 'waiting',
  claimingId: null,
  askedAtRevision: -1,
  lineClass: null,
  turn: null,
  requestedOn: null,
  offeredOn: null,
  until: null,
  acceptedOn: null,
  confirmedOn: null,
  startedOn: null,
  deferredOn: null,
  awardedOn: null,
  endedOn: null,
  pricePence: null,
  purchaseOrder: null,
  returnOf: null,
  returnTo: null,
  facts: nothingStated,
  steps: [],
});

/** What an event says of a place: marks on the day it happened, and statements that hold from that day on. */
export type Said = {
  readonly [fact in Exclude<keyof PlaceFacts, 'days'>]?: PlaceFacts[fact][number]['value'];
} & {
  readonly mark?: Mark;
  /** The day of the mark, where it is not the event's own. */
  readonly markedOn?: BusinessDate;
};

/** The row after an event: its facts with what the event says, a step for it, and all other columns as they follow. */
export const after = (
  row: PlaceRow,
  event: Recorded,
  { mark, markedOn, ...said }: Said,
  fixed: Partial<PlaceRow> = {},
): PlaceRow => {
  const { effectiveOn } = event;
  const stated = Object.fromEntries(
    Object.entries(said).map(([fact, value]) => [
      fact,
      since<unknown>(row.facts[fact as keyof typeof said], effectiveOn, value),
    ]),
  );
  return withFacts(
    { ...row, ...fixed, steps: [...row.steps, stepOf(event)] },
    {
      ...row.facts,
      ...(stated as Partial<PlaceFacts>),
      ...(mark ? { days: { ...row.facts.days, [mark]: markedOn ?? effectiveOn } } : {}),
    },
  );
};

/** The row with other facts, and every column that follows from them. */
export const withFacts = (row: PlaceRow, facts: PlaceFacts): PlaceRow => ({
  ...row,
  ...columnsOf(facts),
  facts,
});

/** The row as it was at the end of a day; null before anything had happened. */
export const placeAsAt = (row: PlaceRow, day: BusinessDate): PlaceRow | null => {
  if (!farthestOf(row.facts.days, day)) return null;

  return {
    ...row,
    ...columnsOf(row.facts, day),
    steps: row.steps.filter(({ on, corrected }) => (corrected?.on ?? on) <= day),
  };
};

/** The row with the step of an event marked as corrected. */
export const stepCorrected = (row: PlaceRow, corrects: string, correction: StepCorrection): PlaceRow => ({
  ...row,
  steps: row.steps.map((step) => (step.event === corrects ? { ...step, corrected: correction } : step)),
});

const columnsOf = (facts: PlaceFacts, asAt?: BusinessDate): Partial<PlaceRow> => {
  const days = asAt === undefined ? facts.days : daysBy(facts.days, asAt);
  const farthest = farthestOf(days);
  const awaitsSeat = valueBy(facts.awaitsSeat, asAt) === true;
  const state = awaitsSeat || !farthest ? 'waiting' : stateBy(farthest);
  const inLine = valueBy(facts.line, asAt);
  const bound = valueBy(facts.bound, asAt);

  return {
    state,
    sponsorId: valueBy(facts.sponsors, asAt) ?? null,
    personId: valueBy(facts.participants, asAt) ?? null,
    lineManagerId: valueBy(facts.lineManagers, asAt) ?? null,
    claimingId: valueBy(facts.claims, asAt) ?? null,
    lineClass: inLine?.lineClass ?? null,
    turn: inLine?.turn ?? null,
    requestedOn: days.requested ?? null,
    offeredOn: days.offered ?? null,
    until: state === 'offered' ? (valueBy(facts.untils, asAt) ?? null) : null,
    acceptedOn: days.accepted ?? null,
    confirmedOn: days.confirmed ?? null,
    startedOn: days.started ?? null,
    deferredOn: days.deferred ?? null,
    awardedOn: days.completed ?? null,
    endedOn: farthest && !awaitsSeat ? endedOn(days, farthest) : null,
    pricePence: bound?.pricePence ?? null,
    purchaseOrder: bound?.purchaseOrder ?? null,
    returnTo: valueBy(facts.returnTo, asAt) ?? null,
  };
};

const stepOf = ({ id, type, effectiveOn, recordedAt, metadata }: Recorded): PlaceStep => ({
  event: id,
  what: type,
  on: effectiveOn,
  recordedAt,
  by: metadata.actor,
});
