import { commandOf, derivedId, isRefusal } from '#kernel';
import { happened, specification } from '#kernel/specification';
import { AcceptTransfer } from './answer-transfer.js';
import { askedToSubstitute, morningOf, propose, proposed, substitute, warned } from './change.examples.js';
import { CancelPlaces } from './end-places.js';
import {
  bookCancelled,
  groupAskedToSplit,
  groupRequested,
  placeAwaitingAward,
  placeCancelled,
  placeCompleted,
  type PlaceEvent,
  placeRequested,
  placeWithoutSponsor,
} from './events.js';
import { ExtendNaming } from './extend-naming.js';
import { LapseOffer } from './lapse-offer.js';
import { MoveBook } from './move-book.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import { places } from './places.decider.js';
import {
  accept,
  accepted,
  amara,
  anotherSponsor,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  confirm,
  confirmedPlace,
  end,
  offered,
  of,
  opened,
  request,
  requested,
  startedPlace,
  sponsor,
  STARTS_ON,
  waitlisted,
} from './places.examples.js';
import { SettleClaim } from './settle-claim.js';
import { RecordNotTakenUp, StartPlace } from './start-place.js';
import { ReleaseUnnamed, WarnUnnamed } from './unnamed-places.js';
import { LeaveWithoutSponsor, SelfFund } from './without-sponsor.js';
import { PassOverGroup } from './split-group.js';
import { WithdrawPlace } from './withdraw-place.js';

const [deniz, esi, fiona, gwen] = ['deniz', 'esi', 'fiona', 'gwen'] as const;
const groupId = derivedId('a group');
const given = specification(places, morningOf('2026-12-16'));
const cancel = commandOf(CancelPlaces, { cohortId });
const substitution = askedToSubstitute(bo, chidi);
const before: readonly PlaceEvent[] = [
  opened({ capacity: 5 }),
  ...[requested(amara), offered(amara), accepted(amara), warned(amara)],
  ...[...confirmedPlace(bo), substitution],
  ...[...startedPlace(deniz), proposed(deniz)],
  ...[...startedPlace(esi), placeAwaitingAward({ ...of(esi), personId: esi, freedSeat: true })],
  ...[...startedPlace(fiona), proposed(fiona)],
  placeWithoutSponsor({ ...of(fiona), fromSponsorId: sponsor }, '2026-12-16'),
  groupRequested({ cohortId, groupId, sponsorId: sponsor, placeIds: [of(gwen).placeId], maySplit: false }),
  ...[placeRequested({ ...requested(gwen).data, groupId }), waitlisted(gwen, 1)],
  groupAskedToSplit({ cohortId, groupId, size: 1, free: 0, answerBy: '2026-12-26' }),
];
const all = [amara, bo, deniz, esi, fiona, gwen];
const ends = [
  placeCancelled({ ...end(amara), was: 'accepted' }),
  placeCancelled({ ...end(bo, { personIds: [bo, chidi] }), was: 'confirmed' }),
  placeCancelled({ ...end(deniz, { personIds: [deniz] }), was: 'started', startedOn: STARTS_ON }),
  placeCancelled({
    ...end(esi, { personIds: [esi], freedSeat: false }),
    was: 'awaiting_award',
    startedOn: STARTS_ON,
  }),
  placeCancelled({ ...end(fiona, { personIds: [fiona] }), was: 'started', startedOn: STARTS_ON }),
  placeCancelled({ ...end(gwen, { freedSeat: false }), groupId, was: 'waiting' }),
];

describe('a cancelled cohort', () => {
  it('ends every place once, saying what money is undone by, whatever was pending (edge case 16: a cohort cancelled)', () => {
    const { decision } = given(...before).when(cancel);
    if (isRefusal(decision)) throw new Error(decision.message);
    const inOrder = (facts: readonly PlaceEvent[]) =>
      facts
        .flatMap(({ data }) => ('was' in data ? [data] : []))
        .sort(
          (one, other) =>
            all.findIndex((who) => of(who).placeId === one.placeId) -
            all.findIndex((who) => of(who).placeId === other.placeId),
        );
    expect(decision[0]).toEqual(bookCancelled({ cohortId }));
    expect(inOrder(decision)).toEqual(inOrder(ends));
    expect(decision).toHaveLength(all.length + 1);

    const book = given(...before, ...decision);
    book.when(cancel).thenNothing();
    expect([book.state.held, book.state.ongoing.size, book.state.unnamed.size]).toEqual([0, 0, 0]);
    for (const { asking, transfer } of book.state.places.values())
      expect([asking, transfer]).toEqual([undefined, undefined]);
  });

  it('leaves a completed place completed', () => {
    const completed = placeCompleted(
      { ...of(amara), personId: amara, awardedOn: '2027-06-30', freedSeat: true },
      '2027-06-30',
    );
    given(opened(), ...startedPlace(amara), completed)
      .when(cancel)
      .then(bookCancelled({ cohortId }));
  });

  const cancelled = [...before, bookCancelled({ cohortId }), ...ends] as const;
  const later = { now: '2027-06-30T09:00:00.000Z' };
  const askedIn = happened(substitution, before.indexOf(substitution)).id;

  it.each([
    ['a request', request(chidi), 'cohort-cancelled'],
    ['an acceptance', accept(gwen), 'cohort-cancelled'],
    ['a confirmation', confirm(amara), 'cohort-cancelled'],
    ['a substitution', substitute(bo, amara), 'cohort-cancelled'],
    ['a start', commandOf(StartPlace, of(bo)), 'cohort-cancelled'],
    [
      'an extension',
      commandOf(ExtendNaming, { ...of(amara), until: '2026-11-01', reason: 'None.' }),
      'cohort-cancelled',
    ],
    ['a proposal', propose(esi), 'cohort-cancelled'],
    [
      'a transfer',
      commandOf(AcceptTransfer, { ...of(deniz), sponsorId: anotherSponsor }),
      'cohort-cancelled',
    ],
    ['a funding', commandOf(SelfFund, of(fiona)), 'cohort-cancelled'],
    ['a withdrawal', commandOf(WithdrawPlace, { ...of(deniz), reasonClass: 'work' }), 'place-ended'],
    ['an absence', commandOf(RecordNotTakenUp, of(bo)), 'place-not-accepted'],
    ['a claim', commandOf(SettleClaim, { ...of(bo), personId: chidi, awardId, askedIn }), 'not-asked'],
  ])('takes no more: %s is refused', (_, command, code) => {
    given(...cancelled)
      .when(command, later)
      .thenRefused(code);
  });

  it.each([
    commandOf(OfferNextInLine, { cohortId }),
    commandOf(LapseOffer, of(gwen)),
    commandOf(WarnUnnamed, { cohortId }),
    commandOf(ReleaseUnnamed, of(amara)),
    commandOf(LeaveWithoutSponsor, of(deniz)),
    commandOf(PassOverGroup, { cohortId, groupId }),
    commandOf(MoveBook, { cohortId, startsOn: '2027-01-11', lastJoiningDate: '2027-01-31' }),
  ])('does nothing more when something falls due: %p', (command) => {
    given(...cancelled)
      .when(command, later)
      .thenNothing();
  });

  it('lets nobody out by the bands while its places are being ended', () =>
    given(...before, bookCancelled({ cohortId }))
      .when(commandOf(WithdrawPlace, { ...of(deniz), reasonClass: 'work' }))
      .thenRefused('cohort-cancelled'));
});
