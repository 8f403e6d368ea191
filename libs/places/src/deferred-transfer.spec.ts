import { commandOf } from '#kernel';
import { specification } from '#kernel/specification';
import { AcceptTransfer, DeclineTransfer } from './answer-transfer.js';
import { morningOf, propose, proposed, third, transferred } from './change.examples.js';
import { strike } from './corrections.examples.js';
import { CancelPlaces } from './end-places.js';
import {
  askedToReturn,
  awaited,
  deferred,
  deferredPlace,
  NEXT_PRICE,
  nextCohort,
  returnedTo,
  returner,
  returnPlaceOf,
} from './deferral.examples.js';
import {
  bookCancelled,
  deferredPlaceReturned,
  placeDateCorrected,
  type PlaceEvent,
  placesOpened,
  placeStarted,
  placeWithoutSponsor,
  returnAwaited,
  sponsorTransferred,
  transferDeclined,
} from './events.js';
import { FollowAnswering, FollowAnsweringDate } from './follow-answering.js';
import { FollowCorrectedSponsor } from './follow-correction.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import {
  amara,
  anotherSponsor,
  autumnCohort,
  bo,
  of,
  opened,
  placeOf,
  rules,
  sponsor,
  startedPlace,
} from './places.examples.js';
import { answersSince } from './propose-transfer.js';
import { LeaveWithoutSponsor, SelfFund } from './without-sponsor.js';

const given = specification(places, morningOf('2026-12-10'));
const left = [opened(), ...deferredPlace()];
const takes = (sponsorId = anotherSponsor) => commandOf(AcceptTransfer, { ...of(amara), sponsorId });
const leave = commandOf(LeaveWithoutSponsor, of(amara));
const fund = commandOf(SelfFund, of(amara));
const nobody = placeWithoutSponsor({ ...of(amara), fromSponsorId: sponsor }, '2026-12-16');
const funded = transferred(amara, '2026-12-18', { toSponsorId: undefined, selfFunded: true });
const countOf = ({ state }: { state: (typeof places)['initial'] }, id: string) => state.bySponsor.get(id, 0);

describe('a place that was deferred', () => {
  it('may go to another sponsor like any that binds', () => {
    given(...left)
      .when(propose(amara, { on: '2026-12-11' }))
      .then(proposed(amara, { on: '2026-12-11', notifiedOn: '2026-12-10' }));
    const pending = given(...left, proposed(amara));
    pending.when(takes()).then(transferred(amara, '2026-12-10'));
    pending
      .when(commandOf(DeclineTransfer, { ...of(amara), sponsorId: sponsor }))
      .then(transferDeclined({ ...of(amara), sponsorId: sponsor }));

    const after = given(...left, proposed(amara), transferred(amara, '2026-12-10'));
    expect([countOf(after, sponsor), countOf(after, anotherSponsor), after.state.held]).toEqual([0, 1, 0]);
    expect(after.state.takenBySponsor.get(anotherSponsor, 0)).toBe(0);
  });

  it('keeps what was proposed before it was deferred', () => {
    const book = given(opened(), ...startedPlace(amara), proposed(amara), deferred(amara));
    book.when(takes()).then(transferred(amara, '2026-12-10'));
    book.when(leave, morningOf('2026-12-16')).then(nobody);
  });

  it('without sponsor may be funded by its participant, or be taken by any', () => {
    const before = [opened(), ...startedPlace(amara), proposed(amara), nobody, deferred(amara)];
    const after = [...left, proposed(amara), nobody];
    for (const facts of [before, after]) {
      const book = given(...facts);
      book.when(fund, morningOf('2026-12-18')).then(funded);
      book
        .when(takes(third), morningOf('2026-12-18'))
        .then(transferred(amara, '2026-12-18', { toSponsorId: third }));
      expect(countOf(book, sponsor)).toBe(0);
      given(...facts, funded)
        .when(fund, morningOf('2026-12-19'))
        .thenNothing();
    }
  });

  it('stays so where its cohort is cancelled: it goes on in another', () => {
    const cancelled = given(...left, proposed(amara), bookCancelled({ cohortId: autumnCohort }));
    cancelled.when(commandOf(CancelPlaces, { cohortId: autumnCohort })).thenNothing();
    cancelled.when(takes()).then(transferred(amara, '2026-12-10'));
    cancelled.when(leave, morningOf('2026-12-16')).then(nobody);
  });

  it('is asked for by nobody anew when the deferral is struck after somebody took it over', () => {
    const facts = [
      opened(),
      ...startedPlace(amara),
      proposed(amara),
      deferred(amara),
      transferred(amara, '2026-12-10'),
    ];
    const { decision } = given(...facts).when(strike(amara, 'deferred'));
    const { state } = given(...facts, ...(decision as readonly PlaceEvent[]));
    expect(state.places.get(placeOf(amara))).toMatchObject({ state: 'started', sponsorId: anotherSponsor });
    expect(state.places.get(placeOf(amara))?.transfer).toBeUndefined();
  });
});

