import { type BusinessDate, projectionOf, type Recorded, withStatement } from '#kernel';
import { type PlaceEvent, placesEvents } from '#places/events';
import { type BookFacts, BookRow } from './place-book.entity.js';
import { valueBy } from './place-days.js';

const closed: BookFacts = { capacities: [], taking: [], cancelled: [], dates: [] };

const seen = (row: BookRow, { revision, position }: Recorded): BookRow => ({ ...row, revision, position });

type Said = { readonly [fact in keyof BookFacts]?: BookFacts[fact][number]['value'] };

/** The row after an event that says something of the whole book, from the event's day on. */
const after = (row: BookRow, event: Recorded, said: Said): BookRow => {
  const stated = Object.fromEntries(
    Object.entries(said).map(([fact, value]) => [
      fact,
      withStatement<unknown>(row.facts[fact as keyof BookFacts], event.effectiveOn, value),
    ]),
  );
  const facts = { ...row.facts, ...(stated as Partial<BookFacts>) };
  return { ...seen(row, event), ...columnsOf(facts), facts };
};

const columnsOf = (facts: BookFacts, asAt?: BusinessDate) => {
  const dates = valueBy(facts.dates, asAt);
  return {
    capacity: valueBy(facts.capacities, asAt) ?? 0,
    taking: valueBy(facts.taking, asAt) ?? false,
    cancelled: valueBy(facts.cancelled, asAt) ?? false,
    startsOn: dates?.startsOn ?? null,
    lastJoiningDate: dates?.lastJoiningDate ?? null,
  };
};

type Step = (row: BookRow, event: Recorded) => BookRow;

/** Every event of a book moves its revision on, whatever else it says. */
const everyEvent = Object.fromEntries(
  Object.values(placesEvents).map(({ type }): [string, Step] => [type, seen]),
) as Record<PlaceEvent['type'], Step>;

/** The row as it was at the end of a day; null before the book had opened. */
const bookAsAt = (row: BookRow, day: BusinessDate): BookRow | null =>
  row.facts.taking.some(({ on }) => on <= day) ? { ...row, ...columnsOf(row.facts, day) } : null;

/** The books of cohorts: what places are counted against, and how far each book has come. */
export const placeBooks = projectionOf<PlaceEvent>()<BookRow>({
  name: 'place-books',
  version: 2,
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
        dates: { startsOn: event.data.startsOn, lastJoiningDate: event.data.lastJoiningDate },
      }),
      programmeId: event.data.programmeId,
      keptSeats: event.data.sectorShares ?? [],
    }),
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
