import type { BusinessDate, Recorded } from '#kernel';
import type { PlaceState } from './place-state.js';

/** What can have happened to a place, each at most once: of several statements about its day the latest recorded counts. */
export type Mark = 'requested' | 'waitlisted' | Exclude<PlaceState, 'waiting'>;

/** The day of each thing that happened to a place. */
export type PlaceDays = { readonly [mark in Mark]?: BusinessDate };

/** A statement with the day from which it holds, and the event it rests on: it falls, or moves, with that. */
export interface Since<Value> {
  readonly on: BusinessDate;
  readonly value: Value;
  readonly event: string;
}

/** What is stated of a day, whatever it rests on. */
export interface Dated<Value> {
  readonly on: BusinessDate;
  readonly value: Value;
}

/** The state each mark brings a place to, the farthest last: of all that had happened by a day the farthest tells its state. */
const COURSE: readonly (readonly [Mark, PlaceState])[] = [
  ['noted', 'noted'],
  ['requested', 'waiting'],
  ['waitlisted', 'waiting'],
  ['offered', 'offered'],
  ['accepted', 'accepted'],
  ['confirmed', 'confirmed'],
  ['started', 'started'],
  ['awaiting_award', 'awaiting_award'],
  ['deferred', 'deferred'],
  ['failed', 'failed'],
  ['completed', 'completed'],
  ['declined', 'declined'],
  ['lapsed', 'lapsed'],
  ['refused', 'refused'],
  ['not_placed', 'not_placed'],
  ['cancelled', 'cancelled'],
  ['not_taken_up', 'not_taken_up'],
  ['withdrawn', 'withdrawn'],
  ['moved', 'moved'],
];

const ENDS: ReadonlySet<Mark> = new Set(
  COURSE.slice(COURSE.findIndex(([mark]) => mark === 'failed')).map(([mark]) => mark),
);

/** A place that stands there is over. */
export const isEnd = (mark: Mark): boolean => ENDS.has(mark);

/** True of what brings a place to a state: other facts have no day of their own here. */
export const isMark = (fact: string): fact is Mark => COURSE.some(([mark]) => mark === fact);

/** What a place was before its start, it was not any more on the day it was recorded to have started. */
const BEFORE_THE_START: readonly Mark[] = ['withdrawn', 'deferred'];

/** The day the participant started; none where it was left before, whatever was recorded and whenever. */
export const startedOn = (days: PlaceDays): BusinessDate | null => {
  const { started } = days;
  if (started === undefined) return null;
  const leftBefore = BEFORE_THE_START.some((mark) => (days[mark] ?? started) < started);

  return leftBefore ? null : started;
};

/** The farthest a place had come by the end of a day (whenever, without one); undefined before anything had happened. */
export const farthestOf = (days: PlaceDays, asAt?: BusinessDate): Mark | undefined =>
  COURSE.findLast(([mark]) => happenedBy(days[mark], asAt))?.[0];

/** The state a mark brings a place to. */
export const stateBy = (mark: Mark): PlaceState => COURSE.find(([other]) => other === mark)![1];

/** The day a place came to its end, if that is where it stands. */
export const endedOn = (days: PlaceDays, farthest: Mark): BusinessDate | null =>
  ENDS.has(farthest) ? (days[farthest] ?? null) : null;

/** Only what had happened by a day. */
export const daysBy = (days: PlaceDays, asAt: BusinessDate): PlaceDays =>
  Object.fromEntries(Object.entries(days).filter(([, day]) => happenedBy(day, asAt)));

/** Without what turned out never to have happened. */
export const withoutMark = (days: PlaceDays, gone: Mark): PlaceDays =>
  Object.fromEntries(Object.entries(days).filter(([mark]) => mark !== gone));

/**
 * With a statement that takes the place of the one before it (who holds the place, who answers for it): each rests on the
 * one before, so that one recorded later about an earlier day holds from then on, whatever had been stated of later days.
 */
export const since = <Value>(
  statements: readonly Since<Value>[],
  { effectiveOn: on, id: event }: Pick<Recorded, 'effectiveOn' | 'id'>,
  value: Value,
): readonly Since<Value>[] => [...statements, { on, value, event }];

/** What held at the end of a day (in the end, without one). */
export const valueBy = <Value>(statements: readonly Dated<Value>[], asAt?: BusinessDate): Value | undefined =>
  statements.findLast(({ on }) => happenedBy(on, asAt))?.value;

/** Only what is stated of a day and those before it. */
export const saidBy = <Statement extends { readonly on: BusinessDate }>(
  statements: readonly Statement[],
  asAt: BusinessDate,
): readonly Statement[] => statements.filter(({ on }) => on <= asAt);

const happenedBy = (day: BusinessDate | undefined, asAt: BusinessDate | undefined): boolean =>
  day !== undefined && (asAt === undefined || day <= asAt);
