import { type BusinessDate, projectionOf, type Recorded } from '#kernel';
import { type PlaceEvent, placesEvents } from '#places/events';
import { type BookFacts, BookRow } from './place-book.entity.js';
import { saidBy, valueBy } from './place-days.js';

const closed: BookFacts = { noted: [], capacities: [], taking: [], cancelled: [], draws: [], dates: [] };

const seen = (row: BookRow, { revision, position }: Recorded): BookRow => ({ ...row, revision, position });

type Said = { readonly [fact in keyof BookFacts]?: BookFacts[fact][number]['value'] };

/**
 * The row after an event that says something of the whole book, from the event's day on. Each such fact rests on the one before
 * it, so they stay in the order of the log: one recorded later about an earlier day holds from then on.
 */
const after = (row: BookRow, event: Recorded, said: Said): BookRow => {
  const stated = Object.fromEntries(
    Object.entries(said).map(([fact, value]) => [
      fact,
      [...row.facts[fact as keyof BookFacts], { on: event.effectiveOn, value }],
    ]),
  );
  const facts = { ...row.facts, ...(stated as Partial<BookFacts>) };
  return { ...seen(row, event), ...columnsOf(facts), facts };
};

const columnsOf = (facts: BookFacts) => {
  const dates = valueBy(facts.dates);
  return {
    capacity: valueBy(facts.capacities) ?? 0,
    taking: valueBy(facts.taking) ?? false,
    cancelled: valueBy(facts.cancelled) ?? false,
    undrawnUntil: valueBy(facts.draws) ?? null,
    startsOn: dates?.startsOn ?? null,
    lastJoiningDate: dates?.lastJoiningDate ?? null,
  };
};

type Step = (row: BookRow, event: Recorded) => BookRow;

/** Every event of a book moves its revision on, whatever else it says. */
const everyEvent = Object.fromEntries(
  Object.values(placesEvents).map(({ type }): [string, Step] => [type, seen]),
) as Record<PlaceEvent['type'], Step>;

/** The row as it was at the end of a day; null before the book had opened or anybody was noted for it. */
const bookAsAt = (row: BookRow, day: BusinessDate): BookRow | null => {
  const facts: BookFacts = {
    noted: saidBy(row.facts.noted, day),
    capacities: saidBy(row.facts.capacities, day),
    taking: saidBy(row.facts.taking, day),
    cancelled: saidBy(row.facts.cancelled, day),
    draws: saidBy(row.facts.draws, day),
    dates: saidBy(row.facts.dates, day),
  };
  const isOpened = facts.taking.length > 0;
  if (!isOpened && facts.noted.length === 0) return null;

  const opening = isOpened ? {} : { programmeId: null, keptSeats: [] };
  return { ...row, ...columnsOf(facts), ...opening, facts };
};

/** The books of cohorts: what places are counted against, and how far each book has come. */
export const placeBooks = projectionOf<PlaceEvent>()<BookRow>({
  name: 'place-books',
  version: 4,
  table: BookRow,
  key: ({ data }) => data.cohortId,
  asAt: bookAsAt,
  blank: (cohortId) => ({
    cohortId,
    programmeId: null,
    ...columnsOf(closed),
    keptSeats: [],
    facts: closed,
    revision: -1,
    position: '0',
  }),
  on: {
    ...everyEvent,
    PlacesOpened: (row, event) => ({
      ...after(row, event, {
        capacities: event.data.capacity,
        taking: true,
        draws: event.data.orderRule === 'window' ? (event.data.windowClosesOn ?? null) : null,
        dates: { startsOn: event.data.startsOn, lastJoiningDate: event.data.lastJoiningDate },
      }),
      programmeId: event.data.programmeId,
      keptSeats: event.data.sectorShares ?? [],
    }),
    CarriedRequestNoted: (row, event) => after(row, event, { noted: true }),
    ReturnAwaited: (row, event) =>
      event.data.turn === undefined ? after(row, event, { noted: true }) : seen(row, event),
    OrderDrawn: (row, event) => after(row, event, { draws: null }),
    RequestsClosed: (row, event) => after(row, event, { taking: false }),
    BookCapacityRaised: (row, event) => after(row, event, { capacities: event.data.capacity }),
    BookCapacityLowered: (row, event) => after(row, event, { capacities: event.data.capacity }),
    BookCancelled: (row, event) => after(row, event, { taking: false, cancelled: true }),
    BookMoved: (row, event) =>
      after(row, event, {
        dates: { startsOn: event.data.startsOn, lastJoiningDate: event.data.lastJoiningDate },
      }),
  },
});
