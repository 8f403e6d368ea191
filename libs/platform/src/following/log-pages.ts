import { BEGINNING, isAfter, type Position, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { ConsecutiveRevisions } from './consecutive-revisions.js';
import { LogDiffers } from './failures.js';

/** The next position of a log whose positions are contiguous. */
export const next = (position: Position): Position => String(BigInt(position) + 1n);

const KEPT_PAGES = 4;
/** While nothing follows on the event that was read last, it is looked at so often. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Reads the log in pages for all followers: those that ask for the same page share one read. On a log whose positions
 * are contiguous a hole is noticed before anything behind it is handed out; on any other, an event that is missing from
 * its stream. So is an end of the log that was cut off, or put back as it was, behind whoever reads.
 */
export class LogPages {
  readonly #revisions: ConsecutiveRevisions;
  readonly #pages = new Map<string, Promise<readonly Recorded[]>>();
  /** The event last looked at, and when. */
  #sure = { event: '', at: -Infinity };

  constructor(
    private readonly store: Pick<
      EventStore,
      'readAll' | 'readStream' | 'eventAt' | 'head' | 'identity' | 'contiguous'
    >,
  ) {
    this.#revisions = new ConsecutiveRevisions(store);
  }

  /**
   * The events after a position, in order. Throws `LogDiffers` at a hole that begins the page, and where the event at the
   * position is not the one with the hash given, if one is; cuts the page before a later hole.
   */
  async after(position: Position, limit: number, hash = ''): Promise<readonly Recorded[]> {
    const page = await this.#page({ position, hash }, limit);
    // Whoever takes a full page comes back for the next: it is read while this one is folded.
    if (page.length === limit) void this.#page(page.at(-1)!, limit).catch(() => undefined);
    return page;
  }

  /** Throws `LogDiffers` unless the log is the one a checkpoint was left in, with the same event at its position. */
  async assertLeftAsIs(position: Position, hash: string, log: string): Promise<void> {
    const identity = await this.store.identity();
    if (log !== identity)
      throw new LogDiffers(
        `It followed the log ${log} up to position ${position}, but this is the log ${identity}. ` +
          'Point it at its own log, or rebuild a read model from this one.',
      );
    await this.#assertThere(position, hash);
  }

  #page({ position, hash }: Place, limit: number): Promise<readonly Recorded[]> {
    const key = `${position} ${limit} ${hash}`;
    const known = this.#pages.get(key);
    if (known) return known;

    const page = this.store.readAll({ after: position, limit }).then(async (events) => {
      // A page that is not full will have more in a moment.
      if (events.length < limit) this.#pages.delete(key);
      if (events.length > 0 || !this.#isSure(position, hash)) await this.#assertThere(position, hash);
      return this.store.contiguous ? upToHole(position, events) : this.#revisions.complete(position, events);
    });
    page.catch(() => this.#pages.delete(key));
    this.#pages.set(key, page);
    for (const oldest of this.#pages.keys()) if (this.#pages.size > KEPT_PAGES) this.#pages.delete(oldest);
    return page;
  }

  #isSure(position: Position, hash: string): boolean {
    const { event, at } = this.#sure;
    return event === `${position} ${hash}` && performance.now() - at < LOOK_AGAIN_MS;
  }

  async #assertThere(position: Position, hash: string): Promise<void> {
    if (position === BEGINNING || hash === '') return;

    const event = await this.store.eventAt(position);
    if (event?.hash !== hash) throw new LogDiffers(await this.#whatDiffers(position));
    this.#sure = { event: `${position} ${hash}`, at: performance.now() };
  }

  async #whatDiffers(position: Position): Promise<string> {
    const head = await this.store.head();
    const found = isAfter(position, head)
      ? `The log ends at position ${head}, but it was followed up to position ${position}: its end was cut off, or an older one put in its place.`
      : `The log's event at position ${position} is not the one it followed: the log was restored or changed.`;
    return `${found} Put the right one back, or rebuild read models from this one.`;
  }
}

/** An event that was read, by where it is and what it holds. */
type Place = Pick<Recorded, 'position' | 'hash'>;

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
