import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  EndDeferral,
  ExtendDeferral,
  ExtendDeferrals,
  ReachDeferralLimit,
  RemindDeferral,
} from './deferral-limit.js';
import { deferred, deferredPlace, LIMIT } from './deferral.examples.js';
import {
  bookMoved,
  deferralExtended,
  deferralLimitReached,
  deferralPaused,
  deferralReminded,
  deferralResumed,
  placeWithdrawn,
} from './events.js';
import { PauseDeferral, ResumeDeferral } from './pause-deferral.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort,
  bo,
  chidi,
  end,
  LAST_JOINING_DATE,
  of,
  opened,
  startedPlace,
  STARTS_ON,
} from './places.examples.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const book = [opened({ capacity: 3 }), ...deferredPlace()];
const place = of(amara);
const pause = commandOf(PauseDeferral, place);
const resume = commandOf(ResumeDeferral, place);
const paused = (on: string) => deferralPaused(place, on);
const resumed = (days: number, limitOn: string, on: string) =>
  deferralResumed({ ...place, days, from: LIMIT, limitOn }, on);
const extended = (limitOn: string, reason: string, from = LIMIT, withoutPauses?: string) =>
  deferralExtended({
    ...{ ...place, from, limitOn, reason },
    ...(withoutPauses === undefined ? {} : { withoutPauses }),
  });
const reached = deferralLimitReached({ ...place, limitOn: LIMIT }, '2028-12-08');
const afterwards = { now: '2028-12-08T00:00:00.000Z' };

describe('pausing a deferral', () => {
  it('lets the limit come later by the days of the pause', () => {
    given(...book)
      .when(pause)
      .then(deferralPaused(place));
    given(...book, paused('2027-01-10'))
      .when(resume)
      .then(deferralResumed({ ...place, days: 50, from: LIMIT, limitOn: '2029-01-26' }));
  });

  it('is said once, and ended once', () => {
    given(...book, paused('2027-01-10'))
      .when(pause)
      .thenNothing();
    given(...book)
      .when(resume)
      .thenNothing();
    given(opened()).when(pause).thenRefused('no-such-place');
    for (const said of [pause, resume])
      given(opened(), ...startedPlace(amara))
        .when(said)
        .thenRefused('not-deferred', 'placeId');
  });

  it('lies between the deferral and its limit, after the pause before it, and ends no sooner than it began', () => {
    given(...book)
      .when(pause, { effectiveOn: '2026-12-06' })
      .thenRefused('before-the-deferral');
    given(...book, paused('2027-01-10'), resumed(20, '2028-12-27', '2027-01-30'))
      .when(pause, { effectiveOn: '2027-01-29' })
      .thenRefused('before-the-deferral');
    given(...book, paused('2027-01-10'))
      .when(resume, { effectiveOn: '2027-01-09' })
      .thenRefused('before-the-pause');
    given(...book)
      .when(pause, { now: '2028-12-08T09:00:00.000Z' })
      .thenRefused('deferral-limit-passed');
    given(...book)
      .when(pause, { now: '2028-12-07T09:00:00.000Z' })
      .then(deferralPaused(place));
    given(...book, paused('2027-01-10'))
      .when(resume, { effectiveOn: '2027-01-10' })
      .then(deferralResumed({ ...place, days: 0, from: LIMIT, limitOn: LIMIT }));
  });

  it('recorded after the limit had come, of a day before it, takes that back', () => {
    const late = given(...book, reached);
    late.when(pause, { ...afterwards, effectiveOn: '2028-12-01' }).then(deferralPaused(place));
    given(...book, reached, paused('2028-12-01'))
      .when(commandOf(EndDeferral, place), afterwards)
      .thenRefused('limit-not-reached');
  });
});

describe('extending a deferral', () => {
  const extend = (limitOn: string) =>
    commandOf(ExtendDeferral, { ...place, limitOn, reason: 'Two cohorts start late' });

  it('moves the limit to a later day, never to an earlier one', () => {
    given(...book)
      .when(extend('2029-06-30'))
      .then(extended('2029-06-30', 'Two cohorts start late'));
    given(...book)
      .when(extend(LIMIT))
      .thenNothing();
    given(...book)
      .when(extend('2028-12-06'))
      .thenRefused('limit-not-later', 'limitOn');
    given(opened(), ...startedPlace(amara))
      .when(extend('2029-06-30'))
      .thenRefused('not-deferred', 'placeId');
  });

  it('follows the second next cohort for every deferral it is too short for, pauses added', () => {
    const others = [
      ...startedPlace(bo),
      deferred(bo, { limitOn: '2029-08-31' }),
      ...startedPlace(chidi),
      deferred(chidi),
    ];
    const later = commandOf(ExtendDeferrals, { cohortId: autumnCohort, secondNextEndsOn: '2029-06-30' });
    const state = [...book, paused('2027-01-10'), resumed(20, '2028-12-27', '2027-01-30'), ...others];
    given(...state)
      .when(later)
      .then(
        extended('2029-07-20', 'The second next cohort ends later.', '2028-12-27', '2029-06-30'),
        deferralExtended({
          ...of(chidi),
          from: LIMIT,
          limitOn: '2029-06-30',
          withoutPauses: '2029-06-30',
          reason: 'The second next cohort ends later.',
        }),
      );
    given(...state)
      .when(commandOf(ExtendDeferrals, { cohortId: autumnCohort, secondNextEndsOn: '2028-06-30' }))
      .thenNothing();
  });
});

