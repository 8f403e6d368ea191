import type { PlaceName } from './candidacy.js';
import type { Place } from './place-book.js';
import { lastOf } from './told-facts.js';
import { COURSE_FACTS } from './vocabulary.js';

/** The other place because of which a request was refused, and is: it held the person. With the event that says so. */
export const refusedFor = (
  place: Place,
): { readonly heldBy: PlaceName; readonly eventId: string } | undefined => {
  const told = place.state === 'refused' ? lastOf(place, COURSE_FACTS) : undefined;
  return told?.fact === 'refused' && told.heldBy ? { heldBy: told.heldBy, eventId: told.event } : undefined;
};

/**
 * True where a place holds one of these, or did, by its facts as they stand: whoever it was corrected from never did. What was
 * cancelled with its cohort is corrected no more.
 */
export const hasHeld = (place: Place, personIds: readonly string[]): boolean =>
  place.state === 'cancelled' ||
  [place, ...(place.told ?? []).map(({ before }) => before)].some(
    (stood) => stood?.claimedIn !== undefined && personIds.includes(stood.personId ?? ''),
  );
