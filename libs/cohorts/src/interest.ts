import { type BusinessDate, undated, valueOn } from '#kernel';
import type { Cohort } from './cohort.js';
import type { Level } from './cohort-setup.js';

/** How many places a sponsor expects to ask for, and for whom. It is bound to nothing by it. */
export interface Interest {
  readonly places: number;
  readonly level?: Level;
}

/** What a sponsor had said by a day; null: nothing, or it took that back. */
export const interestOn = ({ interest }: Cohort, sponsorId: string, day: BusinessDate): Interest | null =>
  valueOn(interest.get(sponsorId) ?? undated<Interest | null>(), day) ?? null;
