import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { transferred } from './change.examples.js';
import { CorrectParticipant } from './correct-participant.js';
import { held as claimed, idOf } from './corrections.examples.js';
import {
  askedToReturn,
  awaited,
  deferred,
  deferredPlace,
  nextCohort as cohortId,
  returnedTo,
  returnPlaceOf,
} from './deferral.examples.js';
import {
  awaitedReturnCorrected,
  carriedRequestNoted,
  confirmationAsked,
  deferredPlaceReturned,
  participantCorrected,
  participantCorrectionAsked,
  placeConfirmed,
  placesOpened,
  placeSponsorCorrected,
  placeStarted,
  placeWithdrawn,
} from './events.js';
import {
  FollowAwardHolder,
  FollowCorrectedParticipant,
  FollowCorrectedSponsor,
} from './follow-correction.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  awardId,
  bo,
  chidi,
  manager,
  of,
  opened,
  rules,
  sponsor,
} from './places.examples.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const correctedAt = '2027-02-28T12:00:00.000Z';
const reason = 'Two forms had been mixed up.';
const [left, here] = [of(amara), returnPlaceOf(amara)];
const follows = { ...left, correctedAt };
const openedNext = placesOpened({
  cohortId,
  ...rules({ startsOn: '2027-11-15', lastJoiningDate: '2027-11-29', capacity: 1 }),
});
const seated = [openedNext, askedToReturn(amara), returnedTo(amara)];
const confirmed = placeConfirmed({
  ...here,
  awardId,
  sponsorId: sponsor,
  personId: amara,
  lineManagerId: manager,
  privacyNoticeVersion: '1',
  checks: [],
});
const asking = confirmationAsked({
  ...here,
  awardId,
  personId: amara,
  lineManagerId: manager,
  privacyNoticeVersion: '1',
  checks: [],
  returnOf: left,
});
const held = [...seated, asking, confirmed];
const started = [...held, placeStarted({ ...here, personId: amara }, '2027-11-15')];

describe('a sponsor that was corrected where a place comes from', () => {
  const follow = commandOf(FollowCorrectedSponsor, {
    ...{ ...here, follows: left, sponsorId: anotherSponsor, reason, askedBy: 'ewan', correctedAt },
  });
  const corrected = placeSponsorCorrected({
    ...here,
    sponsorId: anotherSponsor,
    from: sponsor,
    corrects: idOf(seated, 1),
    reason,
    askedBy: 'ewan',
    follows,
  });

  it('is the sponsor of the return, seated or noted', () => {
    given(...seated)
      .when(follow)
      .then(corrected);
    const correctedThen = awaitedReturnCorrected({
      ...here,
      corrects: idOf([awaited(amara)], 0),
      reason,
      returnOf: left,
      sponsorId: anotherSponsor,
      askedBy: 'ewan',
      correctedAt,
    });
    given(awaited(amara)).when(follow).then(correctedThen);
    given(awaited(amara), correctedThen).when(follow).thenNothing();
    const { state } = given(awaited(amara), correctedThen);
    expect(state.returners.get(here.placeId)).toMatchObject({ sponsorId: anotherSponsor, personId: amara });
  });

  it('is said once, of its own return alone', () => {
    given(...seated, corrected)
      .when(follow)
      .thenNothing();
    given().when(follow).thenNothing();
    given(...seated)
      .when(commandOf(FollowCorrectedSponsor, { ...follow, follows: of(bo) }))
      .thenNothing();
  });

  it('changes nothing where the return was corrected by itself: that was said of it', () => {
    const { follows: _, ...own } = corrected.data;
    given(...seated, placeSponsorCorrected({ ...own, sponsorId: chidi }))
      .when(follow)
      .thenNothing();
  });

  it('changes nothing where another took the place over since', () => {
    const over = transferred(amara, '2027-02-01', { ...here, toSponsorId: chidi });
    given(...started, over)
      .when(follow)
      .thenNothing();
  });

  it('is the sponsor of a request that was carried before its book opened', () => {
    const carriedFrom = of(bo);
    const place = { cohortId, placeId: returnPlaceOf(bo).placeId };
    const noted = carriedRequestNoted({ ...place, sponsorId: sponsor, order: 1, carriedFrom });
    given(noted)
      .when(commandOf(FollowCorrectedSponsor, { ...follow, ...place, follows: carriedFrom }))
      .then(
        placeSponsorCorrected({
          ...place,
          sponsorId: anotherSponsor,
          from: sponsor,
          corrects: idOf([noted], 0),
          reason,
          askedBy: 'ewan',
          follows: { ...carriedFrom, correctedAt },
        }),
      );
  });
});

