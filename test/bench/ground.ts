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
import type { Findings } from './measuring.js';

/** What benches stand on: one PostgreSQL server of this run, a database of its own for each. */
export interface Ground {
  /** Seconds that a rate is measured for. */
  readonly seconds: number;
  /** How often things that are measured side by side take turns. */
  readonly rounds: number;
  /** Everything that is drawn is drawn from it. */
  readonly seed: number;
  /** Whether what takes the better part of an hour is measured too. */
  readonly full: boolean;
  /** Says what is being measured now. */
  readonly progress: (doing: string) => void;
  /** Made smaller by `--quick`: how much of something is made. */
  sized(full: number): number;
  /** An empty database, or a copy of one that nobody uses; answers its address. */
  database(copied?: string): Promise<string>;
  /** The log alone, on a database of its own or on one that is there. */
  log(
    url?: string,
  ): Promise<{ readonly url: string; readonly database: Database; readonly store: PostgresEventStore }>;
  /** The product without its door and without following, so that nothing else takes the machine's time. */
  product(options?: { readonly url?: string; readonly contexts?: readonly Context[] }): Promise<Product>;
  /** The version of PostgreSQL. */
  version(): Promise<string>;
  /** Has something closed with the ground, before what was opened earlier. */
  closing<T>(thing: T, close: (thing: T) => Promise<unknown>): T;
  /** A folder for files of the bench. */
  readonly folder: string;
  close(): Promise<void>;
}

/** How a ground is made. */
export interface GroundOptions extends Pick<Ground, 'rounds' | 'seed' | 'full' | 'progress'> {
  /** Less of everything: to try the bench, not to believe it. */
  readonly quick: boolean;
}

/** A bench measures one promise; its ratios travel to other machines, its absolute numbers do not. */
export interface Bench {
  readonly name: string;
  readonly run: (ground: Ground) => Promise<Findings>;
}

const SECONDS = 4;
const QUICK_SECONDS = 1;
const QUICK_PART = 5;

export const openGround = async ({ quick, ...options }: GroundOptions): Promise<Ground> => {
  const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-'));
  // As root the server runs as another user, who must get in.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres') });
  const closers: (() => Promise<unknown>)[] = [];
  const closing = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closers.push(() => close(thing));
    return thing;
  };
  const opened = <T extends { close(): Promise<void> }>(thing: T): T => closing(thing, () => thing.close());
  const database = async (copied?: string): Promise<string> => {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    const template = copied === undefined ? 'template1' : new URL(copied).pathname.slice(1);
    await asked(server.url, `create database ${name} template ${template}`);
    return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  };

  return {
    ...options,
    folder,
    closing,
    seconds: quick ? QUICK_SECONDS : SECONDS,
    sized: (full) => (quick ? Math.ceil(full / QUICK_PART) : full),
    database,
    log: async (url) => {
      url ??= await database();
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
