/**
 * Where a request or a place stands (`domain.md` 3.3). `noted`: it was carried, or a participant returns, to a cohort that takes no
 * requests yet, and asks as soon as it does.
 */
export const PLACE_STATES = [
  'noted',
  'waiting',
  'offered',
  'accepted',
  'confirmed',
  'started',
  'awaiting_award',
  'completed',
  'failed',
  'deferred',
  'moved',
  'withdrawn',
  'not_taken_up',
  'declined',
  'lapsed',
  'refused',
  'not_placed',
  'cancelled',
] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

/** The states that hold a seat. */
export const HOLDING: readonly PlaceState[] = ['offered', 'accepted', 'confirmed', 'started'];

/** A state as people read it. */
export const inPlainWords = (state: PlaceState): string => state.replaceAll('_', ' ');
