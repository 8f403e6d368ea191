import type { Map } from 'immutable';
import type { BusinessDate, Dated } from '#kernel';
import type { Level } from './cohort-setup.js';

/** How many places a sponsor expects to ask for, and for whom. It is bound to nothing by it. */
export interface Interest {
  readonly places: number;
  readonly level?: Level;
}

/** What each sponsor said, day by day; null: it took that back. */
export type InterestBySponsor = Map<string, Dated<Interest | null>>;

/**
 * What a sponsor had said by a day, under any of its records: the latest statement counts, of two on one day that of the
 * record named first. Null: nothing, or it took that back.
 */
export const interestOn = (
  interest: InterestBySponsor,
  sponsorIds: readonly string[],
  day: BusinessDate,
): Interest | null =>
  latest(
    sponsorIds.flatMap((id) => interest.get(id)?.findLast(({ on }) => on <= day) ?? []),
    ({ on }) => on,
  )?.value ?? null;

/** The one of the latest day; of several, the first. */
export const latest = <Said>(said: readonly Said[], dayOf: (one: Said) => BusinessDate): Said | undefined =>
  said.reduce<Said | undefined>(
    (last, one) => (last === undefined || dayOf(one) > dayOf(last) ? one : last),
    undefined,
  );
