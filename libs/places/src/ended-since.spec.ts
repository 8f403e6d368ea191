import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { CarryRequest } from './carry-request.js';
import { CorrectParticipant } from './correct-participant.js';
import { held, idOf, isStruck, reason, strike, WINTER, withdrawal } from './corrections.examples.js';
import { deferredPlace, nextCohort } from './deferral.examples.js';
import {
  bookCancelled,
  deferralPaused,
  offerLapsed,
  participantCorrectionAsked,
  placeCancelled,
  placeDeclined,
  placeNotPlaced,
  requestCarried,
  requestWithdrawn,
  strikingAsked,
} from './events.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  end,
  LAST_JOINING_DATE,
  of,
  offered,
  opened,
  placeOf,
  requested,
  sponsor,
  STARTS_ON,
  UNTIL,
  waitlisted,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';

const given = specification(places);
const askedBy = 'local-administrator';
const cancelled = bookCancelled({ cohortId }, '2026-10-10');

describe('what is struck in a cohort that was cancelled', () => {
  const facts = [...held(amara), withdrawal(amara)];
  const struck = { fact: 'withdrawn', backTo: 'confirmed', seat: 'held', personId: amara } as const;
  const ends = { ...end(amara, { personIds: [amara] }), was: 'confirmed' };

  it('ends with the cohort, on its day and whoever the person is by now: cancelling undoes the money', () => {
    given(...facts, cancelled)
      .when(strike(amara, 'withdrawn'), WINTER)
      .then(
        isStruck(amara, idOf(facts, -1), struck),
        placeCancelled({ ...ends, claimedIn: idOf(facts, 4) }, '2026-10-10'),
      );
  });

  it('gives the person back where they were claimed for it before the cohort was cancelled', () => {
    const corrects = idOf(facts, -1);
    const asked = strikingAsked({
      ...of(amara),
      askedBy,
      awardId,
      personId: amara,
      corrects,
      fact: 'withdrawn',
      reason,
    });
    const askedIn = idOf([...facts, asked], -1);
    given(...facts, asked, cancelled)
      .when(commandOf(SettleClaim, { ...of(amara), awardId, personId: amara, askedIn }), WINTER)
      .then(
        isStruck(amara, corrects, { ...struck, askedBy }),
        placeCancelled({ ...ends, claimedIn: askedIn }, '2026-10-10'),
      );
  });

  it('ends as started where it never was deferred', () => {
    const deferral = [opened(), ...deferredPlace()];
    given(...deferral, cancelled)
      .when(strike(amara, 'deferred'), WINTER)
      .then(
        isStruck(amara, idOf(deferral, -1), {
          fact: 'deferred',
          backTo: 'started',
          seat: 'held',
          personId: amara,
        }),
        placeCancelled({ ...ends, was: 'started', startedOn: STARTS_ON }, '2026-10-10'),
      );
  });

  it('is what was said of a deferral, which goes on in another cohort, as is who deferred', () => {
    const deferral = [opened(), ...held(amara).slice(1), ...deferredPlace().slice(4)];
    const paused = [...deferral, deferralPaused(of(amara), '2026-12-10')];
    given(...paused, cancelled)
      .when(strike(amara, 'deferral_paused'), WINTER)
      .then(
        isStruck(amara, idOf(paused, -1), {
          fact: 'deferral_paused',
          backTo: 'deferred',
          personId: amara,
          on: '2026-12-10',
        }),
      );
    given(...deferral, cancelled)
      .when(commandOf(CorrectParticipant, { ...of(amara), personId: bo, reason }), WINTER)
      .then(
        participantCorrectionAsked({
          ...of(amara),
          askedBy,
          awardId,
          personId: bo,
          corrects: idOf(deferral, 5),
          reason,
        }),
      );
  });

  it('is nothing of a place that stood until then', () => {
    given(...held(amara), cancelled)
      .when(strike(amara, 'confirmed'))
      .thenRefused('cohort-cancelled');
    given(...held(amara), cancelled, placeCancelled({ ...ends, claimedIn: idOf(facts, 4) }))
      .when(strike(amara, 'confirmed'))
      .thenRefused('cohort-cancelled');
    given(...held(amara), cancelled)
      .when(commandOf(CorrectParticipant, { ...of(amara), personId: bo, reason }))
      .thenRefused('cohort-cancelled');
  });
});

describe('an offer that stands again after its last day', () => {
  const october = { now: '2026-10-01T09:00:00.000Z' };
  const declined = [opened(), requested(amara), offered(amara), placeDeclined(end(amara))];

  it('has lapsed on the day it would have', () =>
    given(...declined)
      .when(strike(amara, 'declined'), october)
      .then(
        isStruck(amara, idOf(declined, -1), { fact: 'declined', backTo: 'offered', seat: 'held' }),
        offerLapsed({ ...end(amara), until: UNTIL }, '2026-09-30'),
      ));

  it('takes no seat that is another’s by then, also after the last joining date', () => {
    const facts = [...declined, requested(bo), offered(bo), accepted(bo)];
    const struck = isStruck(amara, idOf(declined, -1), {
      fact: 'declined',
      backTo: 'offered',
      seat: 'awaited',
      turn: 1,
    });
    const lapsed = offerLapsed({ ...end(amara, { freedSeat: false }), until: UNTIL }, '2026-09-30');
    for (const now of [october, WINTER])
      given(...facts)
        .when(strike(amara, 'declined'), now)
        .then(struck, lapsed);
    const { state } = given(...facts, struck, lapsed);
    expect(state.places.get(placeOf(amara))?.state).toBe('lapsed');
    expect([state.held, state.waiting]).toEqual([1, 0]);
  });
});

describe('a request that waits again after the last joining date', () => {
  const facts = [
    opened(),
    ...[requested(amara), offered(amara), accepted(amara)],
    ...[requested(bo), waitlisted(bo, 1)],
    requestWithdrawn({ ...end(bo, { freedSeat: false }), reasonClass: 'work' }),
  ];
  const struck = isStruck(bo, idOf(facts, -1), { fact: 'withdrawn', backTo: 'waiting' });
  const unplaced = placeNotPlaced(end(bo, { freedSeat: false }), '2026-12-01');

  it('is not placed, and may be carried on in its order', () => {
    given(...facts)
      .when(strike(bo, 'withdrawn'), WINTER)
      .then(struck, unplaced);
    const toPlaceId = placeOf('bo, carried');
    given(...facts, struck, unplaced)
      .when(commandOf(CarryRequest, { ...of(bo), toCohortId: nextCohort, toPlaceId }), WINTER)
      .then(requestCarried({ ...of(bo), sponsorId: sponsor, order: 1, toCohortId: nextCohort, toPlaceId }));
  });

  it('waits while that day lasts', () =>
    given(...facts)
      .when(strike(bo, 'withdrawn'), { now: `${LAST_JOINING_DATE}T09:00:00.000Z` })
      .then(struck));
});
