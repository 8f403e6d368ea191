import { type BusinessDate, dateBy, type Recorded, statementsBy } from '#kernel';
import type {
  DeferralFacts,
  DeferralRow,
  DeferralState,
  SaidOfReturn,
  StatedIn,
} from './deferrals.entity.js';
import { saidBy } from './place-days.js';

/** A place that is not deferred. */
export const blankDeferral = (placeId: string): DeferralRow => ({
  placeId,
  cohortId: null,
  sponsorId: null,
  personId: null,
  reasonClass: null,
  deferredOn: null,
  notifiedOn: null,
  hadStarted: false,
  modulesPassed: [],
  expectedOn: null,
  state: 'deferred',
  since: null,
  limitOn: '',
  paused: false,
  remindedOn: null,
  returnTo: null,
  returnCohortId: null,
  needs: null,
  facts: { event: '', sponsors: [], limits: [], pauses: [], watched: [], returns: [], states: [] },
});

/** The row with more facts, and every column that follows from them. */
export const withDeferralFacts = (row: DeferralRow, facts: Partial<DeferralFacts>): DeferralRow => {
  const all = { ...row.facts, ...facts };
  return { ...row, ...columnsOf(all), facts: all };
};

/** With one more dated entry, in the order of the days whichever was recorded first. */
export const dated = <Entry extends { readonly on: BusinessDate }>(
  entries: readonly Entry[],
  entry: Entry,
): readonly Entry[] => [...entries, entry].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

const keyOf = (entry: { readonly on: BusinessDate }): string => `${entry.on} ${JSON.stringify(entry)}`;

/** With one more statement, in the order of the days: of two about one day the later recorded one counts. */
export const stated = <Value>(
  statements: readonly StatedIn<Value>[],
  { id, effectiveOn: on }: Pick<Recorded, 'id' | 'effectiveOn'>,
  value: Value,
): readonly StatedIn<Value>[] => [
  ...statements.filter((one) => one.on <= on),
  { on, event: id, value },
  ...statements.filter((one) => one.on > on),
];

/** With what was said of the return next: it rests on what was said before it, so they stay in the order of the log. */
export const saidOfReturn = (
  { facts: { returns } }: DeferralRow,
  { effectiveOn: on }: Pick<Recorded, 'effectiveOn'>,
  value: SaidOfReturn,
): Pick<DeferralFacts, 'returns'> => ({ returns: [...returns, { on, value }] });

/** The deferral began on another day: what was said with its beginning was said of that day. */
export const begunOn = (row: DeferralRow, deferredOn: BusinessDate): DeferralRow => {
  // Of the same day something else may have been said.
  const isOfIt = ({ on, event = row.facts.event }: { on: BusinessDate; event?: string }) =>
    on === row.deferredOn && event === row.facts.event;
  const redated = <Entry extends { readonly on: BusinessDate }>(entries: readonly Entry[]) =>
    entries.map((entry) => (isOfIt(entry) ? { ...entry, on: deferredOn } : entry));
  const moved = <Entry extends { readonly on: BusinessDate }>(entries: readonly Entry[]) =>
    redated(entries).toSorted((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
  const { sponsors, limits, returns, states } = row.facts;

  return withDeferralFacts(
    { ...row, deferredOn },
    { sponsors: moved(sponsors), limits: moved(limits), returns: redated(returns), states: moved(states) },
  );
};

/** It came to stand elsewhere on another day than was recorded. */
export const stoodOn = (row: DeferralRow, state: DeferralState, on: BusinessDate): DeferralRow => {
  const others = row.facts.states.filter(({ value }) => value !== state);
  const isKnown = others.length < row.facts.states.length;

  return isKnown ? withDeferralFacts(row, { states: dated(others, { on, value: state }) }) : row;
};

/** It never came to stand there. */
export const neverStood = (row: DeferralRow, state: DeferralState): DeferralRow =>
  withDeferralFacts(row, { states: row.facts.states.filter(({ value }) => value !== state) });

/** The deferral as it stood at the end of a day by what is dated until then; null before it began. */
export const deferralAsAt = (row: DeferralRow, day: BusinessDate): DeferralRow | null => {
  if (row.deferredOn === null || row.deferredOn > day) return null;

  const { sponsors, limits, pauses, watched, returns, states } = row.facts;
  const known = { ...row, notifiedOn: dateBy(row.notifiedOn, day) };
  return withDeferralFacts(known, {
    sponsors: saidBy(sponsors, day),
    limits: limits.filter(({ on }) => on <= day),
    pauses: saidBy(pauses, day),
    watched: watched.filter(({ on }) => on <= day),
    returns: statementsBy(returns, day),
    states: statementsBy(states, day),
  });
};

/** As in the place book, what ended has ended, also on a day before the deferral; the farthest last. */
const COURSE: readonly DeferralState[] = ['deferred', 'withdrawn', 'moved'];

const farthestOf = (states: DeferralFacts['states']) =>
  COURSE.map((state) => states.findLast(({ value }) => value === state)).findLast((one) => one !== undefined);

const columnsOf = ({ sponsors, limits, pauses, watched, returns, states }: DeferralFacts) => {
  const stands = farthestOf(states);
  const state = stands?.value ?? 'deferred';
  // It only ever comes later, so the latest is the one that holds.
  const limitOn = limits.reduce((so, limit) => (limit.limitOn > so ? limit.limitOn : so), '');
  const paused = last(pauses)?.value ?? false;
  const said = last(returns)?.value;
  const reached = watched.some((one) => one.daysBefore === 0 && one.limitOn === limitOn);
  return {
    sponsorId: last(sponsors)?.value ?? null,
    state,
    since: stands?.on ?? null,
    limitOn,
    paused,
    remindedOn: watched.findLast(({ daysBefore }) => daysBefore > 0)?.on ?? null,
    returnTo: said?.to ?? null,
    returnCohortId: said?.to?.cohortId ?? null,
    needs: needOf(state === 'deferred', reached && !paused, said?.because !== undefined),
  };
};

const needOf = (lasts: boolean, limitReached: boolean, returnWasLost: boolean): DeferralRow['needs'] => {
  if (!lasts) return null;
  if (limitReached) return 'decision';

  return returnWasLost ? 'return' : null;
};

const last = <Entry>(statements: readonly Entry[]) => statements.at(-1);
