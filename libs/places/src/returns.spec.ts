import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { ConfirmPlace } from './confirm-place.js';
import { CorrectPlaceDate } from './correct-place-date.js';
import { idOf } from './corrections.examples.js';
import {
  agreed,
  askedToReturn,
  awaited,
  deferredPlace,
  LIMIT,
  moduleOne,
  nextCohort as cohortId,
  NEXT_PRICE,
  returnedTo,
  returner,
  returnPlaceOf,
  thirdCohort,
} from './deferral.examples.js';
import { DeferPlace } from './defer-place.js';
import {
  bookCancelled,
  confirmationAsked,
  deferralExtended,
  deferredPlaceReturned,
  placeConfirmed,
  placeDateCorrected,
  placeOffered,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWaitlisted,
  placeWithdrawn,
  requestWithdrawn,
  returnGivenUp,
  returnLost,
  returnNamed,
  returnUndone,
} from './events.js';
import { ExpectReturn, MOST_RETURNERS } from './expect-return.js';
import {
  FollowReturnDate,
  RecordReturn,
  RecordReturnLost,
  RenewReturn,
  UndoReturn,
} from './follow-return.js';
import { GiveBackReturn } from './give-back-return.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { OpenPlaces } from './open-places.js';
import { places } from './places.decider.js';
import {
  amara,
  awardId,
  bo,
  chidi,
  manager,
  of,
  opened,
  placeOf,
  programmeId,
  rules,
  sponsor,
} from './places.examples.js';
import { SubstituteParticipant } from './substitute-participant.js';

const given = specification(places, { now: '2027-03-01T09:00:00.000Z' });
const later = { startsOn: '2027-11-15', lastJoiningDate: '2027-11-29', pricePence: NEXT_PRICE };
const openedNext = (capacity = 1) => placesOpened({ cohortId, ...rules({ ...later, capacity }) });
const openNext = (capacity: number) =>
  commandOf(OpenPlaces, { cohortId, rules: rules({ ...later, capacity }) });
const here = (person: string) => returnPlaceOf(person);
const expected = (person: string, fields: Partial<ExpectReturn> = {}) =>
  commandOf(ExpectReturn, { ...here(person), ...returner(person), ...fields });
const asked = (person: string) =>
  placeRequested({ cohortId, placeId: placeOf(person), programmeId, awardId, sponsorId: sponsor });
const offered = (person: string, held = 1, capacity = 1) =>
  placeOffered({ cohortId, placeId: placeOf(person), until: '2027-03-29', behind: 0, held, capacity });
const waits = (person: string, turn: number) =>
  placeWaitlisted({ cohortId, placeId: placeOf(person), turn, ahead: turn - 1, held: 1, capacity: 1 });
const returnOf = (person: string) => ({ cohortId: of(person).cohortId, placeId: placeOf(person) });
const confirmedHere = (person: string) =>
  placeConfirmed({
    ...here(person),
    awardId,
    sponsorId: sponsor,
    personId: person,
    lineManagerId: manager,
    privacyNoticeVersion: '1',
    checks: [],
  });
const seated = [openedNext(), askedToReturn(amara), returnedTo(amara)];
const started = [
  ...seated,
  confirmedHere(amara),
  placeStarted({ ...here(amara), personId: amara }, '2027-11-15'),
];

