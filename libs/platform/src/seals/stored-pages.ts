import { BEGINNING } from '#kernel';
import type { EventStore } from '../event-store.js';
import type { StoredEvent } from '../stores/event-hash.js';

const PAGE_EVENTS = 2_000;

/** All events of a log as they are stored, page by page, to wherever it ends then. */
export const storedPages = async function* (
  store: Pick<EventStore, 'readStored'>,
): AsyncGenerator<readonly StoredEvent[]> {
  for (let position = BEGINNING; ;) {
    const page = await store.readStored({ after: position, limit: PAGE_EVENTS });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    position = last.position;
  }
};
