import { createHash } from 'node:crypto';
import { commandOf, daysAfter, derivedId, isRefusal } from '#kernel';
import { decide, specification } from '#kernel/specification';
import {
  bookCancelled,
  carriedRequestNoted,
  groupRequested,
  orderDrawn,
  placeDeclined,
  placeSponsorCorrected,
  type PlaceEvent,
  priorityGiven,
  requestWithdrawn,
  windowClosed,
} from './events.js';
import { OfferNextInLine } from './offer-next-in-line.js';
import {
  director,
  dorcas,
  ewan,
  group,
  hospice,
  inLine,
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
  of,
  opened,
  placeOf,
  request,
  requested,
  sponsor,
  waitlisted,
} from './places.examples.js';
import { RequestGroup } from './request-group.js';
import { CloseWindow, DrawOrder, drawnFrom, MOST_IN_A_WINDOW } from './window.js';

const given = specification(places);
const CLOSES_ON = '2026-09-15';
const AFTER = daysAfter(CLOSES_ON, 1);
const byWindow = (changes = {}) =>
  opened({ capacity: 2, orderRule: 'window', windowClosesOn: CLOSES_ON, ...changes });
const close = commandOf(CloseWindow, { cohortId });
const draw = (seed: string) => commandOf(DrawOrder, { cohortId, seed });
const offerNext = commandOf(OfferNextInLine, { cohortId });
const closed = (requests: number) => windowClosed({ cohortId, requests }, AFTER);
const drawn = (seed: string, ...people: string[]) =>
  orderDrawn({ cohortId, seed, order: people.map(placeOf) });
const free = { held: 0, capacity: 2, because: 'window' as const };
const threeAsked = (): PlaceEvent[] => [byWindow(), ...inLine([amara], [bo], [chidi])];

/** The numbers 1 to `most` in the order anybody else would draw them. */
const recomputed = (seed: string, most: number): number[] =>
  Array.from({ length: most }, (_, index) => index + 1)
    .map((number) => [createHash('sha256').update(`${seed}:${number}`).digest('hex'), number] as const)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, number]) => number);

describe('in a window', () => {
  it('all requests wait, though seats are free, and it is said why', () =>
    given(byWindow())
      .when(request(amara), on(CLOSES_ON))
      .then(requested(amara), waitlisted(amara, 1, free)));

  it('nothing is offered before the draw', () =>
    given(...threeAsked(), closed(3))
      .when(offerNext, on(AFTER))
      .thenNothing());

  it('a request that comes after its last day is not drawn: the closing is recorded before it', () =>
    given(...threeAsked())
      .when(request(dorcas), on(AFTER))
      .then(closed(3), requested(dorcas), waitlisted(dorcas, 4, { ...free, ahead: 3 })));

  it('no more requests are taken than one draw can order, until it is drawn', () => {
    const { state } = given(byWindow());
    const after = (waiting: number, drawn = false) =>
      decide(places, { ...state, waiting, drawn }, request(amara));
    expect(after(MOST_IN_A_WINDOW)).toMatchObject({ refused: 'window-full' });
    expect(isRefusal(after(MOST_IN_A_WINDOW - 1))).toBe(false);
    expect(isRefusal(after(MOST_IN_A_WINDOW, true))).toBe(false);
  });

  it('a group above the maximum of its sponsor is not taken, for it could never be offered together', () => {
    const places = [bo, chidi].map((person) => ({ placeId: placeOf(person) }));
    given(byWindow({ maxPerSponsor: 1 }))
      .when(commandOf(RequestGroup, { ...ofGroup, ...ofSponsor, places }))
      .thenRefused('sponsor-has-its-maximum', 'sponsorId');
  });

  it('requests above the maximum of a sponsor are taken', () =>
    given(byWindow({ maxPerSponsor: 1 }), ...inLine([amara]))
      .when(request(bo))
      .then(requested(bo), waitlisted(bo, 2, free)));
});

