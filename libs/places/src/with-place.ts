import { countedAs, countedWith, countOf, withTogether } from '#kernel';
import { List } from 'immutable';
import {
  type InLine,
  joined,
  left,
  type Line,
  ORDINARY,
  PRIORITY,
  type RoomOf,
  unitsFrom,
  unitsOf,
  withRoomOf,
} from './line.js';
import { holdsSeat, isOngoing, personsOf, type Place, type PlaceBook } from './place-book.js';
import { answeringFor, recounted, reindexed, waitedFor } from './place-indexes.js';
import { type Group, goesWith, UNKNOWN_SECTOR } from './place-order.js';
import { withTurn, withoutTurn } from './turn-set.js';

/** The book with one place new or changed: the one way in, so that seats, line and indexes always agree with the places. */
export const withPlace = (book: PlaceBook, placeId: string, place: Place): PlaceBook => {
  const before = book.places.get(placeId);
  const next = { ...reckoned(book, placeId, before, place), places: book.places.set(placeId, place) };
  return relined(
    next,
    before ? unitsWith(book, placeId, before) : [],
    unitsWith(next, placeId, place),
    takenBy(before) === takenBy(place) ? [] : [takenBy(before), takenBy(place)],
  );
};

/** The book with a group new or changed: whether it is split decides what takes turns. */
export const withGroup = (book: PlaceBook, groupId: string, group: Group): PlaceBook => {
  const members = (of: PlaceBook) =>
    group.placeIds.flatMap((placeId) => {
      const place = of.places.get(placeId);
      return place ? [unitOf(of, placeId, place)] : [];
    });
  const next = { ...book, groups: book.groups.set(groupId, group) };
  const roomOf = roomIn(next);
  const without = members(book).reduce((line, unit) => (unit ? left(line, unit, roomOf) : line), book.line);

  return {
    ...next,
    line: members(next).reduce((line, unit) => (unit ? joined(line, unit, roomOf) : line), without),
  };
};

/** The book once it starts another day: groups that were passed over unasked, the start being too near, may be asked again. */
export const withUnaskedGroups = (book: PlaceBook): PlaceBook =>
  book.groups
    .filter(({ passedOver, answerBy }) => passedOver && answerBy === undefined)
    .reduce((so, { passedOver: _, ...group }, groupId) => withGroup(so, groupId, group), book);

/** The book with turns given out anew to places that wait, all at once: one after the other two would hold the same. */
export const withTurns = (book: PlaceBook, turns: ReadonlyMap<string, number>): PlaceBook => {
  const places = book.places.withMutations((changing) => {
    for (const [placeId, turn] of turns) {
      const place = book.places.get(placeId);
      if (place) changing.set(placeId, { ...place, turn });
    }
  });
  const next = { ...book, places };
  const roomOf = roomIn(next);
  const others = book.line.filter(({ standing }) => standing < PRIORITY);
  return {
    ...next,
    line: unitsFrom(book.line, PRIORITY).reduce((line, { placeId }) => {
      const place = places.get(placeId);
      const unit = place && unitOf(next, placeId, place);
      return unit ? joined(line, unit, roomOf) : line;
    }, others),
  };
};

/** The book with these records counted as one sponsor: where its maximum counts at the offer, its requests queue as one. */
export const withSponsorRecords = (book: PlaceBook, sponsorIds: readonly string[]): PlaceBook => {
  const next = { ...book, sponsorRecords: withTogether(book.sponsorRecords, sponsorIds) };
  const touched = new Set(
    sponsorIds
      .flatMap((id) => countedWith(book.sponsorRecords, id))
      .map((id) => countedAs(book.sponsorRecords, id)),
  );
  const queued = unitsOf(book.line, [...touched]);
  const [roomBefore, roomOf] = [roomIn(book), roomIn(next)];
  const without = queued.reduce((line, unit) => left(line, unit, roomBefore), book.line);

  return {
    ...next,
    line: queued.reduce((line, { placeId }) => {
      const place = book.places.get(placeId);
      const unit = place && unitOf(next, placeId, place);
      return unit ? joined(line, unit, roomOf) : line;
    }, without),
  };
};

/** How many seats a sponsor may still be offered, where its maximum counts at the offer: requests of a window are all taken. */
export const roomIn = ({ rules, takenBySponsor, sponsorRecords }: PlaceBook): RoomOf => {
  const most = rules?.orderRule === 'window' ? rules.maxPerSponsor : undefined;
  return most === undefined
    ? undefined
    : (sponsorId) => Math.max(0, most - countOf(takenBySponsor, sponsorRecords, sponsorId));
};

/** Whether a place stands in the line. */
export const waitsInLine = (place: Place | undefined): place is Place & { readonly turn: number } =>
  place?.state === 'waiting' && place.turn !== undefined && place.noted === undefined;

/** The places of a group that wait together, in their order. */
export const waitingOf = (book: PlaceBook, group: Group): readonly string[] =>
  group.placeIds
    .filter((placeId) => {
      const place = book.places.get(placeId);
      return waitsInLine(place) && goesWith(group, place);
    })
    .sort((one, other) => (book.places.get(one)?.turn ?? 0) - (book.places.get(other)?.turn ?? 0));

/** The group a place takes its turn with, split or not, if it is of one. */
export const groupOf = (book: PlaceBook, { placeId }: { readonly placeId: string }): Group | undefined => {
  const place = book.places.get(placeId);
  const group = place && askedWith(book, place);
  return group && goesWith(group, place) ? group : undefined;
};

