import { type BusinessDate, event } from '#kernel';
import type { Level, ReasonClass } from './vocabulary.js';

/** How a past place is said to have ended. */
export const PAST_OUTCOMES = ['awarded', 'awarded_with_distinction', 'failed', 'withdrawn'] as const;
export type PastOutcome = (typeof PAST_OUTCOMES)[number];

/** What a source says of a past place, as it says it: what is absent it leaves open. Nothing about the person. */
export interface PastStatement {
  /** Of the cohort, as this place's source has it; these three are absent of what was recorded before they were kept. */
  readonly startsOn?: BusinessDate;
  readonly endsOn?: BusinessDate;
  readonly capacity?: number;
  /** Request, offer, acceptance and confirmation in one. */
  readonly requestedOn?: BusinessDate;
  readonly startedOn?: BusinessDate;
  readonly withdrawnOn?: BusinessDate;
  readonly reasonClass?: ReasonClass;
  readonly outcome?: PastOutcome;
  readonly outcomeOn?: BusinessDate;
  readonly level?: Level;
  /** The reference of the organisation. */
  readonly homeOrganisation?: string;
  readonly funding?: string;
}

/**
 * A place of a cohort that ran before the product was used is entered as history. What it came to follows as facts of their
 * own days. A recorded exception: what today's rules would refuse is named in `flags` by the refusals' codes.
 */
export const pastPlaceRecorded = event('PastPlaceRecorded', 1).of<{
  cohortId: string;
  placeId: string;
  stated: PastStatement;
  /** What else the source says is about the person and kept in their own stream: the names of its columns. */
  personal: readonly string[];
  flags: readonly string[];
  /** Whether and how long a participant sat in the cohort. */
  seat?: { readonly from: BusinessDate; readonly until?: BusinessDate };
}>();

/** The facts of history as it is entered. */
export const pastEvents = { pastPlaceRecorded };
