import { deepStrictEqual, fail, ok } from 'node:assert/strict';
import { type BusinessDate, countOf, idsUnder, keptOf } from '#kernel';
import { organisations, sectorOn } from '#organisations';
import { personMerges } from '#people';
import {
  candidacies,
  candidacyId,
  hasHeld,
  isOngoing,
  notPlacedByAWrongDay,
  type Place,
  placeKey,
  type PlaceBook,
  places,
  refusedFor,
  sponsorThatAsked,
} from '#places';
import { MERGES } from '#platform';
import { awardId, COHORTS, MORE_COHORTS, MORE_PEOPLE, PEOPLE } from './ground.js';
import type { ProductInMemory } from './product-in-memory.js';

const HOLDING = ['offered', 'accepted', 'confirmed', 'started'];
/** A request in one of these states has come to its end. */
export const FINAL: readonly string[] = [
  ...['completed', 'failed', 'moved', 'withdrawn', 'not_taken_up'],
  ...['declined', 'lapsed', 'refused', 'not_placed', 'cancelled'],
];
/** The class of the line of whoever gets a seat back, and waits for nobody of the group it was asked for in. */
const CORRECTED = 0;
/** The classes of the line that go before a draw: whoever gets a seat back, and whoever returns. */
const BEFORE_A_DRAW = 1;

const holdingIn = ({ places: all }: PlaceBook): readonly Place[] =>
  [...all.values()].filter(({ state }) => HOLDING.includes(state));
const overridden = ({ overRules = [], overShare }: Place): boolean =>
  overShare === true || overRules.includes('capacity') || overRules.includes('sector-share');

/** Seats kept on a day for sectors that have not filled their shares, but for one sector. */
const keptFor = (
  { rules }: PlaceBook,
  holding: readonly Place[],
  today: BusinessDate,
  but?: string,
): number =>
  (rules?.sectorShares ?? [])
    .filter(({ sector, releasedOn }) => sector !== but && today < releasedOn)
    .reduce(
      (sum, { sector, seats }) =>
        sum + Math.max(0, seats - holding.filter((one) => one.sector === sector).length),
      0,
    );

/** Counted anew from the places, not from what the book keeps count of. */
const seatsAreInOrder = (book: PlaceBook, today: BusinessDate): void => {
  const holding = holdingIn(book);
  deepStrictEqual(book.held, holding.length, 'the book has miscounted its seats');
  // What was entered as history is flagged where it is over the capacity, and counts like a named exception.
  const ofHistory = [...book.past.rows.keys()].filter((placeId) =>
    HOLDING.includes(book.places.get(placeId)!.state),
  );
  const excepted = holding.filter(overridden).length + ofHistory.length;
  ok(holding.length <= book.capacity + excepted, `${holding.length} seats are held of ${book.capacity}`);
  // A sponsor's record that was corrected or merged counts for another share from then on; nobody loses a seat by it.
  const spokenFor = holding.length + keptFor(book, holding, today);
  ok(spokenFor <= book.capacity + excepted, `${spokenFor} seats are held or kept of ${book.capacity}`);
};

const unitsOf = ({ line }: PlaceBook) => [...line.values()].flatMap(({ units }) => [...units.values()]);

/** Who only gets a seat back, or was another sponsor's, waits for nobody. */
const goesWith = (book: PlaceBook, sponsorId: string, placeId: string): boolean => {
  const place = book.places.get(placeId);
  return place?.state === 'waiting' && place.standing !== CORRECTED && place.sponsorId === sponsorId;
};

/** Everyone who waits in an open book stands in its line, and once: alone, or as one of a group that waits as one. */
const theLineIsInOrder = (book: PlaceBook): void => {
  const units = unitsOf(book);
  const standing = units.flatMap(({ placeId }) => {
    const { groupId } = book.places.get(placeId)!;
    const group = groupId === undefined ? undefined : book.groups.get(groupId);
    return group && !group.split && goesWith(book, group.sponsorId, placeId)
      ? group.placeIds.filter((member) => goesWith(book, group.sponsorId, member))
      : [placeId];
  });
  const waiting = [...book.places].flatMap(([id, { state, noted }]) =>
    state === 'waiting' && noted === undefined ? [id] : [],
  );
  deepStrictEqual([...standing].sort(), waiting.sort(), 'who waits does not stand in the line once');
  const turns = units.map(({ turn }) => turn);
  deepStrictEqual(turns.length, new Set(turns).size, 'two have one turn');
};

const isAsked = ({ groups }: PlaceBook): boolean =>
  groups.some(({ answerBy, split, passedOver }) => answerBy !== undefined && !split && !passedOver);

/** Once all was followed, no seat is free for anyone in line while the book may offer. */
const nobodyWaitsForAFreeSeat = (book: PlaceBook, today: BusinessDate): void => {
  const { rules, noted } = book;
  if (!rules || book.cancelled || today > rules.lastJoiningDate || isAsked(book)) return;

  const holding = holdingIn(book);
  const inOrder = (rules.orderRule !== 'window' || book.drawn) && noted.isEmpty();
  for (const { size, sector, standing, sponsorId } of unitsOf(book)) {
    if (!inOrder && standing > BEFORE_A_DRAW) continue;
    const taken = countOf(book.takenBySponsor, book.sponsorRecords, sponsorId) + size;
    if (standing > BEFORE_A_DRAW && rules.orderRule === 'window' && taken > (rules.maxPerSponsor ?? Infinity))
      continue;
    const free = book.capacity - holding.length - keptFor(book, holding, today, sector);
    ok(
      size > free,
      `${free} seats stand free for one of ${sector} who waits for ${size} in ${rules.orderRule}`,
    );
  }
};

