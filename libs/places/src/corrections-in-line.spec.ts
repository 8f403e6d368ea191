import { commandOf, evolved, type Fact, isRefusal } from '#kernel';
import { decide, happened, specification } from '#kernel/specification';
import { idOf, isStruck, reason, strike, withdrawal } from './corrections.examples.js';
import {
  bookCancelled,
  carriedRequestNoted,
  groupRequested,
  offerLapsed,
  orderDrawn,
  type PlaceEvent,
  placeOffered,
  placeSponsorCorrected,
  requestRefused,
  requestWithdrawn,
  seatRegained,
  windowClosed,
} from './events.js';
import { awaited, nextCohort, returnedTo, returnPlaceOf } from './deferral.examples.js';
import { inOrder } from './line.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  dorcas,
  ewan,
  fatima,
  group,
  holding,
  hospice,
  ofGroup,
  ofSponsor,
  requestedBy,
} from './order.examples.js';
import type { PlaceBook } from './place-book.js';
import { places } from './places.decider.js';
import {
  accepted,
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  of,
  offered,
  opened,
  placeOf,
  programmeId,
  requested,
  rules,
  sponsor,
  UNTIL,
  waitlisted,
} from './places.examples.js';
import { placeRequested, placesOpened } from './events.js';
import { StrikePlaceFact } from './strike-place-fact.js';

const given = specification(places);
const withdrawn = (person: string) =>
  requestWithdrawn({ ...end(person, { freedSeat: false }), reasonClass: 'work' });
const inLine = ({ line }: PlaceBook) => [...inOrder(line)].map(({ placeId, turn }) => ({ placeId, turn }));
const at = (person: string, turn: number) => ({ placeId: of(person).placeId, turn });

/** The book after a striking was decided and recorded. */
const afterStriking = (facts: readonly PlaceEvent[], command: StrikePlaceFact, now?: string): PlaceBook => {
  const folded = (all: readonly Fact[]) =>
    all.reduce(
      (book, fact, index) => evolved(places, book, happened(fact as PlaceEvent, index)),
      places.initial,
    );
  const decision = decide(places, folded(facts), command, now === undefined ? {} : { now });
  if (isRefusal(decision)) throw new Error(decision.message);

  return folded([...facts, ...(decision as readonly Fact[])]);
};

