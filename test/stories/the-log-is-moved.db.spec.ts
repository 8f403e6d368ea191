import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import request from 'supertest';
import {
  checkLogFile,
  type Configuration,
  exportLog,
  importLog,
  Keyring,
  markOfKeys,
  proveSeal,
  readSeal,
  sealLog,
  type StoredEvent,
  testDatabase,
} from '#platform';
import { openProduct, type Product } from '../../apps/api/src/start.js';
import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { EventStoreDbTestServer } from '../support/event-store-db/event-store-db-server.js';
import { type Office, openOffice } from '../support/office.js';

const { cohortId } = autumnCohort(2);
const places = `cohorts/${cohortId}/places`;
const HARBOUR = { organisationId: idOf('Harbour Trust'), name: 'Harbour Trust', sector: 'voluntary' };
const AT_HARBOUR = {
  personId: idOf('dara'),
  name: 'Dara',
  email: 'dara@example.org',
  employerId: idOf('Harbour Trust'),
  level: 'middle',
};

const twoPlacesAreConfirmed = async (office: Office): Promise<void> => {
  await enrolling(office, 2);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'ewan']);
  for (const name of ['amara', 'bo', 'chidi'])
    await office.done(places, { placeId: idOf(`place of ${name}`), sponsorId: idOf('Glenmore Council') });
  for (const name of ['amara', 'bo']) {
    await office.done(`${places}/${idOf(`place of ${name}`)}/acceptance`);
    await office.done(`${places}/${idOf(`place of ${name}`)}/confirmation`, confirmationOf(name, 'ewan'));
  }
  await office.done(`${places}/${idOf('place of bo')}/withdrawal`, { reasonClass: 'work' });
  await office.settle();
};

/** All rows of all read models, as texts, by table. */
const rowsOf = async (databaseUrl: string): Promise<Readonly<Record<string, readonly string[]>>> => {
  const client = new Client({
    connectionString: databaseUrl,
    options: '-c search_path=leading_to_deliver,pg_temp',
  });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'leading_to_deliver'
       and table_name !~ '^(log_|follower_|migration)' order by 1`,
    );
    const all: Record<string, readonly string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select to_jsonb(r)::text as row from "${name}" r order by 1`,
      );
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  } finally {
    await client.end();
  }
};

const allOf = async ({ store }: Product): Promise<readonly StoredEvent[]> =>
  store.readStored({ limit: 100_000 });
const withoutPosition = ({ position: _, ...event }: StoredEvent) => event;