const askedWith = (book: PlaceBook, { groupId }: Place): Group | undefined =>
  groupId === undefined ? undefined : book.groups.get(groupId);

/** What takes the turn of a place: itself, or its group. */
export const unitOf = (book: PlaceBook, placeId: string, place: Place): InLine | undefined => {
  const group = askedWith(book, place);
  return group && !group.split && goesWith(group, place)
    ? together(book, waitingOf(book, group), group.passedOver)
    : together(book, [placeId]);
};

const together = (book: PlaceBook, placeIds: readonly string[], passedOver?: true): InLine | undefined => {
  const [placeId] = placeIds;
  const first = placeId === undefined ? undefined : book.places.get(placeId);
  if (placeId === undefined || !waitsInLine(first)) return undefined;

  const standings = placeIds.map((member) => book.places.get(member)?.standing ?? ORDINARY);
  return {
    standing: Math.min(...standings) as InLine['standing'],
    turn: first.turn,
    sector: first.sector ?? UNKNOWN_SECTOR,
    sponsorId: countedAs(book.sponsorRecords, first.sponsorId),
    size: placeIds.length,
    placeId,
    ...(passedOver ? { passedOver } : {}),
  };
};

// Where it goes alone its group is looked at beside it, since it may just have left it, or come back to it.
const unitsWith = (book: PlaceBook, placeId: string, place: Place): readonly InLine[] => {
  const group = askedWith(book, place);
  const others =
    group && !group.split && !goesWith(group, place)
      ? together(book, waitingOf(book, group), group.passedOver)
      : undefined;
  return [unitOf(book, placeId, place), others].filter((unit) => unit !== undefined);
};

const relined = (
  book: PlaceBook,
  before: readonly InLine[],
  after: readonly InLine[],
  sponsors: readonly (string | undefined)[],
): PlaceBook => {
  const roomOf = roomIn(book);
  const without = before.reduce((line, unit) => left(line, unit, roomOf), book.line);
  const line = after.reduce((so, unit) => joined(so, unit, roomOf), without);
  return {
    ...book,
    line: sponsors.reduce<Line>(
      (so, sponsorId) =>
        sponsorId === undefined ? so : withRoomOf(so, countedAs(book.sponsorRecords, sponsorId), roomOf),
      line,
    ),
  };
};

const reckoned = (book: PlaceBook, placeId: string, before: Place | undefined, after: Place): PlaceBook => {
  const [was, is] = [before && isOngoing(before.state) ? before : undefined, isOngoing(after.state)];
  const heldBefore = before && holdsSeat(before.state) ? before : undefined;
  const holds = holdsSeat(after.state);
  return {
    ...book,
    held: book.held + Number(holds) - Number(heldBefore !== undefined),
    heldBySector: recounted(
      book.heldBySector,
      heldBefore && sectorOf(heldBefore),
      holds ? sectorOf(after) : undefined,
    ),
    exceptions:
      book.exceptions + Number(isExcepted(after)) - Number(before !== undefined && isExcepted(before)),
    waiting: book.waiting + Number(waitsInLine(after)) - Number(waitsInLine(before)),
    ongoing: is ? book.ongoing.add(placeId) : book.ongoing.delete(placeId),
    bySponsor: recounted(
      book.bySponsor,
      was && was.noted === undefined ? answeringFor(was) : undefined,
      is && after.noted === undefined ? answeringFor(after) : undefined,
    ),
    takenBySponsor: recounted(book.takenBySponsor, takenBy(before), takenBy(after)),
    byPerson: reindexed(
      book.byPerson,
      placeId,
      before && isOngoing(before.state) ? personsOf(before) : [],
      isOngoing(after.state) ? personsOf(after) : [],
    ),
    ...noted(book, placeId, before, after),
    ...waitedFor(book, placeId, before, after),
    deferred: after.state === 'deferred' ? book.deferred.add(placeId) : book.deferred.delete(placeId),
  };
};

/** The sector whose share a place counts for. */
export const sectorOf = ({ sector = UNKNOWN_SECTOR }: Pick<Place, 'sector'>): string => sector;

const isExcepted = ({ state, overRules = [], overShare }: Place): boolean =>
  holdsSeat(state) &&
  (overShare === true || overRules.includes('capacity') || overRules.includes('sector-share'));

// The sponsor whose maximum the place counts for when a seat is offered.
const takenBy = (place: Place | undefined): string | undefined =>
  place && (holdsSeat(place.state) || place.state === 'awaiting_award') ? answeringFor(place) : undefined;

// Carried requests that have not asked yet, by the number they had where they were not placed.
const noted = (
  book: PlaceBook,
  placeId: string,
  before: Place | undefined,
  after: Place,
): Pick<PlaceBook, 'noted' | 'notedNumbers'> => {
  const was = before?.state === 'waiting' ? before.noted : undefined;
  const is = after.state === 'waiting' ? after.noted : undefined;
  if (was === is) return { noted: book.noted, notedNumbers: book.notedNumbers };
  if (is !== undefined)
    return {
      noted: book.noted.update(is, List<string>(), (places) => places.push(placeId)),
      notedNumbers: withTurn(book.notedNumbers, is),
    };

  const others = book.noted.get(was!, List<string>()).filter((other) => other !== placeId);
  return others.isEmpty()
    ? { noted: book.noted.delete(was!), notedNumbers: withoutTurn(book.notedNumbers, was!) }
    : { noted: book.noted.set(was!, others), notedNumbers: book.notedNumbers };
};
