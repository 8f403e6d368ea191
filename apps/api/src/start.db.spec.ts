import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { instantOf } from '#kernel';
import { testDatabase, type TestDatabase } from '#platform';
import { openProduct, type Product } from './start.js';

describe('a data folder and a database', () => {
  let database: TestDatabase;
  let home: string;
  const products: Product[] = [];
  const opened = async (name: string) => {
    const product = await openProduct({
      http: false,
      worker: false,
      contexts: [],
      configuration: { databaseUrl: database.url, dataFolder: join(home, name), logLevel: 'silent' },
    });
    products.push(product);
    return product;
  };
  beforeEach(async () => {
    database = await testDatabase();
    home = await mkdtemp(join(tmpdir(), 'l2d-start-'));
  });
  afterEach(async () => {
    for (const product of products.splice(0)) await product.close();
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  it('belong together once both were opened: another folder is refused, a copy is not', async () => {
    const product = await opened('one');
    await record(product);
    await expect(opened('other')).rejects.toThrow(join(home, 'other'));
    await expect(opened('other')).rejects.toThrow('L2D_DATA');

    await cp(join(home, 'one', 'keys'), join(home, 'copy', 'keys'), { recursive: true });
    await opened('one');
    await opened('copy');
  });

  it('may not meet for the first time when the log holds events already', async () => {
    await record(await opened('one'));
    const client = new Client(database.url);
    await client.connect();
    await client.query('delete from leading_to_deliver.log_keys');
    await client.end();
    await expect(opened('one')).rejects.toThrow(
      /^The log \(PostgreSQL\) holds events, but the database .* put a backup of it back/,
    );
  });

  it('opened by two at once are settled for one folder', async () => {
    const both = await Promise.allSettled([opened('one'), opened('other')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

const record = ({ store }: Product) =>
  store.append({
    stream: 'notes-amara',
    expectedRevision: -1,
    previousHash: '',
    recordedAt: instantOf(Date.now()),
    commands: [
      {
        key: 'amara/c1',
        digest: 'a digest',
        events: [
          {
            id: 'e1',
            type: 'NoteTaken',
            version: 1,
            data: { said: 'hello' },
            effectiveOn: '2026-09-14',
            metadata: {
              commandId: 'c1',
              commandType: 'TakeNote',
              correlationId: 'c1',
              causationId: 'c1',
              actor: 'amara',
              role: 'administrator',
              origin: 'command',
            },
          },
        ],
      },
    ],
  });
