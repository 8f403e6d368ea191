import { type BusinessDate, event, type FactsOf } from '#kernel';

/**
 * A place named this person, or they started in it, on a day: what is known of them as at that day is what the place keeps.
 * The latest day counts, for a date that was corrected is noted again.
 */
export const participationNoted = event('ParticipationNoted', 1).of<{
  personId: string;
  cohortId: string;
  placeId: string;
  /** Known of places that were asked for by name; who starts was named before. */
  awardId?: string;
  asAt: 'request' | 'start';
  on: BusinessDate;
  /** The event that named them, or by which they started. */
  namedIn: string;
}>();

/** Every fact of a person's participation (`participation-{personId}`). */
export const participationEvents = { participationNoted };
export type ParticipationEvent = FactsOf<typeof participationEvents>;
