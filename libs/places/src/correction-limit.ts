import { type BusinessDate, daysAfter, daysBetween, laterOf } from '#kernel';
import { Set } from 'immutable';
import type { Deferral } from './deferral.js';
import type { ToldFact } from './place-book.js';
import type { CorrectableFact } from './vocabulary.js';

/** The limit of a deferral as it comes of its facts, and what each of them made of it. */
export interface LimitCounted {
  readonly limitOn: BusinessDate;
  readonly pausedDays: number;
  readonly pausedSince?: BusinessDate;
  readonly resumedOn?: BusinessDate;
  readonly limits: readonly { readonly event: string; readonly limitOn: BusinessDate }[];
}

/** The facts the limit of a deferral comes of. */
export const OF_THE_LIMIT: readonly CorrectableFact[] = [
  'deferred',
  'deferral_extended',
  'deferral_paused',
  'deferral_resumed',
];

/**
 * Counts the limit of the last deferral anew. An extension states a day, which stands as it was stated, or is a day counted with
 * the pauses so far, which is counted again; neither makes the limit an earlier one. A pause that ended moves it by its days.
 */
export const limitCounted = (told: readonly ToldFact[]): LimitCounted | undefined => {
  const begun = told.findLastIndex(({ fact }) => fact === 'deferred');
  const { limitOn, event } = told[begun] ?? {};
  if (limitOn === undefined || event === undefined) return undefined;

  return told.slice(begun + 1).reduce(countedOn, { limitOn, pausedDays: 0, limits: [{ event, limitOn }] });
};

const countedOn = (so: LimitCounted, told: ToldFact): LimitCounted => {
  const { fact, event, on } = told;
  if (fact === 'deferral_paused') return { ...so, pausedSince: on };
  if (fact === 'deferral_extended') return moved(so, event, laterOf(so.limitOn, extendedTo(so, told)));
  if (fact !== 'deferral_resumed' || so.pausedSince === undefined) return so;

  const days = daysBetween(so.pausedSince, on);
  const resumed = { ...so, pausedDays: so.pausedDays + days, pausedSince: undefined, resumedOn: on };
  return moved(resumed, event, daysAfter(so.limitOn, days));
};

// A day that was stated stands as it is.
const extendedTo = (so: LimitCounted, { limitOn = so.limitOn, withoutPauses }: ToldFact): BusinessDate =>
  withoutPauses === undefined ? limitOn : daysAfter(withoutPauses, so.pausedDays);

const moved = (so: LimitCounted, event: string, limitOn: BusinessDate): LimitCounted => ({
  ...so,
  limitOn,
  limits: [...so.limits, { event, limitOn }],
});

/** What a correction says of a limit that is another one by it: of which facts, and what it is now. */
export const limitCorrected = (before: readonly ToldFact[], after: readonly ToldFact[]) => {
  const [was, is] = [limitCounted(before), limitCounted(after)];
  if (!is) return {};
  const limits = is.limits.filter(
    ({ event, limitOn }) => !was?.limits.some((one) => one.event === event && one.limitOn === limitOn),
  );
  return {
    ...(limits.length === 0 ? {} : { limits }),
    ...(was && was.limitOn !== is.limitOn ? { limitOn: is.limitOn } : {}),
  };
};

/** A deferral by its facts as they stand. What was said of another limit is not said of this one. */
export const deferralBy = (deferral: Deferral, told: readonly ToldFact[]): Deferral => {
  const counted = limitCounted(told);
  const begun = told.findLast(({ fact }) => fact === 'deferred');
  if (!counted || !begun) return deferral;

  const { limits: _, ...limit } = counted;
  const isAnother = limit.limitOn !== deferral.limitOn;
  return {
    ...deferral,
    pausedSince: undefined,
    resumedOn: undefined,
    ...limit,
    on: begun.on,
    ...(isAnother ? { reminded: Set<number>(), limitReached: false } : {}),
  };
};
