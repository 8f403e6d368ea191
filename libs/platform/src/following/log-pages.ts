import { BEGINNING, isAfter, type Position, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { ConsecutiveRevisions } from './consecutive-revisions.js';
import { LogDiffers } from './failures.js';

/** The next position of a log whose positions are contiguous. */
export const next = (position: Position): Position => String(BigInt(position) + 1n);

const KEPT_PAGES = 4;

/**
 * Reads the log in pages for all followers: those that ask for the same page share one read. On a log whose positions
 * are contiguous a hole is noticed before anything behind it is handed out; on any other, an event that is missing from
 * its stream.
 */
export class LogPages {
  readonly #revisions: ConsecutiveRevisions;
  readonly #pages = new Map<string, Promise<readonly Recorded[]>>();

  constructor(
    private readonly store: Pick<
      EventStore,
      'readAll' | 'readStream' | 'eventAt' | 'identity' | 'contiguous'
    >,
  ) {
    this.#revisions = new ConsecutiveRevisions(store);
  }

  /** The events after a position, in order. Throws `LogDiffers` at a hole that begins the page; cuts the page before a later one. */
  async after(position: Position, limit: number): Promise<readonly Recorded[]> {
    const key = `${position} ${limit}`;
    const page = this.#pages.get(key) ?? this.#read(key, position, limit);
    return page;
  }

  /** Throws `LogDiffers` unless the log is the one a checkpoint was left in, with the same event at its position. */
  async assertLeftAsIs(position: Position, hash: string, log: string): Promise<void> {
    const identity = await this.store.identity();
    if (log !== identity)
      throw new LogDiffers(
        `It followed the log ${log} up to position ${position}, but this is the log ${identity}. ` +
          'Point it at its own log, or rebuild it.',
      );
    if (position === BEGINNING) return;

    const event = await this.store.eventAt(position);
    if (event?.hash !== hash)
      throw new LogDiffers(
        `The log's event at position ${position} is not the one it followed: the log was restored or changed. ` +
          'Rebuild it when the log is the right one.',
      );
  }

  #read(key: string, after: Position, limit: number): Promise<readonly Recorded[]> {
    const page = this.store.readAll({ after, limit }).then((events) => {
      // A page that is not full will have more in a moment.
      if (events.length < limit) this.#pages.delete(key);
      return this.store.contiguous ? upToHole(after, events) : this.#revisions.complete(after, events);
    });
    page.catch(() => this.#pages.delete(key));
    this.#pages.set(key, page);
    for (const oldest of this.#pages.keys()) if (this.#pages.size > KEPT_PAGES) this.#pages.delete(oldest);
    return page;
  }
}

const upToHole = (after: Position, events: readonly Recorded[]): readonly Recorded[] => {
  let expected = after;
  for (const [index, event] of events.entries()) {
    expected = next(expected);
    if (event.position === expected) continue;
    if (index > 0) return events.slice(0, index);
    throw new LogDiffers(holeAt(expected, event.position));
  }
  return events;
};

/** What to say of positions that are missing. */
export const holeAt = (expected: Position, found: Position): string =>
  isAfter(found, expected)
    ? `The log has a hole: position ${expected} is missing, the next event is at ${found}. Restore the log.`
    : `The log is out of order: after position ${expected} was due comes ${found}. Restore the log.`;