describe('the closing of a window', () => {
  it('is recorded after its last day, with how many asked', () => {
    given(...threeAsked())
      .when(close, on(CLOSES_ON))
      .thenRefused('window-open');
    given(...threeAsked())
      .when(close, on(AFTER))
      .then(closed(3));
    given(byWindow()).when(close, on(AFTER)).then(closed(0));
  });

  it('is recorded once, and only of a window', () => {
    given(...threeAsked(), closed(3))
      .when(close, on(AFTER))
      .thenNothing();
    given(opened()).when(close).thenNothing();
    given(byWindow(), bookCancelled({ cohortId })).when(close, on(AFTER)).thenNothing();
  });
});

describe('the draw', () => {
  const seed = 'b1f5';
  const people = [amara, bo, chidi];
  const [first, second, third] = recomputed(seed, 3).map((number) => people[number - 1]!) as [
    string,
    string,
    string,
  ];

  it('goes by the seed and the order of asking, so that anybody can draw again', () =>
    given(...threeAsked(), closed(3))
      .when(draw(seed))
      .then(drawn(seed, first, second, third)));

  it('is another with another seed, and each lot may be drawn first', () => {
    const lots = people.map((person, index) => ({ number: index + 1, placeIds: [person] }));
    const firsts = Array.from({ length: 60 }, (_, index) => drawnFrom(`seed ${index}`, lots)[0]?.placeIds[0]);
    expect(new Set(firsts)).toEqual(new Set(people));
  });

  it('is not moved by who withdraws after the window closed', () =>
    given(
      ...threeAsked(),
      closed(3),
      requestWithdrawn({ ...end(first, { freedSeat: false }), reasonClass: 'work' }),
    )
      .when(draw(seed))
      .then(drawn(seed, second, third)));

  it('leaves out who asked after it, who joins behind', () => {
    const late: PlaceEvent[] = [...threeAsked(), closed(3), requested(dorcas), waitlisted(dorcas, 4)];
    given(...late)
      .when(draw(seed))
      .then(drawn(seed, first, second, third));
    given(...late, drawn(seed, first, second, third))
      .when(offerNext)
      .then(
        offered(first, { turn: 1, behind: 3, held: 1, capacity: 2 }),
        offered(second, { turn: 2, behind: 2, held: 2, capacity: 2 }),
      );
    given(...late, drawn(seed, first, second, third))
      .when(request(ewan))
      .then(requested(ewan), waitlisted(ewan, 5, { held: 0, capacity: 2 }));
  });

  it('happens once, and not before the window is closed', () => {
    given(...threeAsked())
      .when(draw(seed))
      .thenRefused('window-open');
    given(...threeAsked(), closed(3), drawn(seed, ...people))
      .when(draw('other'))
      .thenNothing();
  });

  it('draws a group as one, whose places stay together', () => {
    const { decision } = given(
      byWindow(),
      groupRequested({ ...ofGroup, ...ofSponsor, placeIds: [amara, bo].map(placeOf), maySplit: false }),
      ...[amara, bo].flatMap((person, index) => [
        requestedBy(person, { groupId: group }),
        waitlisted(person, index + 1),
      ]),
      requested(chidi),
      waitlisted(chidi, 3),
      closed(3),
    ).when(draw('any'));
    if (isRefusal(decision)) throw new Error(decision.message);
    const { order } = decision[0]?.data as unknown as { order: string[] };
    expect([[amara, bo, chidi].map(placeOf), [chidi, amara, bo].map(placeOf)]).toContainEqual(order);
  });

  it('draws a place of a group under its own number where another sponsor had asked for it', () => {
    const numbers = recomputed(seed, 2);
    given(
      byWindow(),
      groupRequested({ ...ofGroup, ...ofSponsor, placeIds: people.map(placeOf), maySplit: false }),
      ...people.flatMap((person, index) => [
        requestedBy(person, { groupId: group }),
        waitlisted(person, index + 1),
      ]),
      placeSponsorCorrected({
        ...{ ...of(amara), sponsorId: hospice, from: ofSponsor.sponsorId, corrects: 'e'.repeat(36) },
        reason: 'The form named the parent body.',
      }),
      closed(3),
    )
      .when(draw(seed))
      .then(drawn(seed, ...numbers.flatMap((number) => (number === 1 ? [amara] : [bo, chidi]))));
  });

  it('lets priority go first, drawn as it was', () =>
    given(
      ...threeAsked(),
      priorityGiven({
        ...of(third),
        reason: 'Promised',
        allowedBy: director,
        turn: people.indexOf(third) + 1,
      }),
      closed(3),
      drawn(seed, first, second, third),
    )
      .when(offerNext)
      .then(
        offered(third, { turn: 3, behind: 2, held: 1, capacity: 2 }),
        offered(first, { turn: 1, behind: 1, held: 2, capacity: 2 }),
      ));

  it('is not of those carried here before the book opened, who keep their order ahead of the others', () => {
    const carriedHere = (person: string, order: number) =>
      carriedRequestNoted({
        ...of(person),
        ...{ sponsorId: sponsor, order },
        carriedFrom: { cohortId: derivedId('spring'), placeId: derivedId('in spring', person) },
      });
    const book = [
      ...[carriedHere(dorcas, 2), carriedHere(ewan, 1)],
      byWindow({ carried: 2 }),
      ...inLine([ewan], [dorcas]),
      ...people.flatMap((person, index) => [requested(person), waitlisted(person, index + 3)]),
    ];
    given(...book)
      .when(close, on(AFTER))
      .then(closed(3));
    const numbers = recomputed('a seed', 5).filter((number) => number > 2);
    const inOrder = numbers.map((number) => people[number - 3]!);
    given(...book, closed(3))
      .when(draw('a seed'))
      .then(
        orderDrawn({
          ...{ cohortId, seed: 'a seed', order: [ewan, dorcas, ...inOrder].map(placeOf) },
          carried: 2,
        }),
      );
  });

  it('of ten thousand fits one append', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => derivedId('drawn', index));
    const { decision } = given(
      byWindow(),
      ...many.flatMap((person, index) => [requested(person), waitlisted(person, index + 1)]),
      closed(10_000),
    ).when(draw(seed));
    expect(JSON.stringify(decision).length * (MOST_IN_A_WINDOW / 10_000)).toBeLessThan(900_000);
  });
});

