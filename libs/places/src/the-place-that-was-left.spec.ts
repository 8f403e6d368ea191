import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { idOf } from './corrections.examples.js';
import { deferredPlace, LIMIT, returnPlaceOf, thirdCohort } from './deferral.examples.js';
import {
  deferralExtended,
  deferredPlaceReturned,
  placeDateCorrected,
  placeWithdrawn,
  returnLost,
  returnNamed,
  returnUndone,
} from './events.js';
import {
  FollowReturnDate,
  RecordReturn,
  RecordReturnLost,
  RenewReturn,
  UndoReturn,
} from './follow-return.js';
import { places } from './places.decider.js';
import { amara, awardId, of, opened, sponsor } from './places.examples.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const here = (person: string) => returnPlaceOf(person);

describe('the place that was left', () => {
  const returnTo = here(amara);
  const book = [opened(), ...deferredPlace({ returnTo })];
  const left = of(amara);
  const moved = deferredPlaceReturned({ ...left, awardId, personId: amara, returnedTo: returnTo });
  const returned = (to = returnTo) => commandOf(RecordReturn, { ...left, returnedTo: to });
  const lost = (because: RecordReturnLost['because'], to = returnTo) =>
    commandOf(RecordReturnLost, { ...left, returnTo: to, because });
  const wasLost = (because: RecordReturnLost['because']) =>
    returnLost({ ...left, personId: amara, returnTo, because });

  it('counts as moved once they have started where they return to', () => {
    given(...book)
      .when(returned())
      .then(moved);
    given(...book, moved)
      .when(returned())
      .thenNothing();
    given(opened()).when(returned()).thenRefused('no-such-place', 'placeId');
    const { state } = given(...book, moved);
    expect(state.deferred.size).toBe(0);
    expect(state.places.get(left.placeId)?.state).toBe('moved');
  });

  it('counts as moved to where they started, though another return was named meanwhile', () => {
    const elsewhere = returnPlaceOf(amara, thirdCohort);
    given(...book)
      .when(returned(elsewhere))
      .then(
        deferredPlaceReturned({
          ...left,
          awardId,
          personId: amara,
          returnedTo: elsewhere,
          insteadOf: returnTo,
        }),
      );
  });

  it('counts as moved from the day the start was corrected to there', () => {
    const followed = (to = returnTo) =>
      commandOf(FollowReturnDate, {
        ...{ ...left, returnedTo: to, reason: 'The list was misread.', askedBy: 'ewan' },
      });
    const happened = [...book, moved];
    const corrected = placeDateCorrected(
      {
        ...{ ...left, corrects: idOf(happened, -1), reason: 'The list was misread.', fact: 'moved' },
        from: '2027-03-01',
        askedBy: 'ewan',
      },
      '2027-09-08',
    );
    const on = (effectiveOn: string) => ({ effectiveOn });
    given(...happened)
      .when(followed(), on('2027-09-08'))
      .then(corrected);
    given(...happened, corrected)
      .when(followed(), on('2027-09-08'))
      .thenNothing();
    given(...happened)
      .when(followed(returnPlaceOf(amara, thirdCohort)), on('2027-09-08'))
      .thenNothing();
    given(...book)
      .when(followed(), on('2027-09-08'))
      .thenNothing();
  });

  it('is deferred as before when the return comes to nothing, and has to be given another', () => {
    given(...book)
      .when(lost('withdrawn'))
      .then(wasLost('withdrawn'));
    given(...book, wasLost('withdrawn'))
      .when(lost('withdrawn'))
      .thenNothing();
    given(...book)
      .when(lost('withdrawn', returnPlaceOf(amara, thirdCohort)))
      .thenNothing();
    given(...book, moved)
      .when(lost('withdrawn'))
      .thenNothing();
  });

  it('has time anew when the cohort of return was cancelled', () => {
    const extended = deferralExtended({
      ...left,
      from: LIMIT,
      limitOn: '2029-03-01',
      withoutPauses: '2029-03-01',
      reason: 'The cohort of return was cancelled.',
    });
    given(...book)
      .when(lost('cancelled'))
      .then(wasLost('cancelled'), extended);
    given(...book)
      .when(lost('cohort-cancelled'))
      .then(wasLost('cohort-cancelled'), extended);
    given(opened(), ...deferredPlace({ returnTo, limitOn: '2030-06-30' }))
      .when(lost('cancelled'))
      .then(wasLost('cancelled'));
  });

  it('expects them where they returned to again, unless another return is named since', () => {
    const renew = commandOf(RenewReturn, { ...left, returnTo });
    given(...book, wasLost('withdrawn'))
      .when(renew)
      .then(returnNamed({ ...left, personId: amara, sponsorId: sponsor, returnTo }));
    given(...book)
      .when(renew)
      .thenNothing();
    const elsewhere = returnPlaceOf(amara, thirdCohort);
    given(opened(), ...deferredPlace({ returnTo: elsewhere }))
      .when(renew)
      .thenRefused('returns-elsewhere', 'returnTo');
    given(...book, moved)
      .when(commandOf(RenewReturn, { ...left, returnTo: elsewhere }))
      .thenRefused('returns-elsewhere');
  });

  it('is deferred again when it turns out they never started there', () => {
    const undo = commandOf(UndoReturn, { ...left, returnedTo: returnTo });
    const undone = returnUndone({ ...left, awardId, personId: amara, returnTo });
    given(...book, moved)
      .when(undo)
      .then(undone);
    given(...book)
      .when(undo)
      .thenNothing();
    given(...book, moved, undone)
      .when(undo)
      .thenNothing();
    given(...book, moved)
      .when(commandOf(UndoReturn, { ...left, returnedTo: returnPlaceOf(amara, thirdCohort) }))
      .thenNothing();
    given(...book, moved, undone)
      .when(returned())
      .then(moved);
  });

  it('and was given up while they started: somebody has to say which is right', () =>
    given(
      ...book,
      placeWithdrawn({
        ...left,
        awardId,
        personIds: [amara],
        freedSeat: false,
        reasonClass: 'work',
        notifiedOn: '2027-02-01',
        hadStarted: true,
      }),
    )
      .when(returned())
      .thenRefused('deferral-ended', 'placeId'));
});
