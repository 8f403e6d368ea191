import type { Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { begunOn, neverStood, stoodOn, withDeferralFacts } from './deferral-row.js';
import type { DeferralFacts, DeferralRow } from './deferrals.entity.js';

type Of<Type extends PlaceEvent['type']> = Recorded<Extract<PlaceEvent, { type: Type }>>;
type Recounted = Of<'PlaceDateCorrected'>['data']['limits'];

/** A fact of a deferred place happened on another day; where the limit is counted by it, that is another one too. */
export const redated = (
  row: DeferralRow,
  { data, effectiveOn: on }: Of<'PlaceDateCorrected'>,
): DeferralRow => {
  const { fact, corrects, limits, hadStarted } = data;
  const so = hadStarted === undefined || fact === 'withdrawn' ? row : { ...row, hadStarted };
  if (fact === 'deferred') return begunOn(so, on);
  if (fact === 'withdrawn' || fact === 'moved') return stoodOn(so, fact, on);
  const at = <Entry extends { readonly event: string }>(entries: readonly Entry[]) =>
    entries.map((entry) => (entry.event === corrects ? { ...entry, on } : entry));

  return withFacts(
    so,
    { sponsors: at(row.facts.sponsors), pauses: at(row.facts.pauses), limits: at(row.facts.limits) },
    limits,
  );
};

/** What was stated with the deferral, or with more time for it, was wrong. */
export const statementCorrected = (
  row: DeferralRow,
  { data: { corrects, modulesPassed, expectedOn, reasonGiven } }: Of<'PlaceStatementCorrected'>,
): DeferralRow => {
  const isOfTheDeferral = corrects === row.facts.event;
  const { limits } = row.facts;
  return withDeferralFacts(
    {
      ...row,
      ...(isOfTheDeferral && modulesPassed ? { modulesPassed } : {}),
      ...(isOfTheDeferral && expectedOn !== undefined ? { expectedOn } : {}),
    },
    reasonGiven === undefined
      ? {}
      : { limits: limits.map((one) => (one.event === corrects ? { ...one, reason: reasonGiven } : one)) },
  );
};

/** A fact of a deferred place never happened, nor did what rested on it alone; the deferral itself perhaps. */
export const struck = (row: DeferralRow, { data }: Of<'PlaceFactStruck'>): DeferralRow | null => {
  const { fact, corrects, fell = [], limits } = data;
  if (fact === 'deferred') return null;
  if (fact === 'withdrawn') return neverStood(row, 'withdrawn');
  const gone = new Set([corrects, ...fell.map(({ event }) => event)]);
  const left = <Entry extends { readonly event: string }>(entries: readonly Entry[]) =>
    entries.filter(({ event }) => !gone.has(event));
  const { pauses, limits: said } = row.facts;

  return withFacts(
    row,
    { sponsors: left(answering(row, data)), pauses: left(pauses), limits: left(said) },
    limits,
  );
};

const ANSWERS: readonly string[] = ['transferred', 'self_funded', 'left_without_sponsor'];

// Who answered as it was deferred was another, where what is struck was so by then.
const answering = (
  { facts }: DeferralRow,
  { fact, corrects, sponsorId }: Of<'PlaceFactStruck'>['data'],
): DeferralFacts['sponsors'] =>
  ANSWERS.includes(fact) && facts.sponsors.every(({ event }) => event !== corrects)
    ? facts.sponsors.map((one) => (one.event === facts.event ? { ...one, value: sponsorId ?? null } : one))
    : facts.sponsors;

type Corrected = Pick<DeferralFacts, 'sponsors' | 'pauses' | 'limits'>;

// In the order of the days, as statements are kept; a limit as it was counted anew.
const withFacts = (row: DeferralRow, facts: Corrected, limits: Recounted = []): DeferralRow =>
  withDeferralFacts(row, {
    sponsors: byDay(facts.sponsors),
    pauses: byDay(facts.pauses),
    limits: byDay(
      facts.limits.map((one) => ({
        ...one,
        limitOn: limits.find(({ event }) => event === one.event)?.limitOn ?? one.limitOn,
      })),
    ),
  });

const byDay = <Entry extends { readonly on: string }>(entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
