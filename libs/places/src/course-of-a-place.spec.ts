import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import {
  bookCancelled,
  placeAwaitingAward,
  placeCompleted,
  placeCompletionUndone,
  placeFailed,
  placeNotTakenUp,
  placeStarted,
  placeWithdrawn,
  requestWithdrawn,
} from './events.js';
import { deferred } from './deferral.examples.js';
import { CompletePlace, FailPlace, RecordAwaitingAward, UndoCompletion } from './finish-place.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  bo,
  confirmedPlace,
  end,
  LAST_JOINING_DATE,
  offered,
  of,
  opened,
  placeOf,
  request,
  requested,
  startedPlace,
  STARTS_ON,
  waitlisted,
  onDay,
} from './places.examples.js';
import { RecordNotTakenUp, StartPlace } from './start-place.js';
import { WithdrawPlace } from './withdraw-place.js';

const DAY_ONE = '2026-11-16T09:00:00.000Z';
const given = specification(places, { now: DAY_ONE });
const start = commandOf(StartPlace, of(amara));
const held = end(amara, { personIds: [amara] });
const under = (personId = amara) => ({ ...of(amara), personId });

describe('starting a place', () => {
  it('happens on the start day', () =>
    given(opened(), ...confirmedPlace(amara))
      .when(start)
      .then(placeStarted(under())));

  it('happens late until the last joining date, and may be recorded later still', () => {
    const book = given(opened(), ...confirmedPlace(amara));
    book.when(start, { now: '2026-11-30T09:00:00.000Z' }).then(placeStarted({ ...under(), late: true }));
    book.when(start, { now: '2026-12-01T09:00:00.000Z' }).thenRefused('last-joining-date-passed');
    book.when(start, { now: '2026-12-24T09:00:00.000Z', effectiveOn: STARTS_ON }).then(placeStarted(under()));
  });

  it('does not happen before the start day', () =>
    given(opened(), ...confirmedPlace(amara))
      .when(start, { effectiveOn: '2026-11-15' })
      .thenRefused('cohort-not-started'));

  it('needs a confirmed place', () => {
    given(opened(), requested(amara), offered(amara), accepted(amara))
      .when(start)
      .thenRefused('place-not-confirmed');
    given(opened(), requested(amara), offered(amara), accepted(amara, { personId: amara }))
      .when(start)
      .thenRefused('place-not-confirmed');
    given(opened()).when(start).thenRefused('no-such-place');
    given(opened(), ...confirmedPlace(amara), bookCancelled({ cohortId }))
      .when(start)
      .thenRefused('cohort-cancelled');
  });

  it('changes nothing when said again', () =>
    given(opened(), ...startedPlace(amara))
      .when(start)
      .thenNothing());
});

describe('a place not taken up', () => {
  const absent = commandOf(RecordNotTakenUp, of(amara));

  it('is free, from the start day on', () => {
    const book = given(opened(), ...confirmedPlace(amara));
    book.when(absent).then(placeNotTakenUp(held));
    book.when(absent, { now: '2026-11-15T09:00:00.000Z' }).thenRefused('cohort-not-started');
    given(opened(), ...confirmedPlace(amara), placeNotTakenUp(held))
      .when(absent)
      .thenNothing();
  });

  it('is also one that was accepted and never confirmed', () =>
    given(opened(), requested(amara), offered(amara), accepted(amara))
      .when(absent)
      .then(placeNotTakenUp(end(amara))));

  it('was accepted, but never started', () => {
    given(opened(), ...startedPlace(amara))
      .when(absent)
      .thenRefused('place-not-accepted');
    given(opened()).when(absent).thenRefused('no-such-place', 'placeId');
  });
});

