import { isAfter, type Recorded } from '#kernel';
import type { EventStore } from '#platform';

const PAGE = 500;

/** A stream that is read on, and how far. */
interface Reading {
  readonly stream: string;
  /** Read and not yet told. */
  readonly page: readonly Recorded[];
  readonly next: number;
  readonly isRead: boolean;
}

/**
 * The events of several streams in the order of the log, each stream from a revision on: one page of each is held at a
 * time, however long they are.
 */
export async function* merged(
  store: Pick<EventStore, 'readStream'>,
  from: Readonly<Record<string, number>>,
): AsyncGenerator<Recorded> {
  let readings = await Promise.all(
    Object.entries(from).map(([stream, next]) => filled(store, { stream, page: [], next, isRead: false })),
  );
  for (;;) {
    const first = firstOf(readings);
    if (!first) return;

    yield first.page[0]!;
    const rest = { ...first, page: first.page.slice(1) };
    const readOn = await filled(store, rest);
    readings = readings.map((reading) => (reading === first ? readOn : reading));
  }
}

const filled = async (store: Pick<EventStore, 'readStream'>, reading: Reading): Promise<Reading> => {
  if (reading.page.length > 0 || reading.isRead) return reading;
  const page = await store.readStream(reading.stream, { from: reading.next, limit: PAGE });

  return { ...reading, page, next: reading.next + page.length, isRead: page.length < PAGE };
};

const firstOf = (readings: readonly Reading[]): Reading | undefined =>
  readings
    .filter(({ page }) => page.length > 0)
    .reduce<Reading | undefined>(
      (first, one) => (first && !isAfter(first.page[0]!.position, one.page[0]!.position) ? first : one),
      undefined,
    );