describe('after the draw, the maximum of a sponsor', () => {
  const rules = { capacity: 3, maxPerSponsor: 1 };
  const other = { sponsorId: anotherSponsor };
  const book = (): PlaceEvent[] => [
    byWindow(rules),
    ...inLine([amara], [bo], [chidi, other]),
    closed(3),
    drawn('s', amara, bo, chidi),
  ];
  const offeredToTwo = [
    offered(amara, { turn: 1, behind: 2, held: 1, capacity: 3 }),
    offered(chidi, { turn: 3, behind: 1, held: 2, capacity: 3, passing: ['sponsor-maximum'] }),
  ];

  it('lets the next that fits go first, and it is said why', () =>
    given(...book())
      .when(offerNext)
      .then(...offeredToTwo));

  it('keeps back whoever asks later too', () =>
    given(...book(), ...offeredToTwo)
      .when(request(dorcas, other))
      .then(
        requested(dorcas, other),
        waitlisted(dorcas, 4, { ahead: 1, held: 2, capacity: 3, because: 'sponsor-maximum' }),
      ));

  it('lets its first through as soon as one of its places ends', () =>
    given(...book(), ...offeredToTwo, placeDeclined(end(amara)))
      .when(offerNext)
      .then(offered(bo, { turn: 2, behind: 0, held: 2, capacity: 3 })));
});
