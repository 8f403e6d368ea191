import { Client, type ClientConfig, type Pool } from 'pg';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { platformMigrations } from '../migrations/index.js';
import { withoutDetail } from './database-error.js';
import { assertDurable } from './database-settings.js';

/** The product's database, open: TypeORM for read models, plain `pg` for what must be exact. */
export interface Database {
  readonly dataSource: DataSource;
  /** The pool TypeORM uses, for statements of our own. */
  readonly pool: Pool;
  /** For connections of one's own (`new Client(connection)`). Holds the password: never log it. */
  readonly connection: ClientConfig;
  close(): Promise<void>;
}

/** How the database is opened. */
export interface DatabaseOptions {
  readonly url: string;
  readonly entities?: readonly (EntitySchema | (abstract new (...args: never[]) => unknown))[];
  /** Beside the platform's own; run in the order of their timestamps. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** Seen in `pg_stat_activity`. */
  readonly applicationName?: string;
  readonly poolSize?: number;
}

const SCHEMA = 'leading_to_deliver';
/** Nobody thinks so long in a transaction: whoever was stopped or cut off in one would keep its locks for ever. */
const IDLE_IN_TRANSACTION_MS = 30_000;
/** A connection that is not made by then is tried for anew: one that was lost on its way is asked for ever more seldom. */
const CONNECT_MS = 10_000;
const MIGRATION_LOCK = 6_170_002;

/**
 * Connects, checks that the server keeps what it commits, and brings the tables up to date. Processes that start at
 * once take turns. Throws one sentence that says what is wrong; never a database's detail.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const connection: ClientConfig = {
    connectionString: options.url,
    application_name: options.applicationName ?? 'leading-to-deliver',
    // Only our schema: what others may have put into `public` or a temporary schema is never called instead.
    options: `-c search_path=${SCHEMA},pg_temp -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
  };
  const dataSource = dataSourceFor(options, connection);
  const migrator = await connected(connection);
  try {
    await assertDurable(migrator);
    await migrator.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrator.query(`create schema if not exists ${SCHEMA}`);
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw (error as { code?: string }).code || (error as { driverError?: unknown }).driverError
      ? withoutDetail(error, 'its tables were brought up to date')
      : error;
  } finally {
    // Ends the session and with it the lock.
    await migrator.end().catch(() => undefined);
  }
  const pool = (dataSource.driver as unknown as { master: Pool }).master;

  return { dataSource, pool, connection, close: () => dataSource.destroy() };
};

const dataSourceFor = (options: DatabaseOptions, connection: ClientConfig): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...(options.entities ?? [])] as (new () => unknown)[],
    migrations: [...platformMigrations, ...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: connection.application_name,
    poolSize: options.poolSize ?? 10,
    // A pooled connection that dies while idle is replaced when the next is asked for.
    poolErrorHandler: () => undefined,
    extra: { options: connection.options, keepAlive: true, connectionTimeoutMillis: CONNECT_MS },
  });

const connected = async (connection: ClientConfig): Promise<Client> => {
  const client = new Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'no answer';
    throw new Error(
      `The database at ${client.host}:${client.port} cannot be entered (${code}${REASONS[code] ?? ''}): check DATABASE_URL.`,
      { cause: error },
    );
  }
};

const REASONS: Readonly<Record<string, string>> = {
  '28P01': ', wrong user or password',
  '28000': ', this user may not connect',
  '3D000': ', there is no database of this name',
  ECONNREFUSED: ', nothing listens there',
  ENOTFOUND: ', no such host',
};
