import type { Position, Recorded } from '#kernel';
import {
  EventStore,
  type AppendOutcome,
  type AppendRequest,
  type LogToImport,
  type RememberedCommand,
  type StoredPage,
} from '../event-store.js';
import type { PreparedAppend } from './append-call.js';
import { AppendLane } from './append-lane.js';
import { chained, EVENTS_LIMIT } from './append-rules.js';
import { AppendWake } from './append-wake.js';
import type { Database } from './database.js';
import { withoutDetail } from './database-error.js';
import { importIntoPostgres } from './import-into-postgres.js';
import { receiptOf, toRecorded, type StoredEvent } from './event-hash.js';
import { LoneConnection } from './lone-connection.js';

/** How a PostgreSQL store is made. */
export interface PostgresEventStoreOptions {
  /** Take any time that is not before the log's last: for tests and the sample programme. */
  readonly anyClock?: boolean;
  /** How long one call of the lane may take; default 10 s. */
  readonly call_ms?: number;
}

/** A server that went silent is left after this, and what became of the call is asked on another connection. */
const CALL_MS = 10_000;

const COLUMNS = `position, stream, revision, id, type, version, effective_on as "effectiveOn",
  recorded_at as "recordedAt", metadata, data, coalesce(command_key, '') as "commandKey",
  coalesce(command_digest, '') as "commandDigest", hash`;

/**
 * The log in PostgreSQL: a batched single lane. Positions are contiguous and rise in the order of commits, so a reader
 * that pages by position sees everything exactly once.
 */
export class PostgresEventStore extends EventStore {
  readonly contiguous = true;
  readonly place = 'PostgreSQL';
  private readonly laneConnection: LoneConnection;
  private readonly lane: AppendLane;
  private readonly wake: AppendWake;
  private closed = false;

  /** On a database that `openDatabase` made; closing the store leaves the database open. */
  constructor(
    private readonly database: Pick<Database, 'pool' | 'connection'>,
    options: PostgresEventStoreOptions = {},
  ) {
    super();
    this.laneConnection = new LoneConnection({
      ...database.connection,
      query_timeout: options.call_ms ?? CALL_MS,
    });
    this.wake = new AppendWake(database.connection);
    this.lane = new AppendLane({
      connection: this.laneConnection,
      anyClock: options.anyClock ?? false,
      recovered: (append) => this.recovered(append),
      appended: () => this.wake.announce(),
    });
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.closed) throw new Error('The event store is closed.');

    return this.lane.append({ request, events: chained(request), since: performance.now() });
  }

  async readStream(
    stream: string,
    options: { readonly from?: number; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    const { from, limit = null, backwards = false } = options;
    const rows = backwards
      ? await this.read<StoredEvent>(
          'stream-backwards',
          `select ${COLUMNS} from log_event where stream = $1 and revision <= $2 order by revision desc limit $3`,
          [stream, from ?? 2_147_483_647, limit],
        )
      : await this.read<StoredEvent>(
          'stream-forwards',
          `select ${COLUMNS} from log_event where stream = $1 and revision >= $2 order by revision limit $3`,
          [stream, from ?? 0, limit],
        );
    return rows.map(toRecorded);
  }

  async readAll(
    options: { readonly after?: Position; readonly limit?: number; readonly backwards?: boolean } = {},
  ): Promise<readonly Recorded[]> {
    if (!options.backwards) return (await this.readStored(options)).map(toRecorded);

    const rows = await this.read<StoredEvent>(
      'all-backwards',
      `select ${COLUMNS} from log_event where position < $1 order by position desc limit $2`,
      [options.after ?? '9223372036854775807', options.limit ?? 1000],
    );
    return rows.map(toRecorded);
  }

  readStored(options: StoredPage = {}): Promise<readonly StoredEvent[]> {
    return this.read<StoredEvent>(
      'all-forwards',
      `select ${COLUMNS} from log_event where position > $1 order by position limit $2`,
      [options.after ?? '0', options.limit ?? 1000],
    );
  }

  async eventAt(position: Position): Promise<Recorded | undefined> {
    const [event] = await this.read<StoredEvent>(
      'at',
      `select ${COLUMNS} from log_event where position = $1`,
      [position],
    );
    return event && toRecorded(event);
  }

  async head(): Promise<Position> {
    const rows = await this.read<{ head: Position }>(
      'head',
      `select coalesce((select position from log_event order by position desc limit 1), 0) as head`,
    );
    return rows[0]?.head ?? '0';
  }

  async identity(): Promise<string> {
    const rows = await this.read<{ identity: string }>('identity', 'select identity from log_lane');
    if (!rows[0]) throw new Error('The log has no identity: its tables were made by something else.');
    return rows[0].identity;
  }

  async commandOf(key: string): Promise<RememberedCommand | undefined> {
    const rows = await this.read<CommandRow>(
      'command-of',
      `select own.* from log_event first, lateral (
         select position, stream, revision, id, type, command_key as "commandKey", command_digest as digest
           from log_event where stream = first.stream and revision >= first.revision order by revision limit ${EVENTS_LIMIT}
       ) own where first.command_key = $1 order by own.revision`,
      [key],
    );
    const [first, ...rest] = rows;
    if (!first) return undefined;

    const next = rest.findIndex(({ commandKey }) => commandKey !== null);
    const own = [first, ...(next < 0 ? rest : rest.slice(0, next))];
    return { digest: first.digest ?? '', receipt: receiptOf(own) };
  }

  async importStored(log: LogToImport): Promise<void> {
    await importIntoPostgres(this.database.connection, this.place, log);
    this.wake.announce();
  }

  /** An import that did not come to its end was rolled back. */
  async unfinishedImport(): Promise<undefined> {}

  onAppended(listener: () => void): () => void {
    return this.wake.on(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.lane.idle();
    await Promise.all([this.laneConnection.close(), this.wake.close()]);
  }

  /** An append whose answer was lost: if the log holds exactly its events, it was ours. */
  private async recovered({ request, events }: PreparedAppend): Promise<AppendOutcome | undefined> {
    const there = await this.readStream(request.stream, {
      from: request.expectedRevision + 1,
      limit: events.length,
    });
    const ours =
      there.length === events.length && there.every(({ hash }, index) => hash === events[index]?.hash);
    return ours ? { outcome: 'appended', events: there } : undefined;
  }

  private async read<Row extends object>(name: string, text: string, values: unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.database.pool.query<Row>({ name: `log-${name}`, text, values });
      return rows;
    } catch (error) {
      throw withoutDetail(error, 'reading the log');
    }
  }
}

interface CommandRow extends Pick<StoredEvent, 'position' | 'stream' | 'revision' | 'id' | 'type'> {
  readonly commandKey: string | null;
  readonly digest: string | null;
}
