import { BEGINNING, isAfter, type Position, type Recorded } from '#kernel';
import type { AskedLog } from './asked-log.js';
import { LatestReads } from './latest-reads.js';

const PAGE = 1_000;
/** Whoever is further behind than this looks at each stream again. */
const FOLLOWED_PAGES = 10;
/** Streams whose latest event is remembered. */
const REMEMBERED_STREAMS = 50_000;

/**
 * The streams in which something was recorded of late, as far as this process has looked. One look at the end of the log tells
 * all who wait for it whether the states they have are the latest: without it each would ask for its own stream.
 */
export class LogTail {
  readonly #looks = new LatestReads();
  readonly #latest = new Map<string, Position>();
  /** Undefined before the first look. */
  #seen: Position | undefined;
  /** What was recorded up to here, and where, is not known any more. */
  #floor: Position = BEGINNING;

  constructor(
    private readonly log: Pick<AskedLog, 'head' | 'readAll'>,
    /** Whether positions are consecutive numbers. */
    private readonly contiguous: boolean,
    /** The log was put back to an earlier one: nothing that was known of it holds. */
    private readonly onPutBack: () => void,
  ) {}

  /** How far this process has looked. */
  get seen(): Position {
    return this.#seen ?? BEGINNING;
  }

  /** Ends when all that was recorded before this was asked is seen. Throws `StoreFailed`. */
  look(): Promise<void> {
    return this.#looks.latest('end', () => this.#look());
  }

  /** True when nothing that was seen in the stream is missing from a state, by the position of its last event and how far it is known to hold all. */
  isLatest(stream: string, position: Position, upTo: Position): boolean {
    return !isAfter(this.#floor, upTo) && !isAfter(this.#latest.get(stream) ?? BEGINNING, position);
  }

  /** Events of one stream that this process recorded: where they follow on what was seen, nobody has to look at them. */
  recorded(events: readonly Recorded[]): void {
    const [first, last] = [events[0]!, events.at(-1)!];
    if (this.#seen === undefined || !this.contiguous) return;
    if (BigInt(first.position) === BigInt(this.#seen) + 1n) this.#note([last]);
  }

  async #look(): Promise<void> {
    // What this process records meanwhile lies behind the head that is answered.
    const before = this.#seen;
    const head = await this.log.head();
    if (before !== undefined && isAfter(before, head)) this.onPutBack();
    else if (before !== undefined)
      for (let pages = 0; pages < FOLLOWED_PAGES; pages += 1) {
        if (!isAfter(head, this.seen)) return;
        const page = await this.log.readAll({ after: this.seen, limit: PAGE });
        if (page.length === 0) break;
        this.#note(page);
      }
    this.#latest.clear();
    this.#seen = this.#floor = head;
  }

  #note(events: readonly Recorded[]): void {
    for (const { stream, position } of events) {
      this.#latest.delete(stream);
      this.#latest.set(stream, position);
    }
    for (const [stream, position] of this.#latest) {
      if (this.#latest.size <= REMEMBERED_STREAMS) break;
      this.#latest.delete(stream);
      this.#floor = position;
    }
    const { position } = events.at(-1)!;
    if (isAfter(position, this.seen)) this.#seen = position;
  }
}
