import { randomUUID } from 'node:crypto';
import { BEGINNING, type Position, type Recorded } from '#kernel';
import { SystemClock, type Clock } from '../clock.js';
import {
  EventStore,
  type AppendOutcome,
  type AppendRequest,
  type LogToImport,
  type RememberedCommand,
  type StoredPage,
} from '../event-store.js';
import { chainBroken, chained, keyTwice, notEmpty, objectionToTime } from './append-rules.js';
import { receiptOf, toRecorded, type StoredEvent } from './event-hash.js';

/** How a memory store is made. */
export interface MemoryEventStoreOptions {
  /** The store's clock, which decisions may not differ from by more than 5 s. */
  readonly clock?: Clock;
  /** Take any time that is not before the log's last: for the sample programme and tests. */
  readonly anyClock?: boolean;
}

/** The log in this process's memory, for tests of pure things only. Passes the contract suite of all stores. */
export class MemoryEventStore extends EventStore {
  readonly contiguous = true;
  readonly place = 'the memory of this process';
  private readonly log: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly commands = new Map<string, RememberedCommand>();
  private readonly listeners = new Set<() => void>();
  private readonly name = randomUUID();
  private readonly clock: Clock;
  private readonly anyClock: boolean;

  constructor(options: MemoryEventStoreOptions = {}) {
    super();
    this.clock = options.clock ?? new SystemClock();
    this.anyClock = options.anyClock ?? false;
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    const events = chained(request);
    const no = this.objectionTo(request);
    if (no) return no;

    const stored = events.map((event, index) => ({
      ...event,
      position: String(this.log.length + 1 + index),
    }));
    for (const event of stored) this.keep(event);
    this.remember(request, stored);
    this.tell();
    return { outcome: 'appended', events: stored.map(toRecorded) };
  }

  async readStream(
    name: string,
    options: { readonly from?: number; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    const stream = this.streams.get(name) ?? [];
    const limit = options.limit ?? Infinity;
    if (!options.backwards) return page(stream, Math.max(0, options.from ?? 0), limit).map(toRecorded);

    const end = Math.min(stream.length, (options.from ?? Infinity) + 1);
    return page(stream, Math.max(0, end - limit), end - Math.max(0, end - limit))
      .reverse()
      .map(toRecorded);
  }

  async readAll(
    options: { readonly after?: Position; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    const limit = options.limit ?? 1000;
    if (!options.backwards) return page(this.log, Number(options.after ?? BEGINNING), limit).map(toRecorded);

    const end = options.after === undefined ? this.log.length : Math.max(0, Number(options.after) - 1);
    return page(this.log, Math.max(0, end - limit), Math.min(end, limit))
      .reverse()
      .map(toRecorded);
  }

  async readStored(options: StoredPage = {}): Promise<readonly StoredEvent[]> {
    return page(this.log, Number(options.after ?? BEGINNING), options.limit ?? 1000);
  }

  async eventAt(position: Position): Promise<Recorded | undefined> {
    const event = this.log[Number(position) - 1];
    return event && toRecorded(event);
  }

  async head(): Promise<Position> {
    return String(this.log.length);
  }

  async identity(): Promise<string> {
    return this.name;
  }

  async commandOf(key: string): Promise<RememberedCommand | undefined> {
    return this.commands.get(key);
  }

  async importStored({ pages, told, noted, whole }: LogToImport): Promise<void> {
    if (this.log.length > 0) throw notEmpty(this.place, await this.head());
    const events: StoredEvent[] = [];
    for await (const page of pages()) {
      for (const event of page) events.push({ ...event, position: String(events.length + 1) });
      told?.('import', events.length);
    }
    const keys = events.flatMap(({ commandKey }) => commandKey || []);
    if (new Set(keys).size < keys.length) throw keyTwice();
    await whole?.(
      new Map(events.flatMap((event, index) => (noted?.has(index + 1) ? [[index + 1, event] as const] : []))),
    );
    if (this.log.length > 0) throw notEmpty(this.place, await this.head());

    for (const event of events) this.keep(event);
    for (const [first, ...rest] of commandsOf(this.streams.values()))
      this.commands.set(first.commandKey, {
        digest: first.commandDigest,
        receipt: receiptOf([first, ...rest]),
      });
    this.tell();
  }

  async unfinishedImport(): Promise<undefined> {}

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }

  private keep(event: StoredEvent): void {
    const stream = this.streams.get(event.stream) ?? [];
    this.streams.set(event.stream, stream);
    this.log.push(event);
    stream.push(event);
  }

  private tell(): void {
    for (const listener of this.listeners) setImmediate(listener);
  }

  private objectionTo(request: AppendRequest): AppendOutcome | undefined {
    const known = request.commands.find((command) => this.commands.has(command.key));
    if (known) return { outcome: 'known', key: known.key };

    const head = this.streams.get(request.stream)?.at(-1);
    const revision = head?.revision ?? -1;
    if (revision !== request.expectedRevision) return { outcome: 'conflict', revision };
    if ((head?.hash ?? '') !== request.previousHash) throw chainBroken(request);

    const now = this.anyClock ? undefined : this.clock.now();
    return objectionToTime(request.recordedAt, this.log.at(-1)?.recordedAt ?? '', now);
  }

  private remember(request: AppendRequest, stored: readonly StoredEvent[]): void {
    let next = 0;
    for (const { key, digest, events } of request.commands) {
      const own = stored.slice(next, next + events.length);
      next += events.length;
      this.commands.set(key, { digest, receipt: receiptOf(own) });
    }
  }
}

/** The events of each command: it begins with the one that has its key. */
const commandsOf = function* (
  streams: Iterable<readonly StoredEvent[]>,
): Generator<readonly [StoredEvent, ...StoredEvent[]]> {
  for (const stream of streams)
    for (let from = 0; from < stream.length;) {
      const next = stream.findIndex(({ commandKey }, index) => index > from && commandKey !== '');
      const [first, ...rest] = stream.slice(from, next < 0 ? stream.length : next);
      yield [first!, ...rest];
      from += 1 + rest.length;
    }
};

const page = <T>(list: readonly T[], start: number, limit: number): T[] => list.slice(start, start + limit);
