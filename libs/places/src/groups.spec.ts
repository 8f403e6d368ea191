import { type BusinessDate, commandOf, derivedId, isRefusal } from '#kernel';
import { specification } from '#kernel/specification';
import {
  bookCancelled,
  bookCapacityRaised,
  bookMoved,
  exceptionAllowed,
  groupAskedToSplit,
  groupPassedOver,
  groupRequested,
  groupSplit,
  orderDrawn,
  type PlaceEvent,
  requestWithdrawn,
  windowClosed,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  director,
  dorcas,
  ewan,
  fatima,
  group,
  holding,
  ofGroup,
  ofSponsor,
  on,
  requestedBy,
} from './order.examples.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  bo,
  chidi,
  end,
  offered,
  opened,
  placeOf,
  request,
  requested,
  waitlisted,
} from './places.examples.js';
import { MOST_IN_A_GROUP, RequestGroup } from './request-group.js';
import { AllowSplitting, PassOverGroup } from './split-group.js';

const given = specification(places);
const trio = [amara, bo, chidi];
const inGroup = { groupId: group };

const requestGroup = (people: readonly string[], fields: Partial<RequestGroup> = {}) =>
  commandOf(RequestGroup, {
    ...ofGroup,
    ...ofSponsor,
    places: people.map((person) => ({ placeId: placeOf(person) })),
    ...fields,
  });
const grouped = (people: readonly string[], maySplit = false) =>
  groupRequested({ ...ofGroup, ...ofSponsor, placeIds: people.map(placeOf), maySplit });
const offerNext = commandOf(OfferNextInLine, { cohortId });
/** Ten days after Tuesday 1 September 2026. */
const ANSWER_BY = '2026-09-11';
const asked = (size: number, free: number) =>
  groupAskedToSplit({ ...ofGroup, size, free, answerBy: ANSWER_BY });

/** Dorcas holds the one seat that two of a group of three leave; they wait, asked whether they may be split. */
const twoFree = (): PlaceEvent[] => [
  opened({ capacity: 3 }),
  ...holding(dorcas, { sponsorId: anotherSponsor }, { capacity: 3 }),
  grouped(trio),
  ...trio.flatMap((person, index) => [
    requestedBy(person, inGroup),
    waitlisted(person, index + 1, { held: 1, capacity: 3, because: 'group' }),
  ]),
  asked(3, 2),
];
const three = { capacity: 3 };

