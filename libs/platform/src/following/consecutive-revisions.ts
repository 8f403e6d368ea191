import { isAfter, type Position, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { AtMost } from './at-most.js';
import { LogDiffers } from './failures.js';

const KEPT_STREAMS = 50_000;
const READS_AT_ONCE = 16;

type Place = Pick<Recorded, 'revision' | 'position'>;

/**
 * Sees that nothing is missing from a log whose positions have holes: the event before each one in its stream is in the same
 * page before it, or was passed already. Keeps where the streams last seen stand; of others the event before is read.
 */
export class ConsecutiveRevisions {
  readonly #seen = new Map<string, Place>();
  readonly #reads = new AtMost(READS_AT_ONCE);

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** A page up to where an event is missing. Throws `LogDiffers` where that is its beginning. */
  async complete(after: Position, events: readonly Recorded[]): Promise<readonly Recorded[]> {
    const firsts = new Map<string, Recorded>();
    for (const event of events) if (!firsts.has(event.stream)) firsts.set(event.stream, event);
    const before = new Map(
      await Promise.all(
        [...firsts].map(async ([stream, first]) => [stream, await this.#before(first)] as const),
      ),
    );
    for (const [index, event] of events.entries()) {
      const { stream, revision } = event;
      const last = before.get(stream);
      const follows = revision === 0 ? !last : last?.revision === revision - 1;
      if (!follows || (last && firsts.get(stream) === event && isAfter(last.position, after))) {
        if (index > 0) return events.slice(0, index);
        throw new LogDiffers(missingBefore(event));
      }
      before.set(stream, event);
      this.#remember(event);
    }
    return events;
  }

  async #before({ stream, revision }: Recorded): Promise<Place | undefined> {
    if (revision === 0) return undefined;
    const seen = this.#seen.get(stream);
    if (seen?.revision === revision - 1) return seen;
    const asked = { from: revision - 1, limit: 1 };
    return (await this.#reads.during(() => this.store.readStream(stream, asked)))[0];
  }

  #remember({ stream, revision, position }: Recorded): void {
    this.#seen.delete(stream);
    this.#seen.set(stream, { revision, position });
    if (this.#seen.size <= KEPT_STREAMS) return;
    const [oldest] = this.#seen.keys();
    this.#seen.delete(oldest!);
  }
}

const missingBefore = ({ stream, revision, position }: Recorded): string =>
  `The log lacks what comes before revision ${revision} of "${stream}" at position ${position}. Restore the log.`;
