import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  type Context,
  type Database,
  openDatabase,
  PostgresEventStore,
  startEmbeddedPostgres,
} from '#platform';
import { openProduct, type Product } from '../../apps/api/src/start.js';
import type { Figure } from './measuring.js';

/** What benches stand on: one PostgreSQL server of this run, a database of its own for each. */
export interface Ground {
  /** Seconds that a rate is measured for. */
  readonly seconds: number;
  /** Made smaller by `--quick`: how much of something is made. */
  sized(full: number): number;
  /** An empty database; answers its address. */
  database(): Promise<string>;
  /** The log alone, on a database of its own. */
  log(): Promise<{ readonly url: string; readonly database: Database; readonly store: PostgresEventStore }>;
  /** The product without its door and without following, so that nothing else takes the machine's time. */
  product(options?: { readonly url?: string; readonly contexts?: readonly Context[] }): Promise<Product>;
  /** The version of PostgreSQL. */
  version(): Promise<string>;
  close(): Promise<void>;
}

/** A bench measures one promise; its ratios travel to other machines, its absolute numbers do not. */
export interface Bench {
  readonly name: string;
  run(ground: Ground): Promise<readonly Figure[]>;
}

const SECONDS = 4;
const QUICK_SECONDS = 1;
const QUICK_PART = 5;

export const openGround = async ({ quick }: { readonly quick: boolean }): Promise<Ground> => {
  const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-'));
  // As root the server runs as another user, who must get in.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres') });
  const closers: (() => Promise<void>)[] = [];
  const opened = <T extends { close(): Promise<void> }>(thing: T): T => {
    closers.push(() => thing.close());
    return thing;
  };
  const database = async (): Promise<string> => {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    await asked(server.url, `create database ${name}`);
    return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  };

  return {
    seconds: quick ? QUICK_SECONDS : SECONDS,
    sized: (full) => (quick ? Math.ceil(full / QUICK_PART) : full),
    database,
    log: async () => {
      const url = await database();
      const open = opened(await openDatabase({ url }));
      return { url, database: open, store: opened(new PostgresEventStore(open)) };
    },
    product: async ({ url, contexts } = {}) =>
      opened(
        await openProduct({
          configuration: { databaseUrl: url ?? (await database()), dataFolder: folder, logLevel: 'error' },
          http: false,
          worker: false,
          ...(contexts ? { contexts } : {}),
        }),
      ),
    version: async () =>
      ((await asked(server.url, 'show server_version')) as { server_version: string }[])[0]!.server_version,
    close: async () => {
      try {
        for (const close of closers.reverse()) await close();
        await server.stop();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
};

const asked = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<object>(statement)).rows;
  } finally {
    await client.end();
  }
};
