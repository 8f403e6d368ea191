import { type BusinessDate, commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { CorrectNotice } from './correct-place-details.js';
import { CorrectParticipant } from './correct-participant.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import { held, idOf, isStruck, reason, WINTER, withdrawal } from './corrections.examples.js';
import {
  askedToReturn,
  DEFERRED_ON,
  deferredPlace,
  nextCohort,
  returnedTo,
  returnPlaceOf,
} from './deferral.examples.js';
import {
  bookMoved,
  exceptionAllowed,
  namingWarned,
  noticeCorrected,
  placeAwaitingAward,
  placeCompleted,
  placeConfirmed,
  placeDateCorrected,
  type PlaceEvent,
  placesOpened,
  placeStarted,
  placeWithdrawn,
  requestWithdrawn,
  strikingAsked,
  strikingRefused,
} from './events.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  confirmed,
  end,
  LAST_JOINING_DATE,
  manager,
  of,
  offered,
  opened,
  requested,
  rules,
  startedPlace,
  STARTS_ON,
  waitlisted,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';
import { WarnUnnamed } from './unnamed-places.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places);
const askedBy = 'local-administrator';
const ended = [...held(amara), withdrawal(amara)];
const asked = strikingAsked({
  ...of(amara),
  askedBy,
  awardId,
  personId: amara,
  corrects: idOf(ended, -1),
  fact: 'withdrawn',
  reason,
});

describe('a striking whose claim is granted when the book cannot take it any more', () => {
  const granted = (askedIn: string) =>
    commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn });

  it('is refused where its seat went and nobody joins any more, and the claim is named to be given back', () => {
    const facts = [...ended, requested(bo), offered(bo), asked];
    const askedIn = idOf(facts, -1);
    given(...facts)
      .when(granted(askedIn), WINTER)
      .then(
        strikingRefused({ ...of(amara), awardId, personId: amara, code: 'seat-gone', claimedIn: askedIn }),
      );
    const { state } = given(
      ...facts,
      strikingRefused({ ...of(amara), awardId, personId: amara, code: 'seat-gone', claimedIn: askedIn }),
    );
    expect(state.places.get(of(amara).placeId)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('a confirmation that is struck', () => {
  it('has the sponsor warned anew: the warning was of what is named no more', () => {
    const warned = namingWarned({ ...of(amara), namingDate: '2026-10-05', releasedAfter: '2026-10-20' });
    const facts = [...held(amara).slice(0, 4), warned, ...held(amara).slice(4)];
    const struck = isStruck(amara, idOf(facts, -1), { fact: 'confirmed', backTo: 'accepted' });
    const now = '2026-11-01T09:00:00.000Z';
    given(...facts, struck)
      .when(commandOf(WarnUnnamed, { cohortId }), { now })
      .then(namingWarned({ ...of(amara), namingDate: '2026-10-05', releasedAfter: '2026-11-14' }));
  });
});

describe('the place of somebody who returns', () => {
  it('is not corrected to another person', () =>
    given(
      placesOpened({ cohortId: nextCohort, ...rules() }),
      askedToReturn(amara),
      returnedTo(amara),
      placeConfirmed({ ...confirmed(amara).data, ...returnPlaceOf(amara) }),
    )
      .when(commandOf(CorrectParticipant, { ...returnPlaceOf(amara), personId: bo, reason }))
      .thenRefused('returners-place', 'placeId'));
});

describe('a day that cannot be', () => {
  const correction = (fact: CorrectPlaceDate['fact'], on: BusinessDate) =>
    commandOf(CorrectPlaceDate, { ...of(amara), fact, on, reason });
  const started = placeStarted({ ...of(amara), personId: amara }, STARTS_ON);
  const left = placeWithdrawn({ ...withdrawal(amara, true).data }, '2026-11-20');

  it('is one on which the place had ended, for its start', () => {
    given(opened(), ...startedPlace(amara), left)
      .when(correction('started', '2026-11-23'), WINTER)
      .thenRefused('out-of-order', 'on');
    given(opened(), ...startedPlace(amara), left)
      .when(correction('started', '2026-11-18'), WINTER)
      .then(
        placeDateCorrected(
          {
            ...of(amara),
            corrects: idOf([opened(), ...startedPlace(amara)], -1),
            reason,
            fact: 'started',
            from: STARTS_ON,
          },
          '2026-11-18',
        ),
      );
  });

  it('is one before the place was asked for, for all that follows', () => {
    given(...ended)
      .when(correction('withdrawn', '2026-08-20'), WINTER)
      .thenRefused('out-of-order', 'on');
    given(...ended)
      .when(correction('requested', '2026-09-02'), WINTER)
      .thenRefused('out-of-order', 'on');
  });

  it('is one after the award, for all that comes before one', () => {
    const awaiting = placeAwaitingAward({ ...of(amara), personId: amara, freedSeat: true }, '2026-11-20');
    const completed = placeCompleted(
      { ...of(amara), personId: amara, awardedOn: '2026-11-20', freedSeat: false },
      '2026-11-20',
    );
    for (const fact of ['accepted', 'confirmed', 'awaiting_award'] as const)
      given(opened(), ...startedPlace(amara), awaiting, completed)
        .when(correction(fact, '2026-11-21'), WINTER)
        .thenRefused('out-of-order', 'on');
    given(opened(), ...startedPlace(amara), completed)
      .when(correction('started', '2026-11-21'), WINTER)
      .thenRefused('out-of-order', 'on');
  });

  it('is after the last joining date, but for who was admitted later by exception', () => {
    const late = exceptionAllowed({
      ...of(amara),
      overRules: ['last-joining-date-passed'],
      allowedBy: manager,
      reason: 'Promised in writing',
    });
    const facts = [opened(), requested(amara), late, offered(amara), ...held(amara).slice(3), started];
    given(...facts)
      .when(correction('started', '2026-12-03'), WINTER)
      .then(
        placeDateCorrected(
          { ...of(amara), corrects: idOf(facts, -1), reason, fact: 'started', from: STARTS_ON },
          '2026-12-03',
        ),
      );
  });
});

describe('a notice that came on another day', () => {
  const moved = bookMoved(
    {
      cohortId,
      startsOn: '2027-01-18',
      lastJoiningDate: '2027-02-01',
      from: { startsOn: STARTS_ON, lastJoiningDate: LAST_JOINING_DATE },
      freeWithdrawalUntil: '2026-10-15',
    },
    '2026-09-20',
  );
  const late = placeWithdrawn({
    ...withdrawal(amara).data,
    notifiedOn: '2026-10-20',
    bandsFrom: '2027-01-18',
  });
  const facts = [...held(amara), moved, late];
  const correction = (fields: Partial<CorrectNotice>) =>
    commandOf(CorrectNotice, { ...of(amara), fact: 'withdrawn', reason, ...fields });
  const said = { ...of(amara), corrects: idOf(facts, -1), fact: 'withdrawn', reason } as const;
  const from = { notifiedOn: '2026-10-20' };

  it('says what money is to be counted by, as the withdrawal would', () => {
    given(...facts)
      .when(correction({ notifiedOn: '2026-10-10' }), WINTER)
      .then(
        noticeCorrected({ ...said, notifiedOn: '2026-10-10', from, free: true, bandsFrom: '2027-01-18' }),
      );
    given(...facts)
      .when(correction({ notifiedOn: '2026-10-18' }), WINTER)
      .then(
        noticeCorrected({ ...said, notifiedOn: '2026-10-18', from, free: false, bandsFrom: '2027-01-18' }),
      );
  });

  it('says nothing of that where only its class is corrected', () =>
    given(...facts)
      .when(correction({ reasonClass: 'personal' }), WINTER)
      .then(noticeCorrected({ ...said, reasonClass: 'personal', from: { reasonClass: 'work' } })));

  it('is said once', () =>
    given(...facts, noticeCorrected({ ...said, notifiedOn: '2026-10-18', free: false }))
      .when(correction({ notifiedOn: '2026-10-18' }), WINTER)
      .thenNothing());

  it('leaves the notice of a deferral before it as it was', () => {
    const deferral = [opened(), ...deferredPlace()];
    const left = placeWithdrawn({ ...withdrawal(amara, true).data, freedSeat: false }, '2027-04-12');
    const corrects = idOf([...deferral, left], -1);
    const ofTheEnd = noticeCorrected({
      ...of(amara),
      corrects,
      reason,
      notifiedOn: '2027-04-20',
      reasonClass: 'work',
    });
    const ofTheDeferral = noticeCorrected({
      ...of(amara),
      corrects: idOf(deferral, -1),
      reason,
      notifiedOn: '2026-12-01',
    });
    const noticeAfter = (...more: readonly PlaceEvent[]) =>
      given(...deferral, ...more).state.places.get(of(amara).placeId)?.deferral;
    expect(noticeAfter(left, ofTheEnd)).toMatchObject({ notifiedOn: DEFERRED_ON, reasonClass: 'personal' });
    expect(noticeAfter(left, ofTheDeferral)).toMatchObject({
      notifiedOn: '2026-12-01',
      reasonClass: 'personal',
    });
  });
});

describe('a corrected place that awaits its seat', () => {
  const gone = [...ended, requested(bo), offered(bo), requested(chidi), waitlisted(chidi, 1), asked];
  const awaits = (backTo: string) =>
    isStruck(amara, idOf(ended, -1), {
      fact: 'withdrawn',
      backTo,
      seat: 'awaited',
      turn: 2,
      personId: amara,
    });
  const givenUp = commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work', notifiedOn: '2026-09-01' });
  const gaveUp = { ...end(amara, { personIds: [amara], freedSeat: false }), claimedIn: idOf(gone, -1) };

  it('is given up as what it is, a place its sponsor is bound to: notice counts', () =>
    given(...gone, awaits('confirmed'))
      .when(givenUp)
      .then(placeWithdrawn({ ...gaveUp, reasonClass: 'work', notifiedOn: '2026-09-01', hadStarted: false })));

  it('is a request still, where it was only offered', () =>
    given(...gone, awaits('offered'))
      .when(givenUp)
      .then(requestWithdrawn({ ...gaveUp, reasonClass: 'work' })));
});
