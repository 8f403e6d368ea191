import { type BusinessDate, Day, Id, nothing, rule } from '#kernel';
import { type Candidacy, isHeldBy, type LiveDays, placeKey } from './candidacy.js';
import {
  awardHeld,
  awardNoLongerHeld,
  candidacyClaimed,
  candidacyReleased,
  pastCandidacyRecorded,
} from './events.js';

/**
 * A past place was the person's for this award: from the request up to its end. Nothing is refused, since it happened; what
 * clashes with what is known is told by `clashesOf` beforehand. From then on today's rules know of it.
 */
export class RecordPastCandidacy {
  @Id({ of: 'person' }) personId!: string;
  @Id() awardId!: string;
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Day() from!: BusinessDate;
  @Day({ optional: true, description: 'Not included; absent of a place that is live still.' })
  until?: BusinessDate;
  @Day({ optional: true }) awardedOn?: BusinessDate;
}

export const recordPastCandidacy = rule(
  RecordPastCandidacy,
  [],
  ({ from, until, awardedOn, ...of }, candidacy: Candidacy) => {
    const place = { personId: of.personId, awardId: of.awardId, cohortId: of.cohortId, placeId: of.placeId };
    const key = placeKey(place);
    const known = candidacy.past.get(key);
    const award = candidacy.awards.get(key);
    const held = isHeldBy(candidacy, place);
    const facts = [
      ...(known && known.from === from && known.until === until
        ? []
        : [pastCandidacyRecorded({ ...place, from, ...(until === undefined ? {} : { until }) }, from)]),
      ...(awardedOn === undefined || award === awardedOn
        ? []
        : [awardHeld({ ...place, grantedOn: awardedOn }, awardedOn)]),
      // An interrupted import may have told it otherwise.
      ...(awardedOn === undefined && award !== undefined ? [awardNoLongerHeld(place)] : []),
      ...(until === undefined && !held ? [candidacyClaimed({ ...place, askedIn: of.placeId }, from)] : []),
      ...(until !== undefined && held ? [candidacyReleased(place)] : []),
    ];
    return facts.length > 0 ? facts : nothing;
  },
);

/** What today's rules would say of a past place beside the person's others: the codes of their refusals, each once. */
export const clashesOf = (candidacy: Candidacy, past: RecordPastCandidacy): readonly string[] => {
  const others = candidacy.past.delete(placeKey(past));
  const awards = candidacy.awards.delete(placeKey(past));
  const claims = candidacy.claims.delete(placeKey(past));
  const { from, awardedOn } = past;
  const heldBefore = awards.some((grantedOn) => awardedOn !== undefined || grantedOn <= from);
  const askedAfter = awardedOn !== undefined && others.some((other) => other.from >= awardedOn);
  const heldElsewhere = claims.some(({ claimedOn }) => isHeldIn(past, claimedOn));

  return [
    ...(heldElsewhere || others.some((other) => overlap(other, past)) ? ['already-holds-a-place'] : []),
    ...(heldBefore || askedAfter || (awardedOn !== undefined && !claims.isEmpty())
      ? ['holds-the-award']
      : []),
  ];
};

// A claim is held still: it meets a place that ended if it was made before that.
const isHeldIn = (past: LiveDays, claimedOn: BusinessDate | undefined): boolean =>
  claimedOn === undefined ? past.until === undefined : overlap({ from: claimedOn }, past);

const overlap = (one: LiveDays, other: LiveDays): boolean =>
  startsWithin(one, other) && startsWithin(other, one);

const startsWithin = ({ from }: LiveDays, { until }: LiveDays): boolean =>
  until === undefined || from < until;