describe('a named cohort of return', () => {
  it('holds a seat from that moment, at its own price, and names what was agreed before', () => {
    given(openedNext()).when(expected(amara)).then(askedToReturn(amara), returnedTo(amara));
    expect(agreed.pricePence).not.toBe(NEXT_PRICE);
    const { state } = given(...seated);
    expect(state.held).toBe(1);
    expect(state.places.get(here(amara).placeId)).toMatchObject({
      state: 'accepted',
      personId: amara,
      returnOf: returnOf(amara),
      travelling: { modulesPassed: [moduleOne], agreedBefore: agreed },
    });
  });

  it('lets them stand first when it is full, before all who wait, and after those who return as well', () => {
    given(openedNext(), asked(bo), offered(bo), asked(chidi), waits(chidi, 1))
      .when(expected(amara))
      .then(askedToReturn(amara), awaited(amara, 2));
    const full = [openedNext(), asked(bo), offered(bo), asked(chidi), waits(chidi, 1)];
    const lapsed = requestWithdrawn({
      cohortId,
      placeId: placeOf(bo),
      awardId,
      personIds: [],
      freedSeat: true,
      reasonClass: 'work',
    });
    given(...full, askedToReturn(amara), awaited(amara, 2), askedToReturn(bo), awaited(bo, 3), lapsed)
      .when(commandOf(OfferNextInLine, { cohortId }))
      .then(returnedTo(amara));
  });

  it('gives them the seat nobody who waits has been offered yet', () =>
    given(openedNext(2), asked(bo), offered(bo, 1, 2), asked(chidi), waits(chidi, 1))
      .when(expected(amara))
      .then(askedToReturn(amara), returnedTo(amara, { held: 2, capacity: 2 })));

  it('notes them before it opens: on opening they come before all others, in the order they were named', () => {
    given().when(expected(amara)).then(awaited(amara));
    given(awaited(amara)).when(expected(amara)).thenNothing();
    given(awaited(amara), awaited(bo))
      .when(openNext(1))
      .then(openedNext(), askedToReturn(amara), returnedTo(amara), askedToReturn(bo), awaited(bo, 1));
    const { state } = given(awaited(amara), openedNext(), askedToReturn(amara), returnedTo(amara));
    expect(state.returners.size).toBe(0);
  });

  it('gives none a seat of a day before they were named, though it had opened by then as is told late', () => {
    const namedLater = { effectiveOn: '2027-02-20' };
    given({ ...awaited(amara), effectiveOn: '2027-02-05' }, { ...awaited(bo), ...namedLater })
      .when(openNext(2), { effectiveOn: '2027-02-10' })
      .then(
        openedNext(2),
        askedToReturn(amara),
        returnedTo(amara, { capacity: 2 }),
        { ...askedToReturn(bo), ...namedLater },
        { ...returnedTo(bo, { held: 2, capacity: 2 }), ...namedLater },
      );
  });

  it('takes each once, and no id of another place', () => {
    given(...seated)
      .when(expected(amara))
      .thenNothing();
    given(openedNext(), asked(bo))
      .when(expected(amara, { placeId: placeOf(bo) }))
      .thenRefused('place-id-taken', 'placeId');
    given(awaited(bo))
      .when(expected(amara, here(bo)))
      .thenRefused('place-id-taken');
  });

  it('takes nobody once it is cancelled, over, of another award, given up or full of returners', () => {
    given(bookCancelled({ cohortId })).when(expected(amara)).thenRefused('cohort-cancelled');
    given(openedNext())
      .when(expected(amara), { now: '2027-11-30T09:00:00.000Z' })
      .thenRefused('last-joining-date-passed');
    given(openedNext())
      .when(expected(amara, { awardId: bo }))
      .thenRefused('another-award');
    given(openedNext(), returnGivenUp({ ...here(amara), returnOf: returnOf(amara) }))
      .when(expected(amara))
      .thenRefused('return-given-up');
    const many = Array.from({ length: MOST_RETURNERS }, (_, index) => awaited(`${bo}${index}`));
    given(...many)
      .when(expected(amara))
      .thenRefused('returners-full');
  });
});