describe('a place the participant moved on from', () => {
  const movedOn = deferredPlaceReturned(
    { ...of(amara), awardId: returner(amara).awardId, personId: amara, returnedTo: returnPlaceOf(amara) },
    '2027-09-06',
  );

  it('is still answered by whoever had been asked, and taken over by nobody else', () => {
    const asked = given(...left, proposed(amara), movedOn);
    asked.when(takes()).then(transferred(amara, '2026-12-10'));
    asked.when(leave, morningOf('2026-12-16')).then(nobody);

    const book = given(...left, movedOn);
    book.when(propose(amara)).thenRefused('place-ended', 'placeId');
    book.when(takes()).thenRefused('place-ended', 'placeId');
    book.when(fund).thenRefused('place-ended', 'placeId');
    book
      .when(commandOf(DeclineTransfer, { ...of(amara), sponsorId: sponsor }))
      .thenRefused('place-ended', 'placeId');
  });
});

describe('a place of return', () => {
  const here = returnPlaceOf(amara);
  const from = { cohortId: of(amara).cohortId, placeId: placeOf(amara) };
  const dates = { startsOn: '2027-09-06', lastJoiningDate: '2027-09-20' };
  const openedNext = (capacity = 1) =>
    placesOpened({ cohortId: nextCohort, ...rules({ pricePence: NEXT_PRICE, capacity, ...dates }) });
  const book = [openedNext(), askedToReturn(amara), returnedTo(amara)];
  const waiting = [openedNext(), askedToReturn(amara), awaited(amara, 1)];
  const begun = placeStarted({ ...here, personId: amara }, '2026-12-08');
  const answeredAt = '2026-12-10T09:30:00.000Z';
  const later = '2026-12-12T09:30:00.000Z';
  const follow = (fields: Partial<FollowAnswering> = {}) =>
    commandOf(FollowAnswering, {
      ...{ ...here, follows: from, sponsorId: anotherSponsor, notifiedOn: '2026-12-10' },
      ...{ answeredOn: '2026-12-11', answeredAt, ...fields },
    });
  const followed = (fields: Partial<Parameters<typeof sponsorTransferred>[0]> = {}, at = answeredAt) =>
    sponsorTransferred(
      {
        ...{ ...here, fromSponsorId: sponsor, toSponsorId: anotherSponsor, notifiedOn: '2026-12-10' },
        ...{ follows: { ...from, answeredAt: at }, ...fields },
      },
      '2026-12-11',
    );
  const withoutSponsor = { notifiedOn: '2026-12-10' };

  it('is answered for where its participant deferred, until they start here', () => {
    const proposing = { ...here, toSponsorId: anotherSponsor };
    given(...book)
      .when(propose(amara, proposing))
      .thenRefused('return-not-started', 'placeId');
    for (const command of [
      commandOf(AcceptTransfer, { ...here, sponsorId: anotherSponsor }),
      commandOf(DeclineTransfer, { ...here, sponsorId: anotherSponsor }),
      commandOf(SelfFund, here),
    ])
      given(...book)
        .when(command)
        .thenRefused('return-not-started', 'placeId');
    given(...book, begun)
      .when(propose(amara, { ...proposing, on: '2026-12-20' }))
      .then(proposed(amara, { ...proposing, on: '2026-12-20', notifiedOn: '2026-12-10' }));
  });

  it('goes to whoever took over the place that was left, to its participant, or to nobody', () => {
    given(...book)
      .when(follow())
      .then(followed());
    given(...book)
      .when(follow({ selfFunded: true }))
      .then(followed({ toSponsorId: undefined, selfFunded: true }));
    const left = placeWithoutSponsor(
      { ...here, fromSponsorId: sponsor, notifiedOn: '2026-12-10', follows: { ...from, answeredAt } },
      '2026-12-11',
    );
    given(...book)
      .when(follow({ withoutSponsor }))
      .then(left);
    const after = given(...book, left);
    expect(after.state.places.get(here.placeId)).toMatchObject({ withoutSponsor });
    expect(countOf(after, sponsor)).toBe(0);
  });

  it('follows the later of two decisions, once', () => {
    const after = given(...book, followed());
    expect([countOf(after, sponsor), countOf(after, anotherSponsor)]).toEqual([0, 1]);
    after.when(follow()).thenNothing();
    after.when(follow({ sponsorId: third, answeredAt: '2026-12-10T09:00:00.000Z' })).thenNothing();
    after
      .when(follow({ sponsorId: third, answeredAt: later }))
      .then(followed({ fromSponsorId: anotherSponsor, toSponsorId: third }, later));
    after.when(strike(amara, 'transferred', here)).thenRefused('no-such-fact');
  });

  it('follows no place its participant does not return from', () => {
    given(...book)
      .when(follow({ follows: of(bo) }))
      .thenNothing();
    given(openedNext()).when(follow()).thenNothing();
  });

  it('is so from another day once that was corrected where it was decided, never before its own acceptance', () => {
    const answeredOn = '2026-12-20';
    const said = { reason: 'The letter was misread.', askedBy: 'local-administrator' };
    const correct = (fields: Partial<FollowAnsweringDate> = {}) =>
      commandOf(FollowAnsweringDate, { ...here, follows: from, answeredAt, answeredOn, ...said, ...fields });
    const book = [openedNext(), askedToReturn(amara), returnedTo(amara), followed()];
    const { state } = given(...book);
    const corrects = state.places.get(here.placeId)!.answered!.event!;
    const corrected = (on: string, fields: Partial<Parameters<typeof placeDateCorrected>[0]> = {}) =>
      placeDateCorrected(
        {
          ...{ ...here, corrects, fact: 'transferred', from: '2026-12-11', ...said, follows: from },
          ...fields,
        },
        on,
      );

    given(...book)
      .when(correct())
      .then(corrected(answeredOn));
    const after = given(...book, corrected(answeredOn));
    expect(answersSince(after.state.places.get(here.placeId)!)).toBe(answeredOn);
    after.when(correct()).thenNothing();
    const acceptedOn = state.places.get(here.placeId)!.acceptedOn!;
    after.when(correct({ answeredOn: '2026-11-02' })).then(corrected(acceptedOn, { from: answeredOn }));

    const decidedAnew = given(...book, followed({ toSponsorId: third }, later));
    decidedAnew.when(correct()).thenNothing();
    const nobody = placeWithoutSponsor(
      { ...here, fromSponsorId: sponsor, notifiedOn: '2026-12-10', follows: { ...from, answeredAt } },
      '2026-12-11',
    );
    const without = given(openedNext(), askedToReturn(amara), returnedTo(amara), nobody);
    const { event } = without.state.places.get(here.placeId)!.answered!;
    without.when(correct()).then(corrected(answeredOn, { fact: 'left_without_sponsor', corrects: event! }));
  });

  it('is whose it was decided to be since they started here', () => {
    const own = sponsorTransferred(
      { ...here, fromSponsorId: sponsor, toSponsorId: third, notifiedOn: '2026-12-09' },
      '2026-12-09',
    );
    given(...book, begun, own)
      .when(follow({ answeredAt: later }))
      .thenNothing();
    given(...book, begun)
      .when(follow())
      .then(followed());
  });

  it('takes its seat by who answers then, and not by who did when it came to wait', () => {
    const next = commandOf(OfferNextInLine, { cohortId: nextCohort });
    const funded = [...waiting, followed({ toSponsorId: undefined, selfFunded: true })];
    given(...funded)
      .when(next)
      .then(returnedTo(amara, { selfFunded: true }));
    given(...funded, followed({}, later))
      .when(next)
      .then(returnedTo(amara, { sponsorId: anotherSponsor }));
  });

  it('that is only noted is noted again, by who answers now', () => {
    const again = returnAwaited({
      ...{ ...here, ...returner(amara), sponsorId: anotherSponsor, sector: 'voluntary', answeredAt },
    });
    given(awaited(amara))
      .when(follow({ sector: 'voluntary' }))
      .then(again);
    given(awaited(amara), again)
      .when(follow({ sector: 'voluntary' }))
      .thenNothing();
    expect(given(awaited(amara), again).state.returners.get(here.placeId)?.sponsorId).toBe(anotherSponsor);
  });

  it('follows a corrected sponsor still, where it had only followed', () => {
    const said = { reason: 'The form named the parent body.', correctedAt: later };
    const { decision } = given(...book, followed()).when(
      commandOf(FollowCorrectedSponsor, { ...here, follows: from, sponsorId: third, ...said }),
    );
    expect(decision).toEqual([expect.objectContaining({ type: 'PlaceSponsorCorrected' })]);
  });
});
