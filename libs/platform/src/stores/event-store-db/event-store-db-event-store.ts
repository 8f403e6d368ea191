import { randomUUID } from 'node:crypto';
import { BEGINNING, isId, type Position, type Recorded } from '#kernel';
import {
  EventStore,
  type AppendOutcome,
  type AppendRequest,
  type LogToImport,
  type RememberedCommand,
  type StoredPage,
} from '../../event-store.js';
import { chainBroken, chained, objectionToTime, Unrecordable } from '../append-rules.js';
import { type ChainedEvent, receiptOf, toRecorded, type StoredEvent } from '../event-hash.js';
import { AppendedHints } from './appended-hints.js';
import type { PageOfAll, PageOfStream } from './calls.js';
import { claimsOf, CommandClaims } from './command-claims.js';
import { EventStoreDbConnection, type Patience } from './connection.js';
import { InTurn } from './in-turn.js';
import { NoSuchPosition, RevisionLacking } from './log-failed.js';
import { LogImport } from './log-import.js';
import { revisionLacking, type ServerEvent } from './server-event.js';
import { StoreClock } from './store-clock.js';
import { appendOf, proposedOf, storedOf, StreamNames } from './stored-form.js';

/** How a store on EventStoreDB is made. */
export interface EventStoreDbOptions extends Patience {
  /** Take any time that is not before the log's last: for tests and the sample programme. */
  readonly anyClock?: boolean;
  /** What the log's streams are named by, where a server holds several logs; default `l2d`. */
  readonly log?: string;
}

/** A stream is read in so many events a call, so that each call has its deadline. */
const STREAM_PAGE = 1_000;

/**
 * The log in EventStoreDB or KurrentDB. Positions are those of the server's log, so they have holes: what is complete is seen by
 * the revisions of each stream. Times of recording rise in each stream; over the log they do, but for appends that are
 * under way at once.
 */
export class EventStoreDbEventStore extends EventStore {
  readonly contiguous = false;
  readonly place: string;
  private readonly connection: EventStoreDbConnection;
  private readonly names: StreamNames;
  private readonly claims: CommandClaims;
  private readonly imports: LogImport;
  private readonly clock: StoreClock | undefined;
  private readonly hints: AppendedHints;
  /** Of appends to one stream only one can be taken: a second one under way would be refused, and claim its keys for nothing. */
  private readonly inTurn = new InTurn<AppendOutcome>();
  private closed = false;

  /** At an address that `addressProblem` has nothing to say of. */
  constructor(url: string, options: EventStoreDbOptions = {}) {
    super();
    this.connection = new EventStoreDbConnection(url, options);
    this.place = `EventStoreDB at ${this.connection.hosts}`;
    this.names = new StreamNames(options.log ?? 'l2d');
    this.claims = new CommandClaims(this.connection, this.names, (...asked) => this.stored(...asked));
    this.imports = new LogImport(this.connection, this.names, this.claims, this);
    this.clock = options.anyClock ? undefined : new StoreClock(this.connection, this.names.clock);
    this.hints = new AppendedHints(this.connection, this.names.prefix);
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.closed) throw new Error('The event store is closed.');