describe('a place of return', () => {
  const confirmation = { lineManagerId: manager, privacyNoticeVersion: '1', checks: [] };

  it('is confirmed like any accepted place, for its returner only', () => {
    given(...seated)
      .when(commandOf(ConfirmPlace, { ...here(amara), personId: amara, ...confirmation }))
      .then(
        confirmationAsked({
          ...here(amara),
          awardId,
          personId: amara,
          ...confirmation,
          returnOf: returnOf(amara),
        }),
      );
    given(...seated)
      .when(commandOf(ConfirmPlace, { ...here(amara), personId: bo, ...confirmation }))
      .thenRefused('returners-place', 'personId');
    given(...seated, confirmedHere(amara))
      .when(
        commandOf(SubstituteParticipant, {
          ...here(amara),
          personId: bo,
          reasonClass: 'work',
          ...confirmation,
        }),
      )
      .thenRefused('returners-place', 'personId');
  });

  it('is not deferred before it has started: another return is named instead', () => {
    const again = commandOf(DeferPlace, { ...here(amara), reasonClass: 'work' });
    given(...seated)
      .when(again)
      .thenRefused('return-not-started', 'placeId');
    given(...started)
      .when(again, { now: '2027-12-01T09:00:00.000Z', effectiveOn: '2027-11-14' })
      .thenRefused('return-not-started', 'placeId');
    // What was passed in the place that was left travels along, as it did before.
    given(...started)
      .when(again, { now: '2027-12-01T09:00:00.000Z' })
      .then({
        ...deferredPlace({
          ...here(amara),
          reasonClass: 'work',
          notifiedOn: '2027-12-01',
          limitOn: '2029-12-01',
          modulesPassed: [moduleOne],
          agreed: { ...agreed, pricePence: NEXT_PRICE },
        }).at(-1)!,
        effectiveOn: undefined,
      });
  });
});

describe('a deferral of a place of return', () => {
  it('is not corrected to a day before the participant had returned', () => {
    const again = deferredPlace({ ...here(amara), notifiedOn: '2027-12-01', limitOn: '2029-12-01' }).at(-1)!;
    given(...started, { ...again, effectiveOn: '2027-12-01' })
      .when(
        commandOf(CorrectPlaceDate, {
          ...here(amara),
          fact: 'deferred',
          on: '2027-11-14',
          reason: 'Misread.',
        }),
        { now: '2027-12-02T09:00:00.000Z' },
      )
      .thenRefused('out-of-order', 'on');
  });
});

describe('giving a return back', () => {
  const giveBack = commandOf(GiveBackReturn, {
    ...here(amara),
    returnOf: returnOf(amara),
    reasonClass: 'personal',
    notifiedOn: '2027-02-01',
  });
  const givenUp = returnGivenUp({ ...here(amara), returnOf: returnOf(amara) });
  const end = { ...here(amara), awardId, personIds: [amara], freedSeat: true };
  const withdrawn = placeWithdrawn({
    ...end,
    reasonClass: 'personal',
    notifiedOn: '2027-02-01',
    hadStarted: false,
    free: true,
    because: 'return_given_up',
  });

  it('frees its seat, or its turn, or what was noted, free of charge', () => {
    given(...seated)
      .when(giveBack)
      .then(withdrawn, givenUp);
    given(...seated, confirmedHere(amara))
      .when(giveBack)
      .then(withdrawn, givenUp);
    given(openedNext(), asked(bo), offered(bo), askedToReturn(amara), awaited(amara, 1))
      .when(giveBack)
      .then(requestWithdrawn({ ...end, freedSeat: false, reasonClass: 'personal' }), givenUp);
    given(awaited(amara)).when(giveBack).then(givenUp);
    expect(given(awaited(amara), givenUp).state.returners.size).toBe(0);
  });

  it('is said once whatever had become of it, so that whoever waits for that goes on', () => {
    given().when(giveBack).then(givenUp);
    given(givenUp).when(giveBack).thenNothing();
    given(...seated, withdrawn)
      .when(giveBack)
      .then(givenUp);
    given(...seated, withdrawn, givenUp)
      .when(giveBack)
      .thenNothing();
  });

  it('ends it again when it stands again by a correction', () =>
    given(...seated.slice(0, 1), givenUp, ...seated.slice(1))
      .when(giveBack)
      .then(withdrawn));

  it('never touches a place of somebody else that goes by that id', () =>
    given(openedNext(), placeRequested({ ...here(amara), programmeId, awardId, sponsorId: sponsor }))
      .when(giveBack)
      .then(givenUp));

  it('is refused once they have started', () =>
    given(...started)
      .when(giveBack)
      .thenRefused('return-started', 'placeId'));
});

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
      commandOf(FollowReturnDate, { ...left, returnedTo: to, reason: 'The list was misread.' });
    const happened = [...book, moved];
    const corrected = placeDateCorrected(
      {
        ...{ ...left, corrects: idOf(happened, -1), reason: 'The list was misread.', fact: 'moved' },
        from: '2027-03-01',
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
