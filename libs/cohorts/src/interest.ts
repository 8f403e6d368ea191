import type { Map } from 'immutable';
import { type BusinessDate, type Dated, undated, valueOn } from '#kernel';
import type { Level } from './cohort-setup.js';

/** How many places a sponsor expects to ask for, and for whom. It is bound to nothing by it. */
export interface Interest {
  readonly places: number;
  readonly level?: Level;
}

/** What each sponsor said, day by day; null: it took that back. */
export type InterestBySponsor = Map<string, Dated<Interest | null>>;

/** What a sponsor had said by a day; null: nothing, or it took that back. */
export const interestOn = (
  interest: InterestBySponsor,
  sponsorId: string,
  day: BusinessDate,
): Interest | null => valueOn(interest.get(sponsorId) ?? undated<Interest | null>(), day) ?? null;
