import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '../embedded/test-database.js';
import { appended, appendedInTheEnd, sampleAppend, sampleCommand } from '../stores/append-samples.js';
import { openDatabase, type Database } from '../stores/database.js';
import { hashOf } from '../stores/event-hash.js';
import { PostgresEventStore } from '../stores/postgres-event-store.js';
import { proveSeal } from './prove-seal.js';
import { readSeal } from './seal-file.js';
import { sealLog } from './seal-log.js';

const AT = { sealedAt: '2026-09-30T12:00:00.000Z' };
const STREAMS = ['amara', 'bo', 'amara', 'chidi', 'amara', 'bo', 'dara', 'bo'];

describe('a log in PostgreSQL and its seal', () => {
  let fresh: TestDatabase;
  let database: Database;
  let store: PostgresEventStore;
  let folder: string;
  let file: string;
  let seals = 0;
  beforeAll(async () => {
    fresh = await testDatabase();
    database = await openDatabase({ url: fresh.url });
    folder = await mkdtemp(join(tmpdir(), 'l2d-seal-db-'));
  });
  beforeEach(async () => {
    await database.pool.query('truncate log_event');
    store = new PostgresEventStore(database, { anyClock: true });
    file = join(folder, `${(seals += 1)}.seal`);
  });
  afterEach(() => store.close());
  afterAll(async () => {
    await database.close();
    await fresh.drop();
    await rm(folder, { recursive: true });
  });

  const sql = (text: string, values?: unknown[]) => database.pool.query(text, values);
  const recorded = async () => {
    for (const [index, stream] of STREAMS.entries())
      await appendedInTheEnd(store, stream, sampleCommand(`c${index}`, { note: index }));
  };
  /** As somebody does who knows the code: positions without holes, revisions and hashes of every stream that fit. */
  const chainedAnew = async () => {
    const heads = new Map<string, { readonly revision: number; readonly hash: string }>();
    const events = await store.readStored();
    await sql('update log_event set position = -position, revision = -1 - revision');
    for (const [index, event] of events.entries()) {
      const before = heads.get(event.stream) ?? { revision: -1, hash: '' };
      const revision = before.revision + 1;
      const hash = hashOf(before.hash, { ...event, revision });
      heads.set(event.stream, { revision, hash });
      const values = [index + 1, revision, hash, `-${event.position}`];
      await sql('update log_event set position = $1, revision = $2, hash = $3 where position = $4', values);
    }
  };
  const swapped = (one: number, other: number) =>
    sql(
      `with two as (update log_event set position = -position where position in (${one}, ${other}) returning 1) select count(*) from two`,
    ).then(() =>
      sql(
        `update log_event set position = case position when -${one} then ${other} else ${one} end where position in (-${one}, -${other})`,
      ),
    );
  const difference = async () => (await proveSeal(store, await readSeal(file))).difference;

  it.each([
    ['a row altered', () => sql(`update log_event set data = '{"note":9}' where position = 4`), 'altered', 4],
    [
      'a row altered and its stream chained anew',
      async () => {
        await sql(`update log_event set data = '{"note":9}' where position = 3`);
        await chainedAnew();
      },
      'altered',
      3,
    ],
    [
      'a time of recording altered and its stream chained anew',
      async () => {
        await sql(`update log_event set recorded_at = '2026-01-01T00:00:00.000Z' where position = 1`);
        await chainedAnew();
      },
      'altered',
      1,
    ],
    [
      "a stream's tail cut",
      () => sql(`delete from log_event where stream = 'bo' and revision > 0`),
      'missing',
      6,
    ],
    [
      "a stream's tail cut and positions closed up",
      async () => {
        await sql(`delete from log_event where stream = 'bo' and revision > 0`);
        await chainedAnew();
      },
      'missing',
      6,
    ],
    [
      'a stream removed',
      async () => {
        await sql(`delete from log_event where stream = 'bo'`);
        await chainedAnew();
      },
      'missing',
      2,
    ],
    ['two events of different streams swapped', () => swapped(4, 7), 'moved', 4],
    [
      'two events of one stream swapped and chained anew',
      async () => {
        await swapped(2, 6);
        await chainedAnew();
      },
      'altered',
      2,
    ],
    ["the log's tail cut", () => sql('delete from log_event where position > 5'), 'missing', 6],
    ['everything removed', () => sql('truncate log_event'), 'missing', 1],
  ] as const)('tell of %s, also when more was recorded since', async (_, attack, kind, number) => {
    await recorded();
    await sealLog(store, file, AT);
    expect(await difference()).toBeUndefined();
    await attack();

    expect(await difference()).toMatchObject({ kind, number });
    await appendedInTheEnd(store, 'edda', sampleCommand('later'));
    expect(await difference()).toMatchObject({ kind, number });
  });

  it('agree when more was recorded since, also of a log that was empty', async () => {
    await sealLog(store, file, AT);
    expect(await difference()).toBeUndefined();
    await recorded();
    expect(await difference()).toBeUndefined();
    await rm(file);

    expect(await sealLog(store, file, AT)).toMatchObject({ events: 8, streams: 4 });
    await recordedMore();
    expect(await difference()).toBeUndefined();
  });
  const recordedMore = () =>
    Promise.all(
      ['bo', 'edda', 'dara'].map((stream) =>
        appendedInTheEnd(store, stream, sampleCommand(`${stream}/more`)),
      ),
    );

  it('agree when it was made while commands were recorded', async () => {
    await recorded();
    let isSealed = false;
    let more = 0;
    const recording = Array.from({ length: 4 }, async (_, nth) => {
      while (!isSealed) {
        more += 1;
        const request = sampleAppend(`${nth}-${more}`, sampleCommand(`${nth}/${more}`, 'a', 'b'));
        const outcome = await store.append(request);
        if (outcome.outcome !== 'decide-again-at') appended(outcome);
      }
    });
    const files = [0, 1, 2, 3, 4].map((nth) => `${file}-${nth}`);
    const made = [];
    for (const one of files) made.push(await sealLog(store, one, AT));
    isSealed = true;
    await Promise.all(recording);

    expect(made.map(({ events }) => events)).toEqual(
      made.map(({ events }) => events).toSorted((a, b) => a - b),
    );
    expect(made.at(-1)!.events).toBeGreaterThan(8);
    for (const one of files) expect((await proveSeal(store, await readSeal(one))).difference).toBeUndefined();
  });

  it('are said to be of two logs where they are', async () => {
    const another = await testDatabase();
    const elsewhere = await openDatabase({ url: another.url });
    const other = new PostgresEventStore(elsewhere, { anyClock: true });
    await appendedInTheEnd(other, 'amara', sampleCommand('c'));
    await sealLog(other, file, AT);
    await other.close();
    await elsewhere.close();
    await another.drop();
    await recorded();

    expect(await proveSeal(store, await readSeal(file))).toMatchObject({
      sameLog: false,
      difference: { kind: 'altered', number: 1 },
    });
  });
});