describe('a log that is moved from PostgreSQL to EventStoreDB and back', () => {
  let office: Office;
  let server: EventStoreDbTestServer;
  let folder: string;
  let first: { readonly receipt: any; readonly person: any };
  const closers: (() => Promise<unknown>)[] = [];
  const configurations: Record<string, Partial<Configuration>> = {};
  const moved: Record<string, Product> = {};

  /** Exports a product's log, imports the file into an empty one with the same keys, and opens the product on that. */
  const moving = async (from: Product, to: string, log: Pick<Configuration, 'eventStoreDbUrl'> = {}) => {
    const file = join(folder, `to-${to}.gz`);
    const keys = markOfKeys(from.app.get(Keyring), await from.store.identity());
    const standing = await from.followers.standing();
    await exportLog(from.store, file, { exportedAt: from.clock.now(), keys, standing });
    const database = await testDatabase();
    closers.push(() => database.drop());
    const dataFolder = join(folder, to);
    await cp(join(office.folder, 'keys'), join(dataFolder, 'keys'), { recursive: true });
    const configuration = {
      databaseUrl: database.url,
      dataFolder,
      port: 0,
      logLevel: 'silent' as const,
      ...log,
    };
    configurations[to] = configuration;
    const importing = await openProduct({
      clock: office.clock,
      http: false,
      worker: false,
      importing: true,
      configuration,
    });
    const checked = await checkLogFile(file);
    await importing.followers.whileNobodyFollows(() => importLog(importing, checked));
    await importing.close();
    moved[to] = await openProduct({ clock: office.clock, configuration });
    closers.unshift(() => moved[to]!.close());
    await moved[to].followers.settle();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'l2d-moved-'));
    // A test server in memory, built on the client's generated services: not the real product.
    server = await EventStoreDbTestServer.start();
    office = await openOffice('2026-09-01');
    await twoPlacesAreConfirmed(office);
    first = {
      receipt: (await office.done('organisations', HARBOUR, { 'Idempotency-Key': 'harbour' })).body,
      person: (await office.done('people', AT_HARBOUR, { 'Idempotency-Key': 'dara' })).body,
    };
    await office.settle();
    await sealLog(office.product.store, join(folder, 'before.seal'), { sealedAt: office.clock.now() });
    await moving(office.product, 'EventStoreDB', { eventStoreDbUrl: server.url });
    await moving(moved['EventStoreDB']!, 'PostgreSQL');
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await office?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('says there which store it is in, and is another log than the one it was taken from', async () => {
    expect(moved['EventStoreDB']!.store.place).toContain('EventStoreDB');
    expect(moved['PostgreSQL']!.store.place).toBe('PostgreSQL');
    const all = [office.product, moved['EventStoreDB']!, moved['PostgreSQL']!];
    const identities = await Promise.all(all.map(({ store }) => store.identity()));
    expect(new Set(identities).size).toBe(3);
  });

  it.each(['EventStoreDB', 'PostgreSQL'])(
    'holds in %s the same events in the same order, and those who follow recorded none',
    async (to) => {
      const origin = (await allOf(office.product)).map(withoutPosition);
      expect(origin.length).toBeGreaterThan(30);
      expect((await allOf(moved[to]!)).map(withoutPosition)).toEqual(origin);
    },
  );

  it.each(['EventStoreDB', 'PostgreSQL'])(
    'is proved in %s, and its read models equal a replay',
    async (to) => {
      const proof = await moved[to]!.followers.verify();
      expect(proof.log.problems).toEqual([]);
      expect(proof.projections.filter(({ differing, problem }) => differing > 0 || problem)).toEqual([]);
      expect(proof.sound).toBe(true);
      const { workItems, followers } = await moved[to]!.followers.status();
      expect([workItems, followers.filter(({ failed }) => failed)]).toEqual([[], []]);
    },
  );

  it.each(['EventStoreDB', 'PostgreSQL'])('has in %s everything to do that was due', async (to) => {
    const dueIn = async ({ followers }: Product) =>
      (await followers.standing()).due.map(({ at: _, ...entry }) => entry);
    const origin = await dueIn(office.product);
    expect(origin.map(({ command }) => command)).toContain('LapseOffer');
    expect(await dueIn(moved[to]!)).toEqual(origin);
  });

  it.each(['EventStoreDB', 'PostgreSQL'])('is in %s what was sealed before', async (to) => {
    const proof = await proveSeal(moved[to]!.store, await readSeal(join(folder, 'before.seal')));
    expect(proof).toMatchObject({ sameLog: false, statement: { events: (await allOf(moved[to]!)).length } });
    expect(proof.difference).toBeUndefined();
  });

  it('has in the end the same rows in every read model, and in EventStoreDB the same but for positions', async () => {
    const origin = await rowsOf(office.databaseUrl);
    expect(Object.values(origin).flat().length).toBeGreaterThan(15);
    expect(await rowsOf(configurations['PostgreSQL']!.databaseUrl!)).toEqual(origin);

    const places = (await allOf(moved['EventStoreDB']!)).map(({ position }) => position);
    const atHome = (rows: readonly string[]) =>
      rows.map((row) =>
        row.replace(/(?<=osition": "?)\d+/g, (position) => String(places.indexOf(position) + 1)),
      );
    const there = await rowsOf(configurations['EventStoreDB']!.databaseUrl!);
    expect(Object.keys(there)).toEqual(Object.keys(origin));
    for (const [table, rows] of Object.entries(there))
      expect([table, atHome(rows).toSorted()]).toEqual([table, [...origin[table]!].toSorted()]);
  });

  it.each(['EventStoreDB', 'PostgreSQL'])(
    'knows in %s a command that is sent again, by the receipt it had, and refuses another under its key',
    async (to) => {
      const { url, store } = moved[to]!;
      const send = (path: string, body: object, key: string) =>
        request(url!).post(`/api/${path}`).set({ 'Idempotency-Key': key }).send(body);
      const before = await store.head();

      for (const [path, body, key, receipt] of [
        ['organisations', HARBOUR, 'harbour', first.receipt],
        ['people', AT_HARBOUR, 'dara', first.person],
      ] as const) {
        const { position: _, ...said } = (await send(path, body, key)).body as { position: string };
        expect(said).toEqual({ ...receipt, position: undefined });
        const other = await send(path, { ...body, name: 'Another' }, key);
        expect([other.status, other.body.code]).toEqual([422, 'key-reused']);
      }
      expect(await store.head()).toBe(before);
    },
  );

  it.each(['EventStoreDB', 'PostgreSQL'])('is read in %s with the names of its people', async (to) => {
    const { body } = await request(moved[to]!.url!).get(`/api/people/${idOf('dara')}`);
    expect(body).toMatchObject({ name: 'Dara', email: 'dara@example.org' });
  });

  it.each(['EventStoreDB', 'PostgreSQL'])('takes in %s nothing a second time', async (to) => {
    const checked = await checkLogFile(join(folder, `to-${to}.gz`));
    await expect(importLog(moved[to]!, checked)).rejects.toThrow(/is not empty/);
    await expect(moved[to]!.followers.whileNobodyFollows(async () => undefined)).rejects.toThrow(
      /A server follows this log now/,
    );
  });

  it('goes on there', async () => {
    for (const { url, followers, store } of Object.values(moved)) {
      const answer = await request(url!)
        .post(`/api/${places}/${idOf('place of chidi')}/acceptance`)
        .send({});
      expect(answer.status).toBe(201);
      await followers.settle();
      expect((await followers.verify()).sound).toBe(true);
      expect((await store.readStored({ after: answer.body.position })).length).toBeGreaterThanOrEqual(0);
    }
  });
});
