import { deepStrictEqual, ok } from 'node:assert/strict';
import type { BusinessDate } from '#kernel';
import type { Place, PlaceBook } from '#places';

/** What holds of every book, whatever was asked of it. Until this day a seat is kept for the voluntary sector. */
export const RELEASED_ON = '2026-09-15';

/** The class of the line of who only gets back what was theirs. */
const CORRECTED = 0;
const HOLDING = ['offered', 'accepted', 'confirmed', 'started'];

/** Counted anew from the places, not from what the book keeps count of. */
export const seatsAreInOrder = (book: PlaceBook, today: BusinessDate): void => {
  const holding = [...book.places.values()].filter(({ state }) => HOLDING.includes(state));
  const excepted = holding.filter(
    ({ overRules = [], overShare }) =>
      overShare === true || overRules.includes('capacity') || overRules.includes('sector-share'),
  );
  deepStrictEqual(book.held, holding.length);
  ok(book.held <= book.capacity + excepted.length, 'more seats are held than there are');
  if (today >= RELEASED_ON || excepted.length > 0) return;

  const voluntary = holding.filter(({ sector }) => sector === 'voluntary').length;
  ok(
    holding.length + Math.max(0, 1 - voluntary) <= book.capacity,
    'a seat kept for the voluntary sector was given away',
  );
};

const unitsOf = ({ line }: PlaceBook) => [...line.values()].flatMap(({ units }) => [...units.values()]);

/** The places of a group that wait until all of them fit. Who gets a seat back, or was of another sponsor, waits for nobody. */
const waitingWith = (book: PlaceBook, { groupId, standing, sponsorId }: Place): readonly string[] => {
  const group = groupId === undefined || standing === CORRECTED ? undefined : book.groups.get(groupId);
  return group && !group.split && group.sponsorId === sponsorId
    ? group.placeIds.filter((member) => {
        const place = book.places.get(member);
        return (
          place?.state === 'waiting' && place.standing !== CORRECTED && place.sponsorId === group.sponsorId
        );
      })
    : [];
};

/** Everyone who waits in an open book stands in its line, and once: alone, or as one of a group that waits as one. */
export const theLineIsInOrder = (book: PlaceBook): void => {
  const standing = unitsOf(book).flatMap(({ placeId }) => {
    const others = waitingWith(book, book.places.get(placeId)!);
    return others.length === 0 ? [placeId] : others;
  });
  const waiting = [...book.places].filter(([, { state }]) => state === 'waiting').map(([placeId]) => placeId);
  deepStrictEqual([...standing].sort(), waiting.sort(), 'who waits does not stand in the line once');
};

/** Once all has been followed, no seat is free for anyone in line while the book may offer. */
export const nobodyWaitsForAFreeSeat = (book: PlaceBook, today: BusinessDate): void => {
  if (!book.rules || book.cancelled || today > book.rules.lastJoiningDate) return;
  const holding = [...book.places.values()].filter(({ state }) => HOLDING.includes(state));
  const voluntary = holding.filter((one) => one.sector === 'voluntary').length;
  for (const place of [...book.places.values()].filter(({ state }) => state === 'waiting')) {
    const kept = today < RELEASED_ON && place.sector !== 'voluntary' ? Math.max(0, 1 - voluntary) : 0;
    const needs = Math.max(1, waitingWith(book, place).length);
    if (needs > book.capacity - holding.length - kept) continue;
    // What is free is kept for a group that is asked, but not from who gets back a seat of their own.
    ok(place.standing !== CORRECTED && groupIsAsked(book), 'a seat stands free');
  }
};

const groupIsAsked = ({ groups }: PlaceBook): boolean =>
  groups.some(({ answerBy, split, passedOver }) => answerBy !== undefined && !split && !passedOver);
