import type { Evolve, FactsOf } from '#kernel';
import type { orderEvents } from './order.events.js';
import { type PlaceBook, withPlace } from './place-book.js';
import { changed } from './place-change.js';

/** How the book remembers the facts of its order. */
export const orderSteps = {
  WindowClosed: (book) => book,
  OrderDrawn: (book) => book,
  ShareReleased: (book) => book,
  GroupRequested: (book) => book,
  GroupAskedToSplit: (book) => book,
  GroupSplit: (book) => book,
  GroupPassedOver: (book) => book,
  PriorityGiven: (book, event) => changed(book, event, {}),
  ExceptionAllowed: (book, event) => changed(book, event, {}),
  OfferExtended: (book, event) => changed(book, event, { until: event.data.until }),
  RequestCarried: (book, event) => changed(book, event, {}),
  CarriedRequestNoted: (book, { data }) =>
    withPlace(book, data.placeId, {
      state: 'waiting',
      sponsorId: data.sponsorId,
      ...(data.personId === undefined ? {} : { personId: data.personId, requestedFor: data.personId }),
      stated: {},
      kept: {},
    }),
} satisfies Evolve<PlaceBook, FactsOf<typeof orderEvents>>;
