import { commandOf, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import { CancelPlaces } from './end-places.js';
import { ConfirmPlace } from './confirm-place.js';
import {
  acceptanceAsked,
  bookCancelled,
  confirmationAsked,
  placeAwaitingAward,
  placeCancelled,
  placeDeferred,
  placeFailed,
  placeWithdrawn,
  returnNamed,
} from './events.js';
import { CompletePlace } from './finish-place.js';
import { NameReturn } from './name-return.js';
import { isOngoing } from './place-book.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  confirmedPlace,
  end,
  offered,
  of,
  opened,
  request,
  requested,
  sponsor,
  startedPlace,
  onDay,
} from './places.examples.js';
import {
  defer,
  deferred,
  DEFERRED_ON,
  deferredPlace,
  LIMIT,
  moduleOne,
  nextCohort,
  returnPlaceOf,
  thirdCohort,
} from './deferral.examples.js';
import { WithdrawPlace } from './withdraw-place.js';

const given = specification(places, { now: `${DEFERRED_ON}T09:00:00.000Z` });
const returnTo = returnPlaceOf(amara);
const begun = [opened(), ...onDay('2026-09-01', ...confirmedPlace(amara)), startedPlace(amara).at(-1)!];
/** What the rule says of a deferral today: no date of its own. */
const decided = (fields: Parameters<typeof deferred>[1] = {}) => {
  const { type: _, version: __, effectiveOn: ___, ...fact } = deferred(amara, fields);
  return placeDeferred(fact.data);
};

describe('deferring a place', () => {
  it('frees the seat of a place under way, and keeps who holds it', () => {
    given(...begun)
      .when(defer(amara))
      .then(decided());
    const { state } = given(...begun, deferred(amara));
    expect(state.held).toBe(0);
    expect(state.deferred.toArray()).toEqual([of(amara).placeId]);
    expect(isOngoing('deferred')).toBe(true);
    expect(isOngoing('moved')).toBe(false);
  });

  it('carries the modules passed, each once, and the price and terms the place was accepted at', () => {
    const passed = [{ moduleId: moduleOne }, { moduleId: moduleOne }];
    given(...begun)
      .when(defer(amara, { modulesPassed: passed, evidence: 'Letter 12' }))
      .then(decided({ modulesPassed: [moduleOne], evidence: 'Letter 12' }));
  });

  it('happens before the start as well, and to a place whose modules are done', () => {
    given(opened(), ...confirmedPlace(amara))
      .when(defer(amara))
      .then(decided({ hadStarted: false }));
    given(...begun, placeAwaitingAward({ ...of(amara), personId: amara, freedSeat: true }))
      .when(defer(amara))
      .then(decided({ freedSeat: false }));
  });

  it('may turn out to have happened before the start, however late that is learned', () =>
    given(...begun)
      .when(defer(amara), { effectiveOn: '2026-11-12' })
      .then(decided({ hadStarted: false, limitOn: '2028-11-12' })));

  it('on the day of the start was after it', () =>
    given(...begun)
      .when(defer(amara, { notifiedOn: DEFERRED_ON }), { effectiveOn: '2026-11-16' })
      .then(decided({ hadStarted: true, limitOn: '2028-11-16' })));

  it('needs somebody who can return: an accepted place holds its person by a claim', () => {
    const claimed = [
      opened(),
      requested(amara),
      offered(amara),
      acceptanceAsked({ ...of(amara), awardId: decided().data.awardId, personId: amara }),
      accepted(amara, { personId: amara }),
    ];
    given(...claimed)
      .when(defer(amara))
      .then(decided({ hadStarted: false }));
    for (const unnamed of [accepted(amara), accepted(amara, { personId: amara })])
      given(opened(), requested(amara), offered(amara), unnamed)
        .when(defer(amara))
        .thenRefused('nobody-named', 'placeId');
  });

  it('is refused for what was never accepted or has ended, and while an answer is pending', () => {
    given(opened(), requested(amara), offered(amara))
      .when(defer(amara))
      .thenRefused('place-not-deferrable', 'placeId');
    given(...begun, placeFailed({ ...end(amara, { personIds: [amara] }), outcome: 'failed' }))
      .when(defer(amara))
      .thenRefused('place-not-deferrable');
    given(opened()).when(defer(amara)).thenRefused('no-such-place');
    given(...begun, bookCancelled({ cohortId }))
      .when(defer(amara))
      .thenRefused('cohort-cancelled');
    const asked = confirmationAsked({
      ...of(amara),
      awardId: cohortId,
      personId: amara,
      lineManagerId: bo,
      privacyNoticeVersion: '1',
      checks: [],
    });
    given(opened(), requested(amara), offered(amara), accepted(amara), asked)
      .when(defer(amara))
      .thenRefused('answer-pending');
  });

  it('is said once: again it changes nothing, otherwise it is refused', () => {
    const book = given(opened(), ...deferredPlace({ returnTo }));
    book.when(defer(amara, { returnTo })).thenNothing();
    book.when(defer(amara, { returnTo: { cohortId: nextCohort } })).thenNothing();
    book.when(defer(amara)).thenRefused('already-deferred', 'placeId');
    book.when(defer(amara, { reasonClass: 'work', returnTo })).thenRefused('already-deferred');
  });

  it('was notified today unless stated, and never in the future', () => {
    given(...begun)
      .when(defer(amara, { notifiedOn: '2026-12-01' }))
      .then(decided({ notifiedOn: '2026-12-01' }));
    given(...begun)
      .when(defer(amara, { notifiedOn: '2026-12-08' }))
      .thenRefused('notified-in-the-future', 'notifiedOn');
  });
});

