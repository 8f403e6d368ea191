import { type KeptFact, versionsOf } from './correctable.js';
import type { BusinessDate, Instant } from './dates.js';

/** How a fact read at some time: who said so, when, and why it was corrected (absent of the first reading). */
export interface FactReading {
  readonly eventId: string;
  readonly recordedAt: Instant;
  readonly by?: string;
  readonly reason?: string;
  /** The day it is about. */
  readonly on: BusinessDate;
  /** It never was. */
  readonly struck: boolean;
  readonly data: unknown;
}

/** A recorded fact in every version it had, the last one as it stands: what a query about one thing's facts answers. */
export interface FactInFull {
  /** What a correction names. */
  readonly eventId: string;
  readonly fact: string;
  readonly versions: readonly FactReading[];
}

/** A kept fact with all its versions, for people. */
export const factInFull = (fact: KeptFact): FactInFull => ({
  eventId: fact.id,
  fact: fact.type,
  versions: versionsOf(fact).map(({ id, data, ...reading }) => ({
    eventId: id,
    ...reading,
    data: data as unknown,
  })),
});
