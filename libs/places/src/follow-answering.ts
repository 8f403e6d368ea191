import { type BusinessDate, Id, type Instant, laterOf, nothing, rule, Words } from '#kernel';
import type { PlaceName } from './candidacy.js';
import { type AnsweredFor, answeredForIn, type Returner } from './deferral.js';
import { placeDateCorrected, placeWithoutSponsor, returnAwaited, sponsorTransferred } from './events.js';
import { comesFrom, goesOnIn } from './follow-correction.js';
import { isOngoing, type Place, type PlaceBook } from './place-book.js';
import type { CorrectableFact } from './vocabulary.js';

/** It was decided who answers for the other place of a participation. Sent when that happened, or was struck, there. */
export class FollowAnswering implements AnsweredFor {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The deferred place whose participant returns here, or the one they returned to. */
  follows!: PlaceName;
  /** The sponsor that answers, or did last. */
  @Id() sponsorId!: string;
  selfFunded?: AnsweredFor['selfFunded'];
  withoutSponsor?: AnsweredFor['withoutSponsor'];
  /** Of the sponsor, for who is only noted here. */
  sector?: string;
  notifiedOn!: BusinessDate;
  evidence?: string;
  answeredOn!: BusinessDate;
  answeredAt!: Instant;
}

/** Of two decisions the later holds for both places; what was corrected here, or decided since the start here, stands. */
export const followAnswering = rule(FollowAnswering, [], (command, book: PlaceBook) => {
  const { cohortId, placeId, follows, sponsorId, selfFunded, withoutSponsor, answeredAt, ...said } = command;
  const place = book.places.get(placeId) ?? book.returners.get(placeId);
  if (!place || !(comesFrom(place, follows) || goesOnIn(place, follows))) return nothing;
  if (isAnsweredAlike(place, command) || standsHere(place, command)) return nothing;
  const { cohortId: ofCohort, placeId: ofPlace } = follows;
  if (!('state' in place)) return [notedAgain(place, command)];
  if (!isOngoing(place.state)) return nothing;

  const { notifiedOn, evidence } = withoutSponsor ?? said;
  const of = {
    ...{ cohortId, placeId, fromSponsorId: place.sponsorId, notifiedOn },
    ...(evidence === undefined ? {} : { evidence }),
    follows: { cohortId: ofCohort, placeId: ofPlace, answeredAt },
  };
  const from = laterOf(said.answeredOn, place.acceptedOn ?? said.answeredOn);
  if (withoutSponsor) return [placeWithoutSponsor(of, from)];

  return [sponsorTransferred({ ...of, ...(selfFunded ? { selfFunded } : { toSponsorId: sponsorId }) }, from)];
});

/** Who answers for the other place of a participation does so from another day. Sent when that was corrected there. */
export class FollowAnsweringDate {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  /** The place it was corrected in. */
  follows!: PlaceName;
  /** When it had been decided who answers: only what follows that decision follows its day. */
  answeredAt!: Instant;
  answeredOn!: BusinessDate;
  @Words({ max: 200 }) reason!: string;
  askedBy!: string;
}

export const followAnsweringDate = rule(FollowAnsweringDate, [], (command, book: PlaceBook) => {
  const { cohortId, placeId, follows, answeredAt, answeredOn, reason, askedBy } = command;
  const place = book.places.get(placeId);
  if (!place || !(comesFrom(place, follows) || goesOnIn(place, follows))) return nothing;
  const { answered, acceptedOn = answeredOn } = place;
  if (!answered?.event || answered.here || answered.at !== answeredAt) return nothing;
  const on = laterOf(answeredOn, acceptedOn);
  if (answered.on === on) return nothing;

  const { event: corrects, on: from } = answered;
  const said = { ...{ cohortId, placeId, corrects, reason, from, askedBy }, fact: answeringFactIn(place) };
  return [placeDateCorrected({ ...said, follows: nameOf(follows) }, on)];
});

const nameOf = ({ cohortId, placeId }: PlaceName): PlaceName => ({ cohortId, placeId });

const answeringFactIn = ({ selfFunded, withoutSponsor }: Place): CorrectableFact => {
  if (selfFunded) return 'self_funded';

  return withoutSponsor ? 'left_without_sponsor' : 'transferred';
};

// By whom a book knows it: the participant, nobody, or a sponsor.
const whoAnswers = ({
  sponsorId,
  selfFunded,
  withoutSponsor,
}: AnsweredFor & { readonly sponsorId: string }) =>
  selfFunded ? 'participant' : withoutSponsor ? 'nobody' : sponsorId;

const isAnsweredAlike = (place: Place | Returner, command: FollowAnswering): boolean =>
  whoAnswers(place) === whoAnswers(command);

const standsHere = (place: Place | Returner, { follows, answeredAt }: FollowAnswering): boolean => {
  if (place.answered !== undefined && place.answered.at >= answeredAt) return true;
  if (!comesFrom(place, follows)) return false;
  const isDecidedSinceTheStart = 'state' in place && place.startedOn !== undefined && place.answered?.here;

  return isDecidedSinceTheStart === true || place.corrected?.sponsor?.here === true;
};

const notedAgain = (
  { awardId, sector: before, personId, returnOf, modulesPassed, agreedBefore }: Returner,
  command: FollowAnswering,
) => {
  const { cohortId, placeId, sponsorId, sector = before, answeredAt } = command;
  return returnAwaited({
    ...{ cohortId, placeId, awardId, sponsorId, personId, returnOf, modulesPassed, answeredAt },
    ...(sector === undefined ? {} : { sector }),
    ...(agreedBefore ? { agreedBefore } : {}),
    ...answeredForIn(command),
  });
};
