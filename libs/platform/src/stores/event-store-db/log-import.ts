import { randomUUID } from 'node:crypto';
import { BEGINNING } from '#kernel';
import type { EventPlace, EventStore, LogToImport } from '../../event-store.js';
import { storedPages } from '../../seals/stored-pages.js';
import { EVENTS_LIMIT, ImportRefused, KeyClaimed, keyTwice, notEmpty } from '../append-rules.js';
import type { ChainedEvent, StoredEvent } from '../event-hash.js';
import type { ProposedEvent } from './calls.js';
import type { CommandClaims } from './command-claims.js';
import type { EventStoreDbConnection } from './connection.js';
import type { ServerEvent } from './server-event.js';
import { proposedOf, type StreamNames } from './stored-form.js';

const BEGUN = 'ImportBegun';
const ENDED = 'ImportEnded';
/** The server takes a mebibyte in one append, with what it adds itself. */
const APPEND_BYTES = 900_000;

type Log = Pick<EventStore, 'readStored' | 'head' | 'place'>;

/**
 * Brings a whole log into an empty one of a server that knows no transaction: a mark before the first event and one behind
 * the last say whether it is whole. Events are appended one append after the other, since their order is the log's; each is
 * the next one whoever appends it, so an interrupted import goes on behind what is there. At last all is read again and
 * compared: what others recorded meanwhile is found, and then the log never counts as whole.
 */
export class LogImport {
  constructor(
    private readonly connection: EventStoreDbConnection,
    private readonly names: StreamNames,
    private readonly claims: CommandClaims,
    private readonly log: Log,
  ) {}

  /** The id of the import that was begun last, where it has not ended. */
  async unfinished(): Promise<string | undefined> {
    return begunIn(await this.lastMark());
  }

  async run(log: LogToImport): Promise<void> {
    const { id, pages, told, whole } = log;
    const begun = await this.begin(id);
    const there = this.stored();
    let events = 0;
    for await (const page of pages()) {
      const lacking = await this.lacking(page, there);
      await this.claim(lacking);
      for (const together of runsOf(lacking)) await this.append(together);
      told?.('import', (events += page.length));
    }
    const places = await this.compare(log);
    await whole?.(places);
    await this.mark(ENDED, id, begun);
  }

  /** Answers the revision of the mark, which is there from now on. */
  private async begin(id: string): Promise<number> {
    const last = await this.lastMark();
    const unfinished = begunIn(last);
    if (last && unfinished === id) return last.revision;
    if (unfinished !== undefined)
      throw new ImportRefused(
        `The log (${this.log.place}) is half of another one, of the file whose SHA-256 is ${unfinished}: import that file to its ` +
          'end, or name an empty one in EVENTSTOREDB_URL.',
      );

    const head = await this.log.head();
    if (head !== BEGINNING) throw notEmpty(this.log.place, head);
    return this.mark(BEGUN, id, last?.revision ?? -1);
  }

  /** What of a page is not in the log yet. Throws where something else is there. */
  private async lacking(
    page: readonly ChainedEvent[],
    there: AsyncGenerator<ChainedEvent, undefined>,
  ): Promise<readonly ChainedEvent[]> {
    for (const [index, event] of page.entries()) {
      const { value: found } = await there.next();
      if (!found) return page.slice(index);
      if (!isSame(found, event)) throw this.foreign(found);
    }
    return [];
  }

  /** Before their events, as of every command: an interrupted import then leaves no event whose key is unknown. */
  private async claim(events: readonly ChainedEvent[]): Promise<void> {
    await Promise.all(
      events
        .filter(({ commandKey }) => commandKey !== '')
        .map(async ({ commandKey: key, stream, revision: first }) => {
          const isOurs = await this.claims
            .claim({ key, stream, behind: first - 1, first })
            .catch((error: unknown) => {
              throw error instanceof KeyClaimed ? keyTwice() : error;
            });
          if (!isOurs) throw keyTwice();
        }),
    );
  }

  private async append(events: readonly ChainedEvent[]): Promise<void> {
    const [first] = events;
    const { stream, revision } = first!;
    const proposed = events.map((event) => proposedOf(event));
    if (!(await this.connection.append(this.names.of(stream), revision - 1, proposed)))
      throw this.foreign(first!);
  }

  /** Answers the places of the events that are to be noted. */
  private async compare({ pages, told, noted }: LogToImport): Promise<ReadonlyMap<number, EventPlace>> {
    const places = new Map<number, EventPlace>();
    let number = 0;
    const there = this.stored((event) => {
      number += 1;
      if (noted?.has(number)) places.set(number, event);
    });
    let events = 0;
    for await (const page of pages()) {
      const [missing] = await this.lacking(page, there);
      if (missing) throw this.foreign(missing);
      told?.('compare', (events += page.length));
    }
    const { value: more } = await there.next();
    if (more) throw this.foreign(more);
    return places;
  }

  private async *stored(
    each: (event: StoredEvent) => void = () => undefined,
  ): AsyncGenerator<ChainedEvent, undefined> {
    for await (const page of storedPages(this.log))
      for (const event of page) {
        each(event);
        yield event;
      }
  }

  private async lastMark(): Promise<ServerEvent | undefined> {
    const [last] = await this.connection.readStream(this.names.imports, { limit: 1, backwards: true });
    return last;
  }

  private async mark(type: typeof BEGUN | typeof ENDED, id: string, behind: number): Promise<number> {
    const event: ProposedEvent = { id: randomUUID(), type, data: JSON.stringify({ id }), metadata: '{}' };
    if (!(await this.connection.append(this.names.imports, behind, [event])))
      throw new ImportRefused(`Another process imports into the log (${this.log.place}) now. Let it end.`);
    return behind + 1;
  }

  private foreign({ stream, revision }: ChainedEvent): ImportRefused {
    return new ImportRefused(
      `Others recorded in the log (${this.log.place}) while one was imported into it, seen at "${stream}" revision ${revision}: ` +
        'it is not the log of the file. Stop every server, and name an empty one in EVENTSTOREDB_URL.',
    );
  }
}

const begunIn = (mark: ServerEvent | undefined): string | undefined =>
  mark?.type === BEGUN ? (JSON.parse(mark.data) as { id: string }).id : undefined;

/** Positions differ from store to store; the hash is over all else. */
const isSame = (one: ChainedEvent, other: ChainedEvent): boolean =>
  one.stream === other.stream && one.revision === other.revision && one.hash === other.hash;

/**
 * Events that follow each other in the log and in one stream, in appends a server takes. Of the same events the same from each of
 * their beginnings on: what an import that was killed has on its way is what the next one sends.
 */
const runsOf = (events: readonly ChainedEvent[]): readonly (readonly ChainedEvent[])[] => {
  const runs: ChainedEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const run = runs.at(-1);
    const { type, data, metadata } = proposedOf(event);
    const own = Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
    const fits = run && run[0]!.stream === event.stream && run.length < EVENTS_LIMIT;
    if (fits && bytes + own <= APPEND_BYTES) run.push(event);
    else runs.push([event]);
    bytes = runs.at(-1)!.length === 1 ? own : bytes + own;
  }
  return runs;
};