/** Once all was followed, nobody is not placed by a last joining date that was wrong; whoever has lost their person by it may be. */
const nobodyEndedByAWrongDay = (book: PlaceBook, today: BusinessDate): void => {
  const wrongly = notPlacedByAWrongDay(book, today).filter(
    ({ placeId }) => book.places.get(placeId)?.told?.at(-1)?.before?.claimedIn === undefined,
  );
  deepStrictEqual(wrongly, [], 'a request is not placed though its day has not passed');
};

/** Once all was followed, nobody is refused for a place their person never held, unless an administrator is to decide. */
const nobodyIsRefusedForNothing = (product: ProductInMemory): void => {
  if (product.workItems.some((item) => item.endsWith('StrikePlaceFact seat-gone'))) return;
  const merges = product.seen(personMerges, MERGES);
  for (const [cohortId, book] of booksOf(product))
    for (const [placeId, place] of book.places) {
      const { heldBy } = refusedFor(place) ?? {};
      const holder = heldBy && product.seen(places, heldBy.cohortId).places.get(heldBy.placeId);
      const ids = idsUnder(merges, keptOf(merges, place.personId ?? ''));
      ok(
        !holder || hasHeld(holder, ids),
        `${cohortId}/${placeId} is refused for a place that was never theirs`,
      );
    }
};

const ALL_COHORTS = [...COHORTS, ...MORE_COHORTS];
export const booksOf = (
  product: ProductInMemory,
): readonly (readonly [cohortId: string, book: PlaceBook])[] =>
  ALL_COHORTS.map((cohortId) => [cohortId, product.seen(places, cohortId)] as const);

/** Places that hold somebody: accepted for them or later, and not ended. What was entered of one as history alone holds by its own id. */
const holdersIn = (product: ProductInMemory) =>
  booksOf(product).flatMap(([cohortId, book]) =>
    [...book.places].flatMap(([placeId, { state, personId, claimedIn }]) =>
      isOngoing(state) && personId !== undefined && claimedIn !== undefined
        ? [{ key: placeKey({ cohortId, placeId }), personId, state, isPast: claimedIn === placeId }]
        : [],
    ),
  );

/** A deferred place and the one its participant returns to are one. */
const nobodyHoldsTwo = (product: ProductInMemory): void => {
  // What history says is flagged, not forbidden.
  const held = holdersIn(product).flatMap(({ personId, state, isPast }) =>
    state === 'deferred' || isPast ? [] : [personId],
  );
  deepStrictEqual(held.length, new Set(held).size, 'somebody holds two live places for one award');
};

/** Once all was followed, everyone is held by their places and by nothing else, whichever of their ids was named. */
const claimsAgreeWithPlaces = (product: ProductInMemory): void => {
  const merges = product.seen(personMerges, MERGES);
  const held = holdersIn(product);
  for (const personId of [...PEOPLE, ...MORE_PEOPLE]) {
    const { claims, awards } = product.seen(candidacies, candidacyId({ personId, awardId }));
    const theirs = held.filter((one) => keptOf(merges, one.personId) === personId);
    // Whoever holds the award is a candidate no more.
    if (!awards.isEmpty()) continue;
    // A place of history is claimed by a command of its own, which an import sends after it.
    const isClaimed = ({ key, isPast }: (typeof theirs)[number]) => !isPast || claims.has(key);
    deepStrictEqual(
      [...claims.keys()].sort(),
      theirs
        .filter(isClaimed)
        .map(({ key }) => key)
        .sort(),
      'a claim without its place',
    );
  }
};

/** Once all was followed, who waits or holds a seat counts for its sponsor's sector on the day it asked, as that is known by then. */
const sharesAgreeWithSponsors = (product: ProductInMemory, book: PlaceBook): void => {
  if (!book.rules?.sectorShares) return;
  for (const place of book.places.values()) {
    const { state, noted, sector, joinedOn } = place;
    if (joinedOn && noted === undefined && ['waiting', ...HOLDING].includes(state))
      deepStrictEqual(
        sector ?? 'unknown',
        sectorOn(product.seen(organisations, sponsorThatAsked(place)), joinedOn),
        'a place counts for a sector its sponsor was not of',
      );
  }
};

/** What may never be, at any moment. */
export const whatAlwaysHolds = (product: ProductInMemory): void => {
  const { today } = product;
  for (const [, book] of booksOf(product)) {
    seatsAreInOrder(book, today);
    theLineIsInOrder(book);
  }
  nobodyHoldsTwo(product);
};

/** What holds besides once everything was followed. */
export const whatHoldsWhenAllIsFollowed = (product: ProductInMemory): void => {
  whatAlwaysHolds(product);
  for (const [, book] of booksOf(product)) {
    nobodyWaitsForAFreeSeat(book, product.today);
    nobodyEndedByAWrongDay(book, product.today);
    sharesAgreeWithSponsors(product, book);
  }
  claimsAgreeWithPlaces(product);
  nobodyIsRefusedForNothing(product);
};

/** Each request is in exactly one state, and that is its last. */
export const everyRequestHasEnded = (product: ProductInMemory): void => {
  for (const [, book] of booksOf(product)) {
    for (const placeId of book.ongoing)
      fail(
        `a request goes on when all is over: ${placeId} ${JSON.stringify({ ...book.places.get(placeId), told: [] })}`,
      );
    deepStrictEqual(
      [book.noted.size, book.returners.size],
      [0, 0],
      'somebody is expected in a cohort that is over',
    );
    for (const { state, asking } of book.places.values()) {
      deepStrictEqual(asking, undefined, 'an answer is awaited for ever');
      ok(FINAL.includes(state), `a request is ${state} when all is over`);
    }
  }
};
