import { commandOf, evolved, type Fact, isRefusal } from '#kernel';
import { decide, happened, specification } from '#kernel/specification';
import { idOf, isStruck, reason, strike } from './corrections.examples.js';
import {
  bookCancelled,
  carriedRequestNoted,
  orderDrawn,
  type PlaceEvent,
  placeOffered,
  requestRefused,
  requestWithdrawn,
  windowClosed,
} from './events.js';
import { awaited, nextCohort, returnedTo, returnPlaceOf } from './deferral.examples.js';
import { inOrder } from './line.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import type { PlaceBook } from './place-book.js';
import { places } from './places.decider.js';
import {
  amara,
  autumnCohort as cohortId,
  awardId,
  bo,
  chidi,
  end,
  of,
  offered,
  opened,
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

  it('never shares a turn of a lane with another', () => {
    const facts = [opened(), requested(amara), waitlisted(amara, 1), requested(bo), waitlisted(bo, 1)];
    expect(() => given(...facts, bookCancelled({ cohortId })).state).toThrow('turn');
  });
});
