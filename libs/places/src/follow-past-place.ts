import { type BusinessDate, Day, Id, nothing, rule } from '#kernel';
import { type Candidacy, isHeldBy, type LiveDays, placeKey } from './candidacy.js';
import { candidacyClaimed, pastCandidacyRecorded, pastCandidacyStruck } from './events.js';
import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import { lastOf, toldOf } from './told-facts.js';
import { COURSE_FACTS } from './vocabulary.js';

/** What was entered as history of a place was corrected, or went on: on these days it was the person's, or on none. */
export class FollowPastPlace {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** Absent: on none. */
  @Day({ optional: true }) from?: BusinessDate;
  @Day({ optional: true, description: 'Not included; absent of a place that is live.' })
  until?: BusinessDate;
  /** By what a live place holds them. */
  @Id({ optional: true }) claimedIn?: string;
  /** They were named by a correction: nothing of the place was entered for them. */
  namedSince?: boolean;
}

/** Nothing is refused, since it is so in the book already; awards are others' to tell, and so is the end of a claim. */
export const followPastPlace = rule(
  FollowPastPlace,
  [],
  ({ personId, awardId, cohortId, placeId, ...now }, candidacy: Candidacy) => {
    const { from, until, claimedIn, namedSince = false } = now;
    const place = { personId, awardId, cohortId, placeId };
    const known = candidacy.past.get(placeKey(place));
    // What an import did not come to tell of them it tells when it goes on.
    if (!known && !namedSince) return nothing;
    if (from === undefined) return known ? [pastCandidacyStruck(place)] : nothing;

    const isClaimed = until !== undefined || claimedIn === undefined || isHeldBy(candidacy, place);
    const facts = [
      ...(known?.from === from && known.until === until
        ? []
        : [pastCandidacyRecorded({ ...place, from, ...(until === undefined ? {} : { until }) }, from)]),
      // A place is live again when its award is taken back: the award had held them.
      ...(isClaimed ? [] : [candidacyClaimed({ ...place, askedIn: claimedIn }, from)]),
    ];
    return facts.length > 0 ? facts : nothing;
  },
);

/** From when to when a place was its participant's, by its facts as they stand; nothing where it was nobody's. */
export const pastDaysOf = (book: PlaceBook, placeId: string): LiveDays | undefined => {
  const place = book.places.get(placeId);
  const requested = place && toldOf(place, 'requested');
  if (!requested || !toldOf(place, 'accepted')) return undefined;

  return { from: requested.on, ...(isOngoing(place.state) ? {} : endOf(book, place)) };
};

const endOf = (
  { cancelledOn }: PlaceBook,
  { state, awardedOn, deferral, ...place }: Place,
): Pick<LiveDays, 'until'> => {
  const outcome = awardedOn ?? (state === 'moved' ? deferral?.returned?.on : undefined);
  const until =
    outcome ?? (state === 'cancelled' ? cancelledOn : undefined) ?? lastOf(place, COURSE_FACTS)?.on;

  return until === undefined ? {} : { until };
};
