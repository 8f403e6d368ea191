import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pool } from 'pg';
import type { Ground } from './ground.js';
import { CONNECTIONS, contentOf, IDLE_MS, openPool } from './logs.js';
import type { Log } from './oracle.js';

/** What the product is measured beside, as a package of its own: the product never needs it. */
const NAMED = join(process.cwd(), 'test', 'bench', 'peers');
const INSTALLED = join(process.cwd(), 'node_modules', '.cache', 'bench-peers');
const FILES = ['package.json', 'package-lock.json', '.npmrc'];
const PAGE = 1_000;

/** Installs what the bench alone needs, where it is not there yet as the lock file names it. */
export const installPeers = (progress: (doing: string) => void): void => {
  if (FILES.every((file) => textOf(join(NAMED, file)) === textOf(join(INSTALLED, file)))) return;

  progress('installing what the product is measured beside');
  mkdirSync(INSTALLED, { recursive: true });
  for (const file of FILES) copyFileSync(join(NAMED, file), join(INSTALLED, file));
  try {
    execFileSync('npm', ['ci', '--no-progress'], { cwd: INSTALLED, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    // Looked at again the next time.
    rmSync(INSTALLED, { recursive: true, force: true });
    throw error;
  }
};

const textOf = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** A package that is there for the bench alone. */
export const peer = async (name: string): Promise<any> =>
  (await import(pathToFileURL(createRequire(join(INSTALLED, 'package.json')).resolve(name)).href)) as unknown;

/** `@event-driven-io/emmett-postgresql`, with a pool as large as the others'. */
export const emmett = async (ground: Ground): Promise<Log> => {
  const url = await ground.database();
  const [{ getPostgreSQLEventStore, readMessagesBatch }, { dumbo }, pg] = await Promise.all([
    peer('@event-driven-io/emmett-postgresql'),
    peer('@event-driven-io/dumbo'),
    peer('pg'),
  ]);
  const pool = ground.closing(
    new pg.default.Pool({ connectionString: url, max: CONNECTIONS, idleTimeoutMillis: IDLE_MS }),
    (open: Pool) => open.end(),
  );
  const store = getPostgreSQLEventStore(url, { connectionOptions: { connectionString: url, pool } });
  await store.schema.migrate();
  const { execute } = dumbo({ connectionString: url, pool });
  const standing = ({ data, metadata }: any) => ({
    number: data.number as number,
    position: BigInt(metadata.globalPosition),
  });
  return {
    name: 'emmett',
    append: async (number) => {
      const { type, data, metadata } = contentOf(number);
      await store.appendToStream(`note-${number}`, [{ type, data, metadata }], {
        expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
      });
    },
    after: async (position) =>
      (await readMessagesBatch(execute, { after: position, batchSize: PAGE })).messages.map(standing),
    stored: async () =>
      (await pool.query('select message_data, global_position from emt_messages')).rows.map((row: any) => ({
        number: row.message_data.number as number,
        position: BigInt(row.global_position),
      })),
  };
};

/** `@castore/event-storage-adapter-postgres`: it reads stream by stream, there is no order over all of them. */
export const castore = async (ground: Ground): Promise<Log> => {
  const connectionString = Object.assign(new URL(await ground.database()), {
    search: `?max=${CONNECTIONS}&idle_timeout=${IDLE_MS / 1_000}`,
  }).href;
  const { PostgresEventStorageAdapter } = await peer('@castore/event-storage-adapter-postgres');
  const pool = openPool(ground, connectionString.replace(/\?.*/, ''));
  await PostgresEventStorageAdapter.createEventTable({
    connectionString,
    tableName: 'event',
    aggregateId: { type: 'VARCHAR', length: 64 },
  });
  const adapter = new PostgresEventStorageAdapter({ connectionString, tableName: 'event' });
  ground.closing(adapter, ({ _sql }: any) => _sql.end() as Promise<void>);
  return {
    name: 'castore',
    append: async (number) => {
      const { type, data, metadata } = contentOf(number);
      await adapter.pushEvent(
        { aggregateId: `note-${number}`, version: 1, type, payload: data, metadata },
        { eventStoreId: 'notes' },
      );
    },
    stored: async () =>
      (await pool.query<{ data: { number: number } }>('select data from event')).rows.map(
        ({ data: { number } }) => ({ number }),
      ),
  };
};

const MESSAGE_DB_FILES = [
  ...['roles/message-store', 'schema/message-store'],
  ...['types/message', 'tables/messages'],
  ...['message-store-version', 'hash-64', 'acquire-lock', 'category', 'is-category', 'id', 'cardinal-id'].map(
    (name) => `functions/${name}`,
  ),
  ...['stream-version', 'write-message', 'get-stream-messages', 'get-category-messages'].map(
    (name) => `functions/${name}`,
  ),
  'functions/get-last-stream-message',
  ...['messages-id', 'messages-stream', 'messages-category'].map((name) => `indexes/${name}`),
];

/** `message-db`, from its own SQL: without its pgcrypto, whose one function PostgreSQL has itself since version 13. */
export const messageDb = async (ground: Ground): Promise<Log> => {
  const url = Object.assign(new URL(await ground.database()), {
    search: `?options=${encodeURIComponent('-c search_path=message_store,public')}`,
  }).href;
  const pool = openPool(ground, url);
  const database = join(INSTALLED, 'node_modules', '@eventide', 'message-db', 'database');
  const install = MESSAGE_DB_FILES.map((file) => readFileSync(join(database, `${file}.sql`), 'utf8'));
  // The indexes are made concurrently, which no transaction allows: one statement at a time.
  for (const statements of install) await pool.query(statements);
  return {
    name: 'message-db',
    append: async (number) => {
      const { id, type, data, metadata } = contentOf(number);
      await pool.query({
        name: 'write',
        text: 'select write_message($1, $2, $3, $4, $5, -1)',
        values: [id, `note-${number}`, type, JSON.stringify(data), JSON.stringify(metadata)],
      });
    },
    after: async (position) => {
      const { rows } = await pool.query<{ global_position: string; data: string }>({
        name: 'page',
        text: `select global_position, data from get_category_messages('note', $1, ${PAGE})`,
        // Included, not behind.
        values: [String(position + 1n)],
      });
      return rows.map((row) => ({
        number: (JSON.parse(row.data) as { number: number }).number,
        position: BigInt(row.global_position),
      }));
    },
    stored: async () =>
      (
        await pool.query<{ data: { number: number }; global_position: string }>(
          'select data, global_position from messages',
        )
      ).rows.map(({ data: { number }, global_position }) => ({ number, position: BigInt(global_position) })),
  };
};