describe('a group', () => {
  it('is offered together while it fits', () =>
    given(opened(three))
      .when(requestGroup(trio))
      .then(
        grouped(trio),
        ...trio.flatMap((person, index) => [
          requestedBy(person, inGroup),
          offered(person, { held: index + 1, ...three }),
        ]),
      ));

  it('of three that finds two free places waits together, and is asked once whether it may be split (edge case 2: a group of three and two free places)', () =>
    given(...twoFree().slice(0, 3))
      .when(requestGroup(trio))
      .then(...twoFree().slice(3)));

  it('has those two kept for it while it is asked: nobody new gets them, nor is it asked again', () => {
    const book = given(...twoFree());
    book
      .when(request(ewan, { sponsorId: anotherSponsor }))
      .then(
        requested(ewan, { sponsorId: anotherSponsor }),
        waitlisted(ewan, 4, { held: 1, ...three, because: 'group' }),
      );
    book.when(offerNext, on(ANSWER_BY)).thenNothing();
  });

  it('has a seat kept for it though its sponsor is given another meanwhile: its answer is waited for', () => {
    const [ofOther, inLine] = [{ sponsorId: anotherSponsor }, { capacity: 3, held: 1 }];
    const facts = [
      opened({ ...three, orderRule: 'window', windowClosesOn: '2026-08-30', maxPerSponsor: 3 }),
      requested(dorcas, ofOther),
      waitlisted(dorcas, 1, inLine),
      grouped(trio),
      ...trio.flatMap((person, index) => [
        requestedBy(person, inGroup),
        waitlisted(person, index + 2, inLine),
      ]),
      requested(ewan),
      waitlisted(ewan, 5, inLine),
      requested(fatima, ofOther),
      waitlisted(fatima, 6, inLine),
      windowClosed({ cohortId, requests: 6 }),
      orderDrawn({ cohortId, seed: 'one', order: [dorcas, ...trio, ewan, fatima].map(placeOf) }),
      offered(dorcas, { ...three, turn: 1, behind: 5 }),
      asked(3, 2),
      exceptionAllowed({
        cohortId,
        placeId: placeOf(ewan),
        overRules: ['order'],
        allowedBy: director,
        reason: 'Promised in writing',
      }),
      offered(ewan, { ...three, turn: 5, held: 2, behind: 4 }),
    ];
    given(...facts)
      .when(offerNext, on(ANSWER_BY))
      .thenNothing();
    given(...facts, groupSplit(ofGroup))
      .when(offerNext)
      .then(offered(amara, { ...three, turn: 2, held: 3, behind: 3 }));
    given(...facts)
      .when(offerNext, on('2026-09-12'))
      .then(
        offered(fatima, {
          ...three,
          turn: 6,
          held: 3,
          behind: 3,
          until: '2026-10-09',
          passing: ['sponsor-maximum'],
        }),
      );
  });

  it('that may be split fills what is free, and the rest wait', () =>
    given(opened({ capacity: 2 }))
      .when(requestGroup(trio, { maySplit: true }))
      .then(
        grouped(trio, true),
        requestedBy(amara, inGroup),
        offered(amara, { capacity: 2 }),
        requestedBy(bo, inGroup),
        offered(bo, { held: 2, capacity: 2 }),
        requestedBy(chidi, inGroup),
        waitlisted(chidi, 1, { held: 2, capacity: 2 }),
      ));

  it('that finds nothing free waits like anyone, and is not asked while there is nothing to split it for', () =>
    given(opened(), ...holding(dorcas))
      .when(requestGroup([amara, bo]))
      .then(
        grouped([amara, bo]),
        requestedBy(amara, inGroup),
        waitlisted(amara, 1),
        requestedBy(bo, inGroup),
        waitlisted(bo, 2),
      ));

  it('changes nothing when it asks again, and is refused under the id of another', () => {
    const book = given(...twoFree());
    book.when(requestGroup(trio)).thenNothing();
    book.when(requestGroup([amara, bo])).thenRefused('group-id-taken', 'groupId');
    book
      .when(requestGroup(trio, { groupId: derivedId('b') }))
      .thenRefused('place-id-taken', 'places.0.placeId');
  });

  it('is several places, each of its own id, for people without another place', () => {
    const book = given(opened({ capacity: 9, maxPerSponsor: 2 }), requested(dorcas, { personId: dorcas }));
    book.when(requestGroup([amara])).thenRefused('group-too-small', 'places');
    book.when(requestGroup([amara, amara])).thenRefused('place-id-taken', 'places.1.placeId');
    book.when(requestGroup([bo, chidi])).thenRefused('sponsor-has-its-maximum', 'sponsorId');
    const both = [amara, bo].map((person) => ({ placeId: placeOf(person), personId: dorcas }));
    book
      .when(requestGroup([], { places: both, sponsorId: anotherSponsor }))
      .thenRefused('already-holds-a-place', 'places.0.personId');
    const twice = [bo, chidi].map((person) => ({ placeId: placeOf(person), personId: bo }));
    book
      .when(requestGroup([], { places: twice, sponsorId: anotherSponsor }))
      .thenRefused('already-holds-a-place', 'places.1.personId');
    const apart = [bo, chidi].map((person) => ({ placeId: placeOf(person), personId: person }));
    const { decision } = book.when(requestGroup([], { places: apart, sponsorId: anotherSponsor }));
    expect(isRefusal(decision)).toBe(false);
  });

  it('fits one append however large it may be', () => {
    const people = Array.from({ length: MOST_IN_A_GROUP }, (_, index) => derivedId('member', index));
    const { decision } = given(opened({ capacity: MOST_IN_A_GROUP })).when(requestGroup(people));
    if (isRefusal(decision)) throw new Error(decision.message);
    expect(decision.length).toBeLessThan(500);
    expect(decision.filter(({ type }) => type === 'PlaceOffered')).toHaveLength(MOST_IN_A_GROUP);
  });
});