describe('withdrawing', () => {
  const withdraw = commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work', notifiedOn: '2026-11-10' });
  const ASKED_ON = '2026-09-01';
  const confirmedBefore = onDay(ASKED_ON, ...confirmedPlace(amara));
  const startedAfter = [...confirmedBefore, startedPlace(amara).at(-1)!];
  const withdrawn = (hadStarted: boolean) =>
    placeWithdrawn({ ...held, reasonClass: 'work', notifiedOn: '2026-11-10', hadStarted });

  it('takes a request back that binds nobody', () => {
    given(opened(), ...onDay(ASKED_ON, requested(amara), offered(amara)))
      .when(withdraw)
      .then(requestWithdrawn({ ...end(amara), reasonClass: 'work' }));
    given(opened({ capacity: 0 }), ...onDay(ASKED_ON, requested(amara), waitlisted(amara, 1)))
      .when(withdraw)
      .then(requestWithdrawn({ ...end(amara, { freedSeat: false }), reasonClass: 'work' }));
  });

  it('gives up a place before the start', () =>
    given(opened(), ...confirmedBefore)
      .when(withdraw)
      .then(withdrawn(false)));

  it('gives up a place after the start', () =>
    given(opened(), ...startedAfter)
      .when(withdraw)
      .then(withdrawn(true)));

  it('may turn out to have happened before the start, however late that is learned (edge case 5: a withdrawal back-dated to before the start)', () =>
    given(opened(), ...startedAfter)
      .when(withdraw, { now: '2027-02-01T09:00:00.000Z', effectiveOn: '2026-11-12' })
      .then(withdrawn(false)));

  it('is said once: with other notice, or of another class, it is corrected', () => {
    const book = given(opened(), ...confirmedBefore, withdrawn(false));
    book.when(withdraw).thenNothing();
    book.when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work' })).thenNothing();
    for (const other of [{ reasonClass: 'personal' }, { notifiedOn: '2026-11-11' }] as const)
      book
        .when(commandOf(WithdrawPlace, { ...withdraw, ...other }))
        .thenRefused('already-withdrawn', 'placeId');
  });

  it('never happened, nor was notified, before the place was asked for', () => {
    const book = given(opened(), ...startedAfter);
    book.when(withdraw, { effectiveOn: '2026-08-31' }).thenRefused('out-of-order');
    book
      .when(commandOf(WithdrawPlace, { ...withdraw, notifiedOn: '2026-08-31' }))
      .thenRefused('out-of-order', 'notifiedOn');
  });

  it('of a place deferred before its start, as it turned out, is before the start too', () =>
    given(opened(), ...startedAfter, deferred(amara, { hadStarted: false }))
      .when(withdraw, { now: '2027-02-01T09:00:00.000Z' })
      .then(placeWithdrawn({ ...withdrawn(false).data, freedSeat: false })));

  it('was notified today unless stated, and never in the future', () => {
    const book = given(opened(), ...startedPlace(amara));
    book
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work' }))
      .then(placeWithdrawn({ ...held, reasonClass: 'work', notifiedOn: '2026-11-16', hadStarted: true }));
    book
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work', notifiedOn: '2026-11-17' }))
      .thenRefused('notified-in-the-future', 'notifiedOn');
  });

  it('names the document that shows the notice', () =>
    given(opened(), ...confirmedPlace(amara))
      .when(commandOf(WithdrawPlace, { ...of(amara), reasonClass: 'work', evidence: 'Letter 7' }))
      .then(
        placeWithdrawn({
          ...held,
          reasonClass: 'work',
          notifiedOn: '2026-11-16',
          evidence: 'Letter 7',
          hadStarted: false,
        }),
      ));

  it('leaves the place as it was when the person returns, to a place of their own', () => {
    const again = placeOf('amara again');
    const returns = [
      requested(amara, { placeId: again, personId: amara }),
      offered(amara, { placeId: again, until: LAST_JOINING_DATE }),
    ] as const;
    const left = given(opened(), ...startedPlace(amara), withdrawn(true));
    left.when(request(amara, { placeId: again, personId: amara })).then(...returns);
    const { state } = given(opened(), ...startedPlace(amara), withdrawn(true), ...returns);
    expect(state.places.get(placeOf(amara))).toEqual(left.state.places.get(placeOf(amara)));
    expect(state.places.get(again)?.state).toBe('offered');
  });

  it('happens once, and not to what has ended', () => {
    given(opened(), ...startedPlace(amara), withdrawn(true))
      .when(withdraw)
      .thenNothing();
    given(opened(), ...startedPlace(amara), placeFailed({ ...held, outcome: 'failed' }))
      .when(withdraw)
      .thenRefused('place-ended', 'placeId');
    given(opened()).when(withdraw).thenRefused('no-such-place');
  });
});

