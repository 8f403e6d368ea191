import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inFolder, startedServer } from './embedded-postgres.js';

/** A database of a test's own, empty. */
export interface TestDatabase {
  readonly url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

/**
 * A fresh database on the one server of this run of Jest, which the first caller starts and `test/support` stops. For
 * `*.db.spec.ts`: `beforeAll` makes one, `afterAll` drops it.
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const url = await (server ??= testServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administered(url('postgres'), `create database ${name}`);
  return {
    url: url(name),
    drop: () => administered(url('postgres'), `drop database if exists ${name} with (force)`),
  };
};

let server: Promise<(database: string) => string> | undefined;

const testServer = async (): Promise<(database: string) => string> => {
  const folder = process.env['L2D_TEST_POSTGRES'];
  if (!folder) throw new Error('A test database needs Jest with test/support/global-setup.mjs.');

  return (await inFolder(folder, () => startedServer(folder, () => undefined))).url;
};

const administered = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