describe('the limit of a deferral', () => {
  const remind = (daysBefore: number, limitOn = LIMIT) =>
    commandOf(RemindDeferral, { ...place, limitOn, daysBefore });
  const due = { now: '2028-11-07T08:00:00.000Z' };
  const reach = commandOf(ReachDeferralLimit, { ...place, limitOn: LIMIT });

  it('is reminded of, once for each day it is due', () => {
    const reminded = deferralReminded({ ...place, limitOn: LIMIT, daysBefore: 30 });
    given(...book)
      .when(remind(30), due)
      .then(reminded);
    given(...book)
      .when(remind(30), { now: '2028-11-06T08:00:00.000Z' })
      .thenRefused('reminder-not-due');
    given(...book)
      .when(remind(30), { now: '2028-12-07T09:00:00.000Z' })
      .then(reminded);
    given(...book, reminded)
      .when(remind(30), due)
      .thenNothing();
    given(...book, deferralReminded({ ...place, limitOn: LIMIT, daysBefore: 90 }))
      .when(remind(30), due)
      .then(reminded);
  });

  it('is not reminded of while it does not run, has moved, or is over', () => {
    given(...book, paused('2027-01-10'))
      .when(remind(30), due)
      .thenNothing();
    given(...book, extended('2029-06-30', 'late'))
      .when(remind(30), due)
      .thenNothing();
    given(...book)
      .when(remind(30), afterwards)
      .thenNothing();
    given(opened(), ...startedPlace(amara))
      .when(remind(30), due)
      .thenNothing();
  });

  it('comes when its day is over in London, and the place stays deferred', () => {
    given(...book)
      .when(reach, { now: '2028-12-07T23:59:59.000Z' })
      .thenRefused('limit-ahead');
    given(...book)
      .when(reach, afterwards)
      .then(deferralLimitReached({ ...place, limitOn: LIMIT }));
    given(...book, reached)
      .when(reach, afterwards)
      .thenNothing();
    given(...book, paused('2027-01-10'))
      .when(reach, afterwards)
      .thenNothing();
    given(...book, extended('2029-06-30', 'late'))
      .when(reach, afterwards)
      .thenNothing();
    const { state } = given(...book, reached);
    expect(state.places.get(place.placeId)).toMatchObject({
      state: 'deferred',
      deferral: { limitReached: true },
    });
  });

  it('waits for an administrator, who extends the deferral or ends it', () => {
    const ending = commandOf(EndDeferral, place);
    const ended = placeWithdrawn({
      ...end(amara, { personIds: [amara], freedSeat: false }),
      reasonClass: 'personal',
      notifiedOn: '2028-12-08',
      hadStarted: true,
      because: 'deferral_limit',
    });
    given(...book)
      .when(ending, { now: '2028-12-07T09:00:00.000Z' })
      .thenRefused('limit-not-reached');
    given(opened(), ...startedPlace(amara))
      .when(ending)
      .thenRefused('not-deferred', 'placeId');
    given(...book, reached)
      .when(ending, afterwards)
      .then(ended);
    given(...book)
      .when(ending, afterwards)
      .then(ended);
    given(...book, reached, ended)
      .when(ending, afterwards)
      .thenNothing();
    given(...book, reached, extended('2029-06-30', 'late'))
      .when(ending, afterwards)
      .thenRefused('limit-not-reached');
  });

  it('is ended by a notice that arrived before it was recorded, as any withdrawal is', () => {
    const ending = commandOf(EndDeferral, { ...place, notifiedOn: '2028-11-20', evidence: 'Letter 7' });
    const ended = {
      ...end(amara, { personIds: [amara], freedSeat: false }),
      reasonClass: 'personal',
      notifiedOn: '2028-11-20',
      evidence: 'Letter 7',
      hadStarted: true,
      because: 'deferral_limit',
    } as const;
    given(...book, reached)
      .when(ending, { ...afterwards, effectiveOn: '2028-12-01' })
      .then(placeWithdrawn(ended));
    given(...book, reached)
      .when(commandOf(EndDeferral, { ...place, notifiedOn: '2028-12-09' }), afterwards)
      .thenRefused('notified-in-the-future');
  });

  it('is ended free of charge while a cohort that moved lets its sponsors go, by the day of the notice', () => {
    const moved = bookMoved(
      {
        cohortId: autumnCohort,
        startsOn: '2027-02-22',
        lastJoiningDate: '2027-03-08',
        from: { startsOn: STARTS_ON, lastJoiningDate: LAST_JOINING_DATE },
        freeWithdrawalUntil: '2028-11-20',
      },
      '2026-12-10',
    );
    const endedBy = (notifiedOn: string) =>
      given(...book, moved, reached).when(commandOf(EndDeferral, { ...place, notifiedOn }), afterwards);
    const ended = {
      ...end(amara, { personIds: [amara], freedSeat: false }),
      reasonClass: 'personal',
      hadStarted: true,
      because: 'deferral_limit',
      bandsFrom: '2027-02-22',
    } as const;
    endedBy('2028-11-20').then(placeWithdrawn({ ...ended, notifiedOn: '2028-11-20', free: true }));
    endedBy('2028-11-21').then(placeWithdrawn({ ...ended, notifiedOn: '2028-11-21' }));
  });
});