    const events = chained(request);
    const odd = events.find(({ id }) => !isId(id));
    if (odd) throw new Unrecordable(`The id "${odd.id}" of an event "${odd.type}" is no UUID.`);
    const since = performance.now();
    const outcome = await this.inTurn.during(request.stream, async (before) => {
      // A stream never gets shorter: of many that want one revision, all but the first need read nothing.
      if (endAfter(before) > request.expectedRevision) return conflictAt(endAfter(before));
      return this.appending(request, events, since);
    });
    return outcome.outcome === 'conflict' ? ((await this.known(request)) ?? outcome) : outcome;
  }

  async readStream(
    stream: string,
    options: { readonly from?: number; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    const { backwards = false } = options;
    const events: ServerEvent[] = [];
    let { from, limit = Infinity } = options;
    while (limit > 0 && (from ?? 0) >= 0) {
      const asked = Math.min(limit, STREAM_PAGE);
      const page = await this.serverEvents(stream, { from, limit: asked, backwards });
      events.push(...page);
      if (page.length < asked) break;
      limit -= page.length;
      from = page.at(-1)!.revision + (backwards ? -1 : 1);
    }
    return events.map((event) => toRecorded(storedOf(event, this.names)));
  }

  async readAll(
    options: { readonly after?: Position; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    const stored = options.backwards ? await this.backwards(options) : await this.readStored(options);
    return stored.map(toRecorded);
  }

  async readStored({ after = BEGINNING, limit = 1000 }: StoredPage = {}): Promise<readonly StoredEvent[]> {
    if (limit <= 0) return [];
    if (after === BEGINNING) return this.page({ limit, backwards: false });

    // The server begins with the event at the position.
    const page = await this.page({ at: after, limit: limit + 1, backwards: false });
    return page[0]?.position === after ? page.slice(1) : page.slice(0, limit);
  }

  async eventAt(position: Position): Promise<Recorded | undefined> {
    try {
      const [event] = await this.page({ at: position, limit: 1, backwards: false });
      return event?.position === position ? toRecorded(event) : undefined;
    } catch (error) {
      if (error instanceof NoSuchPosition) return undefined;
      throw error;
    }
  }

  async head(): Promise<Position> {
    return (await this.last())?.position ?? BEGINNING;
  }

  async identity(): Promise<string> {
    for (;;) {
      const [first] = await this.connection.readStream(this.names.identity, { limit: 1, backwards: false });
      if (first) return first.id;
      const begun = { id: randomUUID(), type: 'LogBegun', data: '{}', metadata: '{}' };
      await this.connection.append(this.names.identity, -1, [begun]);
    }
  }

  async commandOf(key: string): Promise<RememberedCommand | undefined> {
    const events = await this.claims.recorded(key);
    return events && { digest: events[0]!.commandDigest, receipt: receiptOf(events) };
  }

  async importStored(log: LogToImport): Promise<void> {
    await this.imports.run(log);
    this.hints.tell();
  }

  unfinishedImport(): Promise<string | undefined> {
    return this.imports.unfinished();
  }

  onAppended(listener: () => void): () => void {
    return this.hints.on(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.hints.close();
    this.connection.close();
  }

  private async appending(
    request: AppendRequest,
    events: readonly ChainedEvent[],
    since: number,
  ): Promise<AppendOutcome> {
    const { stream, expectedRevision, previousHash, recordedAt } = request;
    const end = await this.end(stream);
    if (revisionOf(end) !== expectedRevision) return conflictAt(revisionOf(end));
    if ((end?.hash ?? '') !== previousHash) {
      const known = await this.known(request);
      if (known) return known;
      throw chainBroken(request);
    }

    const [last, claimed] = await Promise.all([this.last(), this.claimed(request)]);
    if (claimed) return claimed;
    const before = [end?.recordedAt ?? '', last?.recordedAt ?? ''].sort()[1]!;
    const no = this.clock
      ? await this.clock.objectionTo(recordedAt, before, performance.now() - since)
      : objectionToTime(recordedAt, before, undefined);
    if (no) return no;

    const append = randomUUID();
    const proposed = events.map((event, index) => proposedOf(event, index === 0 ? append : undefined));
    if (await this.connection.append(this.names.of(stream), expectedRevision, proposed)) {
      const taken = { from: expectedRevision + 1, limit: events.length, backwards: false };
      const there = await this.serverEvents(stream, taken);
      // The same ids at the same revision are taken as one append by the server, whoever sends them.
      if (appendOf(there[0]) === append) return this.appended(there);
    }
    // The revision is read: what the server tells with a refusal is of a moment ago.
    return conflictAt(revisionOf(await this.end(stream)));
  }

  private appended(there: readonly ServerEvent[]): AppendOutcome {
    this.hints.tell();
    return { outcome: 'appended', events: there.map((event) => toRecorded(storedOf(event, this.names))) };
  }

  private async claimed(request: AppendRequest): Promise<AppendOutcome | undefined> {
    const claims = claimsOf(request);
    const areOurs = await Promise.all(claims.map((claim) => this.claims.claim(claim)));
    const known = claims[areOurs.indexOf(false)];
    return known && { outcome: 'known', key: known.key };
  }

  private async known({ commands }: AppendRequest): Promise<AppendOutcome | undefined> {
    const key = await this.claims.known(commands.map((command) => command.key));
    return key === undefined ? undefined : { outcome: 'known', key };
  }

  private async end(stream: string): Promise<Recorded | undefined> {
    return (await this.readStream(stream, { backwards: true, limit: 1 }))[0];
  }

  private async last(): Promise<StoredEvent | undefined> {
    return (await this.page({ limit: 1, backwards: true }))[0];
  }

  private backwards({ after, limit = 1000 }: StoredPage): Promise<readonly StoredEvent[]> | readonly [] {
    return after === BEGINNING ? [] : this.page({ at: after, limit, backwards: true });
  }

  private async page(page: Omit<PageOfAll, 'prefix'>): Promise<readonly StoredEvent[]> {
    const events = await this.connection.readAll({ ...page, prefix: this.names.prefix });
    return events.map((event) => storedOf(event, this.names));
  }

  private async stored(stream: string, from: number, limit: number): Promise<readonly StoredEvent[]> {
    const events = await this.serverEvents(stream, { from, limit, backwards: false });
    return events.map((event) => storedOf(event, this.names));
  }

  private async serverEvents(stream: string, page: PageOfStream): Promise<readonly ServerEvent[]> {
    const events = await this.connection.readStream(this.names.of(stream), page);
    const lacking = revisionLacking(events, page);
    if (lacking === undefined) return events;
    throw new RevisionLacking(stream, lacking, this.connection.hosts);
  }
}

const revisionOf = (end: Recorded | undefined): number => end?.revision ?? -1;

const conflictAt = (revision: number): AppendOutcome => ({ outcome: 'conflict', revision });

/** Where an append left its stream, or found it; -1 where it does not tell. */
const endAfter = (outcome: AppendOutcome | undefined): number => {
  if (outcome?.outcome === 'conflict') return outcome.revision;
  return outcome?.outcome === 'appended' ? outcome.events.at(-1)!.revision : -1;
};
