import type { Instant, Recorded } from '#kernel';
import { ControlledClock } from '../clock.js';
import type { Commands } from '../commands.js';
import type { Context } from '../context.js';
import { runnerOn } from '../deciding/seat-book.example.js';
import { testDatabase } from '../embedded/test-database.js';
import { type Database, openDatabase } from '../stores/database.js';
import { PostgresEventStore } from '../stores/postgres-event-store.js';
import { Followers, type FollowersParts } from './followers.js';
import { lending } from './loans.example.js';
import { ReadModelsOverPostgres, type ReadModelsParts } from './read-models.js';

export const OPENED_AT: Instant = '2026-09-01T08:00:00.000Z';

/** The lending library in a database of its own, for the specifications of followers. */
export interface Library {
  readonly url: string;
  readonly database: Database;
  readonly store: PostgresEventStore;
  readonly clock: ControlledClock;
  readonly commands: Commands;
  /** What followers reported. */
  readonly reports: string[];
  /** Another process's followers, stopped when the library closes. */
  followers(parts?: Partial<FollowersParts>): Followers;
  readModels(parts?: Partial<ReadModelsParts>): ReadModelsOverPostgres;
  rows(sql: string): Promise<any[]>;
  close(): Promise<void>;
}

export const openLibrary = async (contexts: readonly Context[] = [lending]): Promise<Library> => {
  const fresh = await testDatabase();
  const entities = contexts.flatMap(({ projections = [] }) => projections.map(({ table }) => table));
  const database = await openDatabase({ url: fresh.url, entities });
  const store = new PostgresEventStore(database, { anyClock: true });
  const clock = new ControlledClock(OPENED_AT);
  const deciders = contexts.flatMap((context) => context.deciders ?? []);
  const commands = runnerOn(store, { clock, deciders });
  const reports: string[] = [];
  const made: Followers[] = [];
  const sealing = { open: async (events: readonly Recorded[]) => events };
  const log = { log: () => undefined, warn: (message: string) => void reports.push(message) };
  return {
    url: fresh.url,
    database,
    store,
    clock,
    commands,
    reports,
    followers: (parts = {}) => {
      const one = new Followers({ contexts, database, store, sealing, commands, clock, log, ...parts });
      made.push(one);
      return one;
    },
    readModels: (parts = {}) => new ReadModelsOverPostgres({ database, store, sealing, clock, ...parts }),
    rows: async (sql) => (await database.pool.query<any>(sql)).rows as any[],
    close: async () => {
      await Promise.all(made.map((one) => one.stop()));
      await store.close();
      await database.close();
      await fresh.drop();
    },
  };
};