describe('a group that was asked', () => {
  const allow = commandOf(AllowSplitting, ofGroup);
  const split = groupSplit(ofGroup);

  it('may be split: each place takes its own turn', () => {
    given(...twoFree())
      .when(allow)
      .then(split);
    given(...twoFree(), split)
      .when(offerNext)
      .then(
        offered(amara, { turn: 1, behind: 2, held: 2, ...three }),
        offered(bo, { turn: 2, behind: 1, held: 3, ...three }),
      );
    given(...twoFree(), split)
      .when(allow)
      .thenNothing();
  });

  it('is passed over when its last day to answer is over, which is recorded, and the seats go to the next that fits', () => {
    const waits = [requested(ewan), waitlisted(ewan, 4, { held: 1, ...three })];
    const passed = groupPassedOver({ ...ofGroup, size: 3, free: 2 });
    const passOver = commandOf(PassOverGroup, ofGroup);
    const next = offered(ewan, {
      turn: 4,
      behind: 3,
      held: 2,
      ...three,
      until: '2026-10-09',
      passing: ['group'],
    });
    const book = given(...twoFree(), ...waits);
    book.when(passOver, on(ANSWER_BY)).thenRefused('answer-awaited');
    book.when(passOver, on('2026-09-12')).then(passed);
    // The rule goes by the day, whether or not the passing over was recorded first.
    book.when(offerNext, on('2026-09-12')).then(passed, next);
    given(...twoFree(), ...waits, passed)
      .when(passOver, on('2026-09-12'))
      .thenNothing();
  });

  it('keeps its rank: it is still first when enough seats are free', () =>
    given(
      ...twoFree(),
      requested(ewan),
      waitlisted(ewan, 4, { held: 1, ...three }),
      groupPassedOver({ ...ofGroup, size: 3, free: 2 }),
      bookCapacityRaised({ cohortId, capacity: 4, from: 3 }),
    )
      .when(offerNext)
      .then(
        ...trio.map((person, index) =>
          offered(person, { turn: index + 1, behind: 3 - index, held: index + 2, capacity: 4 }),
        ),
      ));

  it('shrinks as its places end one by one, until it fits', () => {
    const leaves = requestWithdrawn({
      ...end(bo, { freedSeat: false }),
      groupId: group,
      reasonClass: 'work',
    });
    given(...twoFree(), leaves)
      .when(offerNext)
      .then(
        offered(amara, { turn: 1, behind: 1, held: 2, ...three }),
        offered(chidi, { turn: 3, behind: 0, held: 3, ...three }),
      );
  });

  it('is not asked any more from 28 days before the start on: the seats go to the next that fits at once', () => {
    const late = '2026-10-20';
    given(...twoFree().slice(0, 3), requested(ewan), waitlisted(ewan, 1, { held: 1, ...three }))
      .when(requestGroup(trio), on(late))
      .then(
        grouped(trio),
        ...trio.flatMap((person, index) => [
          requestedBy(person, inGroup),
          waitlisted(person, index + 2, { held: 1, ...three }),
        ]),
      );
    given(...twoFree().slice(0, 3))
      .when(requestGroup(trio), on(late))
      .then(...twoFree().slice(3, -1), groupPassedOver({ ...ofGroup, size: 3, free: 2 }));
  });

  it('is asked after all when the cohort is postponed, though it was passed over unasked', () => {
    const late = [...twoFree().slice(0, -1), groupPassedOver({ ...ofGroup, size: 3, free: 2 })];
    const moved = bookMoved({ cohortId, startsOn: '2027-03-01', lastJoiningDate: '2027-03-15' });
    given(...late, moved)
      .when(offerNext, on('2026-11-02'))
      .then(groupAskedToSplit({ ...ofGroup, size: 3, free: 2, answerBy: '2026-11-12' }));
    // Once it was asked, its silence stays its answer.
    given(...twoFree(), late.at(-1)!, moved)
      .when(offerNext, on('2026-11-02'))
      .thenNothing();
  });

  it('is to answer by 28 days before the start, when that comes first', () =>
    given(...twoFree().slice(0, 3))
      .when(requestGroup(trio), on('2026-10-12'))
      .then(
        ...twoFree().slice(3, -1),
        groupAskedToSplit({ ...ofGroup, size: 3, free: 2, answerBy: '2026-10-19' }),
      ));

  it('is to answer within the days the cohort states, and by so many before the start', () => {
    const [open, ...others] = [
      opened({ ...three, splitAnswerDays: 5, splitAnswerDaysBeforeStart: 40 }),
      ...twoFree().slice(1, 3),
    ];
    const askedOn = (answerBy: BusinessDate) => groupAskedToSplit({ ...ofGroup, size: 3, free: 2, answerBy });
    const book = given(open, ...others);
    book.when(requestGroup(trio)).then(...twoFree().slice(3, -1), askedOn('2026-09-06'));
    book.when(requestGroup(trio), on('2026-10-05')).then(...twoFree().slice(3, -1), askedOn('2026-10-07'));
    book
      .when(requestGroup(trio), on('2026-10-08'))
      .then(...twoFree().slice(3, -1), groupPassedOver({ ...ofGroup, size: 3, free: 2 }));
  });

  it('is answered for by nobody once it does not wait', () => {
    given(opened()).when(allow).thenRefused('no-such-group', 'groupId');
    given(opened(three), grouped(trio), ...trio.flatMap((person) => holding(person, inGroup)))
      .when(allow)
      .thenRefused('group-not-waiting');
    given(...twoFree(), bookCancelled({ cohortId }))
      .when(commandOf(PassOverGroup, ofGroup), on('2026-09-12'))
      .thenNothing();
  });
});
