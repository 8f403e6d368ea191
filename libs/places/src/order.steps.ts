import type { Evolve, FactsOf, Happened } from '#kernel';
import { List } from 'immutable';
import type { PlaceEvent } from './events.js';
import { PRIORITY } from './line.js';
import type { orderEvents } from './order.events.js';
import { statedIn } from './participant-named.js';
import type { Place, PlaceBook } from './place-book.js';
import { changed } from './place-change.js';
import type { Group } from './place-order.js';
import { waitingOf, withGroup, withPlace, withSponsorRecords, withTurns } from './with-place.js';

/** How the book remembers the facts of its order. */
export const orderSteps = {
  WindowClosed: (book) => ({ ...book, windowEndsBefore: book.nextTurn }),
  OrderDrawn: (book, { data: { order } }) => ({
    ...withTurns(book, new Map(order.map((placeId, index) => [placeId, index + 1]))),
    drawn: true,
  }),
  ShareReleased: (book, { data }) => ({ ...book, released: book.released.add(data.sector) }),
  SponsorRecordsCounted: (book, { data }) => withSponsorRecords(book, data.sponsorIds),

  GroupRequested: (book, { data: { groupId, sponsorId, placeIds, maySplit } }) =>
    withGroup(book, groupId, { sponsorId, placeIds, split: maySplit }),
  GroupAskedToSplit: (book, { data: { groupId, answerBy } }) => ({
    ...grouped(book, groupId, { answerBy }),
    asked: book.asked.filter((other) => mayAnswer(book, other)).add(groupId),
  }),
  GroupSplit: (book, { data }) => answered(grouped(book, data.groupId, { split: true }), data.groupId),
  GroupPassedOver: (book, { data }) =>
    answered(grouped(book, data.groupId, { passedOver: true }), data.groupId),

  PriorityGiven: (book, event) => changed(book, event, { standing: PRIORITY }),
  ExceptionAllowed: (book, event) => changed(book, event, { overRules: event.data.overRules }),
  OfferExtended: (book, event) => changed(book, event, { until: event.data.until, extended: true }),

  RequestCarried: (book, event) => {
    const { toCohortId, toPlaceId } = event.data;
    return notPlaced(book, event, { carriedTo: { cohortId: toCohortId, placeId: toPlaceId } });
  },
  CarryingRefused: (book, event) =>
    changed(book, event, {
      carriedTo: undefined,
      ...(event.data.notedAgain ? { state: 'waiting', notPlacedAs: undefined } : {}),
    }),
  CarriedRequestNoted: (book, { id, data }) =>
    withPlace(withNotedGroup(book, data), data.placeId, {
      state: 'waiting',
      sponsorId: data.sponsorId,
      ...(data.groupId === undefined ? {} : { groupId: data.groupId }),
      ...(data.personId === undefined ? {} : { personId: data.personId, requestedFor: data.personId }),
      ...(data.sector === undefined ? {} : { sector: data.sector }),
      ...(data.reference === undefined ? {} : { reference: data.reference }),
      noted: data.order,
      notedIn: id,
      carriedFrom: data.carriedFrom,
      stated: statedIn(data),
      kept: {},
    }),
} satisfies Evolve<PlaceBook, FactsOf<typeof orderEvents>>;

/** A request ends as not placed, under its number among those; or, having ended so or only been noted, it is carried on. */
export const notPlaced = (
  book: PlaceBook,
  event: Happened<Extract<PlaceEvent, { data: { placeId: string } }>>,
  change: Partial<Place>,
): PlaceBook => {
  const { state, notPlacedAs = book.notPlaced + 1 } = book.places.get(event.data.placeId) ?? {};
  const next = changed(book, event, {
    state: 'not_placed',
    asking: undefined,
    claimedIn: undefined,
    notPlacedAs,
    ...change,
  });
  return state === 'not_placed' ? next : { ...next, notPlaced: notPlacedAs };
};

const withNotedGroup = (
  book: PlaceBook,
  { groupId, placeId }: { readonly groupId?: string; readonly placeId: string },
): PlaceBook =>
  groupId === undefined
    ? book
    : {
        ...book,
        notedGroups: book.notedGroups.update(groupId, List<string>(), (places) => places.push(placeId)),
      };

const grouped = (book: PlaceBook, groupId: string, change: Partial<Group>): PlaceBook => {
  const group = book.groups.get(groupId);
  return group ? withGroup(book, groupId, { ...group, ...change }) : book;
};

const answered = (book: PlaceBook, groupId: string): PlaceBook => ({
  ...book,
  asked: book.asked.delete(groupId),
});

// Those that ended meanwhile are left out here, so that there are never many.
const mayAnswer = (book: PlaceBook, groupId: string): boolean => {
  const group = book.groups.get(groupId);
  return group !== undefined && waitingOf(book, group).length > 0;
};