describe('a participant who was corrected where a place comes from, or goes on', () => {
  const follow = commandOf(FollowCorrectedParticipant, {
    ...{ ...here, follows: left, personId: bo, reason, askedBy: 'ewan', correctedAt },
  });
  const said = { awardId, personId: bo, reason, askedBy: 'ewan' };

  it('holds the return at once while it holds nobody', () => {
    const corrected = participantCorrected({
      ...{ ...here, ...said, follows },
      corrects: idOf(seated, 2),
      insteadOf: { personId: amara },
    });
    given(...seated)
      .when(follow)
      .then({ ...corrected, effectiveOn: '2027-03-01' });
    given(...seated, corrected)
      .when(follow)
      .thenNothing();
    const { state } = given(...seated, corrected);
    expect(state.places.get(here.placeId)).toMatchObject({ personId: bo, state: 'accepted' });
  });

  it('is claimed first where the return holds the other, beside the place they deferred', () =>
    given(...held)
      .when(follow)
      .then(
        participantCorrectionAsked({
          ...{ ...here, ...said, follows },
          corrects: idOf(held, 4),
          returnOf: left,
        }),
      ));

  it('waits for another answer that is on its way', () =>
    given(...seated, asking)
      .when(follow)
      .thenRefused('answer-pending'));

  it('is who is to return while they are only noted', () =>
    given(awaited(amara))
      .when(follow)
      .then(
        awaitedReturnCorrected({
          ...here,
          corrects: idOf([awaited(amara)], 0),
          reason,
          returnOf: left,
          personId: bo,
          askedBy: 'ewan',
          correctedAt,
        }),
      ));

  it('is nobody’s of a place that is over', () =>
    given(
      ...held,
      placeWithdrawn({
        ...{ ...here, awardId, personIds: [amara], freedSeat: true },
        ...{ reasonClass: 'work', notifiedOn: '2027-03-01', hadStarted: false },
      }),
    )
      .when(follow)
      .thenNothing());

  it('is nobody’s of a request that names nobody', () => {
    const place = { cohortId, placeId: returnPlaceOf(bo).placeId };
    const noted = carriedRequestNoted({ ...place, sponsorId: sponsor, order: 1, carriedFrom: of(bo) });
    given(noted)
      .when(commandOf(FollowCorrectedParticipant, { ...follow, ...place, follows: of(bo) }))
      .thenNothing();
  });

  it('is not who was corrected later', () => {
    const later = participantCorrected({
      ...{ ...here, ...said, personId: chidi },
      corrects: idOf(seated, 2),
      insteadOf: { personId: amara },
      follows: { ...left, correctedAt: '2027-02-28T12:00:01.000Z' },
    });
    given(...seated, later)
      .when(follow)
      .thenNothing();
  });

  it('is who had left before, once they have moved: by the place they returned to', () => {
    const book = [opened(), ...deferredPlace({ returnTo: here })];
    const moved = deferredPlaceReturned({ ...left, awardId, personId: amara, returnedTo: here });
    const back = commandOf(FollowCorrectedParticipant, { ...follow, ...left, follows: here });
    const { decision } = given(...book, moved).when(back);
    expect(decision).toMatchObject([
      {
        type: 'ParticipantCorrected',
        data: { ...left, personId: bo, insteadOf: { personId: amara }, follows: { ...here, correctedAt } },
      },
    ]);
    given(...book, moved)
      .when(commandOf(FollowCorrectedParticipant, { ...back, follows: returnPlaceOf(bo) }))
      .thenNothing();
  });
});

describe('correcting the participant of a place that is deferred, or was returned to', () => {
  const correct = (place: { cohortId: string; placeId: string }) =>
    commandOf(CorrectParticipant, { ...place, personId: bo, reason });

  it('is done where they are: the place they deferred, until they have started in the other', () => {
    const begun = placeStarted({ ...left, personId: amara }, '2026-11-16');
    const book = [...claimed(amara), begun, deferred(amara, { returnTo: here })];
    const { decision } = given(...book).when(correct(left));
    expect(decision).toMatchObject([{ type: 'ParticipantCorrectionAsked', data: { ...left, personId: bo } }]);
    given(...held)
      .when(correct(here))
      .thenRefused('returners-place', 'placeId');
  });

  it('is done where they returned to from then on', () => {
    const asked = participantCorrectionAsked({
      ...{ ...here, awardId, personId: bo, reason, askedBy: 'local-administrator' },
      corrects: idOf(held, 4),
      returnOf: left,
    });
    given(...started)
      .when(correct(here))
      .then(asked);
    const moved = deferredPlaceReturned({ ...left, awardId, personId: amara, returnedTo: here });
    given(opened(), ...deferredPlace({ returnTo: here }), moved)
      .when(correct(left))
      .thenRefused('place-ended', 'placeId');
  });
});

describe('the holder of an award who was corrected', () => {
  const award = (fields: Partial<FollowAwardHolder> = {}) =>
    commandOf(FollowAwardHolder, {
      ...here,
      personId: amara,
      reason,
      askedBy: 'ewan',
      correctedAt,
      ...fields,
    });

  it('changes nothing of a place that is theirs, or that the book does not know', () => {
    given(...started)
      .when(award())
      .thenNothing();
    given(openedNext).when(award()).thenNothing();
  });

  it('is not who was corrected later', () => {
    const later = participantCorrected({
      ...{ ...here, awardId, personId: chidi, reason, askedBy: 'ewan' },
      corrects: idOf(held, 4),
      insteadOf: { personId: amara },
      follows: { ...here, correctedAt: '2027-02-28T12:00:01.000Z' },
    });
    given(...started, later)
      .when(award({ personId: bo }))
      .thenNothing();
  });
});
