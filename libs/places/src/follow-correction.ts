import { Id, type Instant, nothing, rule, Words } from '#kernel';
import { type PlaceName, samePlace } from './candidacy.js';
import { sponsorCorrected } from './correct-place-sponsor.js';
import type { Returner } from './deferral.js';
import { awaitedReturnCorrected, participantCorrected, participantCorrectionAsked } from './events.js';
import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import { sectorOn, type SectorsOfSponsor } from './place-order.js';
import { answerPending } from './refusals.js';
import { lastOf } from './told-facts.js';

/** Another organisation had asked for the place this one follows than was recorded. Sent when that was corrected there. */
export class FollowCorrectedSponsor {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The deferred place whose participant returns here, or the request that was carried here. */
  follows!: PlaceName;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Words({ max: 200 }) reason!: string;
  askedBy?: string;
  correctedAt!: Instant;
  /** Filled in, not stated. */
  sectors?: SectorsOfSponsor;
}

/** What was corrected here of the sponsor stands, and so does whom the place went to since. */
export const followCorrectedSponsor = rule(
  FollowCorrectedSponsor,
  [],
  (command, book: PlaceBook, circumstances) => {
    const { cohortId, placeId, follows, sponsorId, reason, askedBy, correctedAt, sectors } = command;
    const by = askedBy === undefined ? {} : { askedBy };
    const place = book.places.get(placeId) ?? book.returners.get(placeId);
    if (!place || !comesFrom(place, follows)) return nothing;
    if (place.sponsorId === sponsorId || isLater(place.corrected?.sponsor, correctedAt)) return nothing;
    if (!('state' in place)) {
      const { returnOf, notedIn: corrects = '' } = place;
      const sector = sectorOn(sectors, circumstances.today);
      return [
        awaitedReturnCorrected({
          ...{ cohortId, placeId, corrects, reason, returnOf, sponsorId, ...sector, ...by, correctedAt },
        }),
      ];
    }
    const asked = askedIn(place);
    if (place.corrected?.sponsor?.here || isTransferred(place) || !asked) return nothing;

    const said = { cohortId, placeId, sponsorId, from: place.sponsorId, corrects: asked.event, reason };
    const sector = sectorOn(sectors, place.joinedOn ?? circumstances.today);
    const from = { ...nameOf(follows), correctedAt };
    return [sponsorCorrected({ ...said, ...sector, ...by, follows: from }, book, circumstances)];
  },
);

/** Another person held the place this one follows, or is followed by, than was recorded. Sent when that was corrected there. */
export class FollowCorrectedParticipant {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The place that was left, or the one its participant returned to. */
  follows!: PlaceName;
  /** As that place names them: both go by one id. */
  @Id() personId!: string;
  @Words({ max: 200 }) reason!: string;
  askedBy!: string;
  correctedAt!: Instant;
}

/** Who is held by a claim here is claimed anew, beside the place this one follows; the later of two corrections stands. */
export const followCorrectedParticipant = rule(
  FollowCorrectedParticipant,
  ['answer-pending'],
  (command, book: PlaceBook) => {
    const { cohortId, placeId, follows, personId, reason, askedBy, correctedAt } = command;
    const place = book.places.get(placeId) ?? book.returners.get(placeId);
    if (!place || !(comesFrom(place, follows) || goesOnIn(place, follows))) return nothing;
    if (place.personId === personId || isLater(place.corrected?.participant, correctedAt)) return nothing;
    if (!('state' in place)) {
      const { returnOf, notedIn: corrects = '' } = place;
      const of = { cohortId, placeId, corrects, reason, returnOf };
      return [awaitedReturnCorrected({ ...of, personId, askedBy, correctedAt })];
    }
    if (isOver(place)) return nothing;

    const said = { cohortId, placeId, personId, reason, askedBy };
    return theirs(book, place, { ...said, follows: { ...nameOf(follows), correctedAt } });
  },
);

/** Another person was granted the award of a place than had held it. Sent when that was corrected: they held it then. */
export class FollowAwardHolder {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id() personId!: string;
  @Words({ max: 200 }) reason!: string;
  askedBy!: string;
  correctedAt!: Instant;
}

export const followAwardHolder = rule(
  FollowAwardHolder,
  ['answer-pending'],
  ({ cohortId, placeId, personId, reason, askedBy, correctedAt }, book: PlaceBook) => {
    const place = book.places.get(placeId);
    if (!place || place.personId === personId || isLater(place.corrected?.participant, correctedAt))
      return nothing;

    const follows = { cohortId, placeId, correctedAt };
    return theirs(book, place, { cohortId, placeId, personId, reason, askedBy, follows });
  },
);

interface Said extends PlaceName {
  readonly personId: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly follows: PlaceName & { readonly correctedAt: Instant };
}

// Who is held by a claim is claimed anew first.
const theirs = (book: PlaceBook, place: Place, { personId, ...of }: Said) => {
  if (place.asking) return place.asking.personId === personId ? nothing : answerPending();
  const named = lastOf(place, ['accepted', 'confirmed', 'substituted', 'requested']);
  const { personId: before, returnOf, claimedIn } = place;
  if (!named || !book.rules || before === undefined) return nothing;

  const said = { ...of, personId, awardId: book.rules.awardId, corrects: named.event };
  return place.state === 'moved' || claimedIn === undefined
    ? [
        participantCorrected(
          { ...said, insteadOf: { personId: before } },
          place.confirmedOn ?? place.acceptedOn ?? named.on,
        ),
      ]
    : [participantCorrectionAsked({ ...said, ...(returnOf ? { returnOf } : {}) })];
};

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

/** True of a place whose participant returns here from that one, or whose request was carried from it. */
export const comesFrom = (place: Place | Returner, other: PlaceName): boolean =>
  [place.returnOf, 'state' in place ? place.carriedFrom : undefined].some(
    (from) => from !== undefined && samePlace(from, other),
  );

/** True of a place whose participant returns to that one. */
export const goesOnIn = (place: Place | Returner, other: PlaceName): boolean =>
  'state' in place && place.deferral?.returnTo !== undefined && samePlace(place.deferral.returnTo, other);

const isLater = (corrected: { readonly at: Instant } | undefined, than: Instant): boolean =>
  corrected !== undefined && corrected.at >= than;

// Whoever took it over answers for it, whoever asked.
const isTransferred = ({ answering, answered }: Place): boolean =>
  answered?.here === true && answering !== undefined && !answering.isEmpty();

// The event that asked for it, or noted it before the book opened.
const askedIn = (place: Place) =>
  lastOf(place, ['requested']) ??
  (place.notedIn === undefined ? undefined : { event: place.notedIn, on: undefined });

const isOver = ({ state }: Place): boolean => state !== 'moved' && !isOngoing(state);