describe('the end of a started place', () => {
  const wait = commandOf(RecordAwaitingAward, of(amara));
  const fail = commandOf(FailPlace, { ...of(amara), outcome: 'left_with_credit' });
  const awaiting = placeAwaitingAward({ ...under(), freedSeat: true });
  const complete = (awardedOn: string, personId = amara) =>
    commandOf(CompletePlace, { ...under(personId), awardedOn });
  const completed = (freedSeat: boolean) =>
    placeCompleted({ ...under(), awardedOn: '2026-11-10', freedSeat }, '2026-11-10');
  const failed = placeFailed({ ...held, outcome: 'left_with_credit' });
  const undo = commandOf(UndoCompletion, of(amara));

  it('awaits the award once the modules are done', () => {
    given(opened(), ...startedPlace(amara))
      .when(wait)
      .then(awaiting);
    given(opened(), ...startedPlace(amara), awaiting)
      .when(wait)
      .thenNothing();
    given(opened(), ...confirmedPlace(amara))
      .when(wait)
      .thenRefused('place-not-started');
  });

  it('completes with the award, whether or not it was recorded to await it', () => {
    given(opened(), ...startedPlace(amara))
      .when(complete('2026-11-10'))
      .then(completed(true));
    given(opened(), ...startedPlace(amara), awaiting)
      .when(complete('2026-11-10'))
      .then(completed(false));
  });

  it('completes on another day when the award is corrected to that', () => {
    const book = given(opened(), ...startedPlace(amara), completed(true));
    book.when(complete('2026-11-10')).thenNothing();
    book
      .when(complete('2026-11-09'))
      .then(placeCompleted({ ...under(), awardedOn: '2026-11-09', freedSeat: false }, '2026-11-09'));
  });

  it('does not complete a place that never started, nor for another person', () => {
    given(opened(), ...confirmedPlace(amara))
      .when(complete('2026-11-10'))
      .thenRefused('place-not-started');
    given(opened(), ...startedPlace(amara))
      .when(complete('2026-11-10', bo))
      .thenRefused('another-persons-place', 'personId');
  });

  it('undoes a completion without taking a seat', () => {
    const undone = placeCompletionUndone({ ...under(), backTo: 'awaiting_award' });
    const book = given(opened(), ...startedPlace(amara), completed(true));
    book.when(undo).then(undone);
    given(opened(), ...startedPlace(amara), completed(true), undone)
      .when(undo)
      .thenNothing();
    expect(given(opened(), ...startedPlace(amara), completed(true), undone).state.held).toBe(0);
  });

  it('goes back to failed though the day of the award was corrected before it was undone', () =>
    given(
      opened(),
      ...startedPlace(amara),
      failed,
      completed(false),
      placeCompleted({ ...under(), awardedOn: '2026-11-09', freedSeat: false }, '2026-11-09'),
    )
      .when(undo)
      .then(placeCompletionUndone({ ...under(), backTo: 'failed' })));

  it('goes back to failed when an award that followed a failure is undone', () =>
    given(opened(), ...startedPlace(amara), failed, completed(false))
      .when(undo)
      .then(placeCompletionUndone({ ...under(), backTo: 'failed' })));

  it('is only of a place the book knows', () => {
    for (const said of [wait, fail, complete('2026-11-10'), undo])
      given(opened()).when(said).thenRefused('no-such-place', 'placeId');
  });

  it('fails, or leaves with credit', () => {
    given(opened(), ...startedPlace(amara))
      .when(fail)
      .then(failed);
    given(opened(), ...startedPlace(amara), awaiting)
      .when(fail)
      .then(placeFailed({ ...held, freedSeat: false, outcome: 'left_with_credit' }));
    given(opened(), ...startedPlace(amara), failed)
      .when(fail)
      .thenNothing();
    given(opened(), ...confirmedPlace(amara))
      .when(fail)
      .thenRefused('place-not-started');
  });
});