describe('a request that is back in line after a correction', () => {
  describe('when it had been noted before the book opened', () => {
    const noted = carriedRequestNoted({
      ...of(bo),
      sponsorId: sponsor,
      order: 1,
      carriedFrom: { cohortId: nextCohort, placeId: of(chidi).placeId },
    });
    const facts = [
      noted,
      withdrawn(bo),
      opened(),
      requested(amara),
      offered(amara),
      requested(chidi),
      waitlisted(chidi, 1),
    ];

    it('joins the line anew: the book asked for those that were carried when it opened', () => {
      given(...facts)
        .when(strike(bo, 'withdrawn'))
        .then(isStruck(bo, idOf(facts, 1), { fact: 'withdrawn', backTo: 'waiting', turn: 2 }));
      const book = afterStriking(facts, strike(bo, 'withdrawn'));
      expect(inLine(book)).toEqual([at(chidi, 1), at(bo, 2)]);
      expect(book.noted.isEmpty()).toBe(true);
    });

    it('keeps nobody waiting for it', () => {
      const struck = isStruck(bo, idOf(facts, 1), { fact: 'withdrawn', backTo: 'waiting', turn: 2 });
      given(...facts, struck, requestWithdrawn({ ...end(amara), reasonClass: 'work' }))
        .when(commandOf(OfferNextInLine, { cohortId }))
        .then(placeOffered({ ...of(chidi), until: UNTIL, turn: 1, behind: 1, held: 1, capacity: 1 }));
    });

    it('is noted as before while the book is not open', () => {
      const early = facts.slice(0, 2);
      given(...early)
        .when(strike(bo, 'withdrawn'))
        .then(isStruck(bo, idOf(early, 1), { awardId: '', fact: 'withdrawn', backTo: 'waiting' }));
      expect(afterStriking(early, strike(bo, 'withdrawn')).noted.size).toBe(1);
    });
  });

  it('draws a turn where it was refused before it had one', () => {
    const facts = [
      opened(),
      requested(amara),
      offered(amara),
      requested(bo),
      requestRefused({ ...end(bo, { freedSeat: false }), code: 'sponsor-has-its-maximum' }),
    ];
    given(...facts)
      .when(strike(bo, 'refused'))
      .then(isStruck(bo, idOf(facts, -1), { fact: 'refused', backTo: 'waiting', turn: 1 }));
    expect(inLine(afterStriking(facts, strike(bo, 'refused')))).toEqual([at(bo, 1)]);
  });

  describe('when the order of a window was drawn', () => {
    const now = '2026-09-10T09:00:00.000Z';
    const window = opened({ orderRule: 'window', windowClosesOn: '2026-09-05' });
    const asked = [
      window,
      ...[amara, bo, chidi].flatMap((one, at) => [requested(one), waitlisted(one, at + 1)]),
    ];
    const drawn = (...order: readonly string[]) => [
      windowClosed({ cohortId, requests: order.length }),
      orderDrawn({ cohortId, seed: 'a seed', order: order.map((one) => of(one).placeId) }),
    ];

    it('stands behind all that were drawn without it: its old turn is another one now', () => {
      const facts = [...asked, withdrawn(amara), ...drawn(chidi, bo)];
      given(...facts)
        .when(strike(amara, 'withdrawn'), { now })
        .then(isStruck(amara, idOf(facts, 7), { fact: 'withdrawn', backTo: 'waiting', turn: 4 }));
      expect(inLine(afterStriking(facts, strike(amara, 'withdrawn'), now))).toEqual([
        at(chidi, 1),
        at(bo, 2),
        at(amara, 4),
      ]);
    });

    it('has the turn back that was drawn for it', () => {
      const facts = [...asked, ...drawn(chidi, bo, amara), withdrawn(bo)];
      given(...facts)
        .when(strike(bo, 'withdrawn'), { now })
        .then(isStruck(bo, idOf(facts, -1), { fact: 'withdrawn', backTo: 'waiting' }));
      expect(inLine(afterStriking(facts, strike(bo, 'withdrawn'), now))).toEqual([
        at(chidi, 1),
        at(bo, 2),
        at(amara, 3),
      ]);
    });
  });

  it('stands among those who return where it is the place of one, with all that travels along', () => {
    const returned = [
      placesOpened({
        cohortId: nextCohort,
        ...rules({ startsOn: '2027-11-15', lastJoiningDate: '2027-11-29' }),
      }),
      placeRequested({
        ...returnPlaceOf(amara),
        programmeId,
        awardId,
        sponsorId: sponsor,
        personId: amara,
        returnOf: of(amara),
      }),
      returnedTo(amara),
    ];
    const book = afterStriking(
      returned,
      commandOf(StrikePlaceFact, { ...returnPlaceOf(amara), fact: 'accepted', reason }),
    );
    expect([...inOrder(book.line)]).toMatchObject([{ standing: 1, turn: 1 }]);
    const place = book.places.get(returnPlaceOf(amara).placeId);
    expect(place).toMatchObject({
      state: 'waiting',
      travelling: { modulesPassed: awaited(amara, 1).data.modulesPassed },
    });
  });

  describe('when it was asked for in a group', () => {
    const trio = [amara, bo, chidi];
    const three = { capacity: 3 };
    const asked = [
      opened(three),
      groupRequested({ ...ofGroup, ...ofSponsor, placeIds: trio.map(placeOf), maySplit: false }),
      ...trio.map((person) => requestedBy(person, { groupId: group })),
    ];
    const withdrawalOf = (person: string, facts: readonly PlaceEvent[]) =>
      idOf(
        facts,
        facts.findIndex(({ type, data }) => type === 'PlaceWithdrawn' && data.placeId === placeOf(person)),
      );
    const offerNext = commandOf(OfferNextInLine, { cohortId });
    const back = (person: string, facts: readonly PlaceEvent[], turn: number) =>
      isStruck(person, withdrawalOf(person, facts), {
        fact: 'withdrawn',
        backTo: 'accepted',
        seat: 'awaited',
        turn,
      });

    it('has the seat that comes free though another of the group waits for one too', () => {
      const facts = [
        ...asked,
        ...trio.map((person, index) => offered(person, { held: index + 1, ...three })),
        ...[amara, bo].map((person) => accepted(person)),
        ...[amara, bo].map((person) => withdrawal(person)),
        ...[dorcas, ewan].flatMap((person) => holding(person, {}, { held: 3, ...three })),
        requested(fatima),
        waitlisted(fatima, 1, { held: 3, ...three }),
      ];
      given(
        ...facts,
        back(amara, facts, 2),
        back(bo, facts, 3),
        offerLapsed({ ...end(dorcas), until: UNTIL }),
      )
        .when(offerNext)
        .then(seatRegained({ ...of(amara), backTo: 'accepted', held: 3, ...three }));
    });

    it('goes alone, in its turn, where another sponsor had asked for it: only those of one sponsor wait together', () => {
      const facts = [
        ...asked,
        ...trio.map((person, index) => waitlisted(person, index + 1, { held: 0, ...three })),
      ];
      const hospices = placeSponsorCorrected({
        ...of(amara),
        sponsorId: hospice,
        from: sponsor,
        corrects: idOf(facts, 2),
        reason,
        sector: 'voluntary',
      });
      const { state } = given(...facts, hospices);
      expect([...inOrder(state.line)]).toMatchObject([
        { placeId: placeOf(amara), sponsorId: hospice, sector: 'voluntary', turn: 1, size: 1 },
        { placeId: placeOf(bo), sponsorId: sponsor, turn: 2, size: 2 },
      ]);
      const back = { ...hospices, data: { ...hospices.data, sponsorId: sponsor, from: hospice } };
      expect([...inOrder(given(...facts, hospices, back).state.line)]).toMatchObject([
        { placeId: placeOf(amara), turn: 1, size: 3 },
      ]);
    });

    it('leaves those of the group that wait together where they stand', () => {
      const facts = [
        ...asked,
        ...trio.map((person, index) => waitlisted(person, index + 1, { held: 0, ...three })),
        offered(bo, { turn: 2, behind: 2, ...three }),
        accepted(bo),
        withdrawal(bo),
        ...[dorcas, ewan, fatima].flatMap((person) => holding(person, {}, { held: 3, ...three })),
      ];
      const corrected = [...facts, back(bo, facts, 4)];
      expect([...inOrder(given(...corrected).state.line)]).toMatchObject([
        { placeId: placeOf(bo), standing: 0, size: 1 },
        { placeId: placeOf(amara), standing: 3, size: 2 },
      ]);
      const regained = seatRegained({ ...of(bo), backTo: 'accepted', held: 3, ...three });
      const lapsed = offerLapsed({ ...end(dorcas), until: UNTIL });
      given(...corrected, lapsed)
        .when(offerNext)
        .then(regained);
      expect([...inOrder(given(...corrected, lapsed, regained).state.line)]).toMatchObject([
        { placeId: placeOf(amara), size: 2 },
      ]);
    });
  });

  it('overtakes nobody who was corrected before it and waits, though the seat that came free was not given out yet', () => {
    const ended = [amara, bo].flatMap((person) => [
      ...[requested(person), offered(person), accepted(person)],
      withdrawal(person),
    ]);
    const facts = [opened(), ...ended, requested(chidi), offered(chidi)];
    const first = isStruck(amara, idOf(facts, 4), {
      ...{ fact: 'withdrawn', backTo: 'accepted', seat: 'awaited', turn: 1 },
    });
    const lapsed = offerLapsed({ ...end(chidi), until: UNTIL });
    given(...facts, first, lapsed)
      .when(strike(bo, 'withdrawn'))
      .then(
        isStruck(bo, idOf(facts, 8), { fact: 'withdrawn', backTo: 'accepted', seat: 'awaited', turn: 2 }),
      );
    given(...facts, lapsed)
      .when(strike(bo, 'withdrawn'))
      .then(isStruck(bo, idOf(facts, 8), { fact: 'withdrawn', backTo: 'accepted', seat: 'held' }));
  });

  it('never shares a turn of a lane with another', () => {
    const facts = [opened(), requested(amara), waitlisted(amara, 1), requested(bo), waitlisted(bo, 1)];
    expect(() => given(...facts, bookCancelled({ cohortId })).state).toThrow('turn');
  });
});