describe('the return', () => {
  it('is a cohort or a date, or not known yet', () => {
    given(...begun)
      .when(defer(amara, { returnTo }))
      .then(decided({ returnTo }));
    given(...begun)
      .when(defer(amara, { expectedOn: '2027-11-15' }))
      .then(decided({ expectedOn: '2027-11-15' }));
    given(...begun)
      .when(defer(amara, { returnTo, expectedOn: '2027-11-15' }))
      .thenRefused('return-stated-twice', 'expectedOn');
    given(...begun)
      .when(defer(amara, { expectedOn: DEFERRED_ON }))
      .thenRefused('return-in-the-past', 'expectedOn');
  });

  it('goes by an id made from the command where the caller gives none, the same at every try', () => {
    const decide = () =>
      given(...begun).when(defer(amara, { returnTo: { cohortId: nextCohort } }), { commandId: 'one' });
    const { decision } = decide();
    expect(isRefusal(decision)).toBe(false);
    expect(decision).toEqual(decide().decision);
    expect(JSON.stringify(decision)).toContain('"returnTo":{"cohortId":');
  });

  it('lies within the limit, which goes by the second next cohort where that ends later', () => {
    const asking = (fields: object) => Object.assign(defer(amara, { returnTo }), fields);
    given(...begun)
      .when(asking({ secondNextEndsOn: '2029-06-30', returnStartsOn: '2028-12-08' }))
      .then(decided({ returnTo, limitOn: '2029-06-30' }));
    given(...begun)
      .when(asking({ secondNextEndsOn: '2028-06-30', returnStartsOn: LIMIT }))
      .then(decided({ returnTo }));
    given(...begun)
      .when(asking({ returnStartsOn: '2028-12-08' }))
      .thenRefused('return-after-the-limit', 'returnTo');
    given(...begun)
      .when(defer(amara, { expectedOn: '2028-12-08' }))
      .thenRefused('return-after-the-limit', 'expectedOn');
  });

  it("lies within the cohort's own limit, where it states one", () =>
    given(opened({ deferralLimitMonths: 36 }), ...startedPlace(amara))
      .when(defer(amara))
      .then(decided({ limitOn: '2029-12-07' })));

  const name = (to: { cohortId: string; placeId?: string }, fields: object = {}) =>
    Object.assign(commandOf(NameReturn, { ...of(amara), returnTo: to }), fields);
  const named = (to: typeof returnTo, insteadOf?: typeof returnTo) =>
    returnNamed({
      ...of(amara),
      personId: amara,
      sponsorId: sponsor,
      returnTo: to,
      ...(insteadOf ? { insteadOf } : {}),
    });
  const other = returnPlaceOf(amara, thirdCohort);

  it('is named later, or another one instead', () => {
    given(opened(), ...deferredPlace())
      .when(name(returnTo))
      .then(named(returnTo));
    given(opened(), ...deferredPlace({ returnTo }))
      .when(name(other))
      .then(named(other, returnTo));
    given(opened(), ...deferredPlace(), named(returnTo))
      .when(name(returnTo))
      .thenNothing();
    given(opened(), ...deferredPlace())
      .when(name(other, { returnStartsOn: '2028-12-08' }))
      .thenRefused('return-after-the-limit');
    given(...begun)
      .when(name(returnTo))
      .thenRefused('not-deferred', 'placeId');
    given(opened()).when(name(returnTo)).thenRefused('no-such-place');
  });

  it('never goes by an id that was of an earlier one', () =>
    given(opened(), ...deferredPlace({ returnTo }), named(other, returnTo))
      .when(name(returnTo))
      .thenRefused('place-id-taken', 'returnTo'));
});

describe('a deferred place', () => {
  it('is given up like any other, holding no seat', () =>
    given(opened(), ...deferredPlace())
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'personal' }))
      .then(
        placeWithdrawn({
          ...end(amara, { personIds: [amara], freedSeat: false }),
          reasonClass: 'personal',
          notifiedOn: DEFERRED_ON,
          hadStarted: true,
        }),
      ));

  it('outlives the cancellation of its cohort', () => {
    const book = given(opened({ capacity: 2 }), ...deferredPlace(), requested(bo), offered(bo));
    book
      .when(commandOf(CancelPlaces, { cohortId }))
      .then(bookCancelled({ cohortId }), placeCancelled({ ...end(bo), was: 'offered' }));
    given(opened(), ...deferredPlace(), bookCancelled({ cohortId }))
      .when(commandOf(CancelPlaces, { cohortId }))
      .thenNothing();
  });

  it('is granted no award: that counts where they return to', () =>
    given(opened(), ...deferredPlace())
      .when(commandOf(CompletePlace, { ...of(amara), personId: amara, awardedOn: DEFERRED_ON }))
      .thenRefused('place-not-started'));

  it('keeps its person from any other place of the book', () =>
    given(
      opened({ capacity: 2, requestsCloseOn: '2026-12-31', lastJoiningDate: '2026-12-31' }),
      ...deferredPlace(),
    )
      .when(request(bo, { personId: amara }))
      .thenRefused('already-holds-a-place'));

  it('is confirmed for nobody else', () =>
    given(opened(), ...deferredPlace())
      .when(
        commandOf(ConfirmPlace, {
          ...of(amara),
          personId: bo,
          lineManagerId: sponsor,
          privacyNoticeVersion: '1',
        }),
      )
      .thenRefused('place-not-accepted'));
});
