import type { BusinessDate, Projection, Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import type { PlaceFacts, PlaceRow, PlaceStep, StepCorrection } from './place-book.entity.js';
import {
  daysBy,
  endedOn,
  farthestOf,
  isEnd,
  type Mark,
  saidBy,
  since,
  startedOn,
  stateBy,
  valueBy,
} from './place-days.js';

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
  notices: [],
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
  notice: null,
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
  // Whoever waits for a seat after a correction waits no more once the place is over.
  const over = mark !== undefined && isEnd(mark) && valueBy(row.facts.awaitsSeat) === true;
  const stated = Object.fromEntries(
    Object.entries({ ...said, ...(over ? { awaitsSeat: false } : {}) }).map(([fact, value]) => [
      fact,
      since<unknown>(row.facts[fact as keyof typeof said], event, value),
    ]),
  );
  return withFacts(
    { ...row, ...fixed, steps: [...row.steps, stepOf(event)] },
    {
      ...row.facts,
      ...(stated as Partial<PlaceFacts>),
      ...(mark ? { days: { ...row.facts.days, [mark]: markedOn ?? event.effectiveOn } } : {}),
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

  const known = factsBy(row.facts, day);
  return {
    ...row,
    ...columnsOf(known),
    facts: known,
    steps: row.steps.filter((step) => dayOfStep(step) <= day),
  };
};

type List = Exclude<keyof PlaceFacts, 'days'>;
type AnyStatement = PlaceFacts[List][number];

/** The facts with other statements; their days stay. */
export const restated = (
  facts: PlaceFacts,
  change: (statements: readonly AnyStatement[]) => readonly AnyStatement[],
): PlaceFacts => {
  const { days, ...lists } = facts;
  const changed = Object.entries(lists).map(([fact, statements]) => [fact, change(statements)]);

  return { days, ...(Object.fromEntries(changed) as Omit<PlaceFacts, 'days'>) };
};

const factsBy = (facts: PlaceFacts, day: BusinessDate): PlaceFacts => {
  const said = restated(facts, (statements) => saidBy(statements, day));
  return {
    ...said,
    days: daysBy(facts.days, day),
    // Notice may arrive after what it gives notice of.
    notices: said.notices.filter(({ value }) => value.notifiedOn <= day),
  };
};

/** The row with one more correction of the step of an event. */
export const stepCorrected = (row: PlaceRow, corrects: string, correction: StepCorrection): PlaceRow => ({
  ...row,
  steps: row.steps.map((step) =>
    step.event === corrects ? { ...step, corrected: [...(step.corrected ?? []), correction] } : step,
  ),
});

/** The day a step is about, as corrected. */
export const dayOfStep = ({ on, corrected = [] }: PlaceStep): BusinessDate =>
  corrected.reduce((day, { to }) => (to && 'on' in to ? (to['on'] as BusinessDate) : day), on);

const columnsOf = (facts: PlaceFacts): Partial<PlaceRow> => {
  const { days } = facts;
  const farthest = farthestOf(days);
  const awaitsSeat = valueBy(facts.awaitsSeat) === true;
  const state = awaitsSeat || !farthest ? 'waiting' : stateBy(farthest);
  const inLine = valueBy(facts.line);
  // Nobody is bound by an acceptance that never was.
  const bound = days.accepted === undefined ? undefined : valueBy(facts.bound);

  return {
    state,
    sponsorId: valueBy(facts.sponsors) ?? null,
    personId: valueBy(facts.participants) ?? null,
    lineManagerId: valueBy(facts.lineManagers) ?? null,
    claimingId: valueBy(facts.claims) ?? null,
    lineClass: inLine?.lineClass ?? null,
    turn: inLine?.turn ?? null,
    requestedOn: days.requested ?? null,
    offeredOn: days.offered ?? null,
    until: state === 'offered' ? (valueBy(facts.untils) ?? null) : null,
    acceptedOn: days.accepted ?? null,
    confirmedOn: days.confirmed ?? null,
    startedOn: startedOn(days),
    deferredOn: days.deferred ?? null,
    awardedOn: days.completed ?? null,
    endedOn: farthest && !awaitsSeat ? endedOn(days, farthest) : null,
    pricePence: bound?.pricePence ?? null,
    purchaseOrder: bound?.purchaseOrder ?? null,
    returnTo: valueBy(facts.returnTo) ?? null,
    notice: valueBy(facts.notices) ?? null,
  };
};

const stepOf = ({ id, type, effectiveOn, recordedAt, metadata }: Recorded): PlaceStep => ({
  event: id,
  what: type,
  on: effectiveOn,
  recordedAt,
  by: metadata.actor,
});
