import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { instantOf } from '#kernel';
import { testDatabase, type TestDatabase } from '../embedded/test-database.js';
import { appended, appendedInTheEnd, sampleAppend, sampleCommand } from './append-samples.js';
import { ClocksDisagree } from './append-rules.js';
import { openDatabase, type Database } from './database.js';
import { describeEventStore } from './event-store.contract.js';
import { PostgresEventStore } from './postgres-event-store.js';

interface Opened {
  readonly fresh: TestDatabase;
  readonly database: Database;
}
const idle: Opened[] = [];
const all: Opened[] = [];

/** An empty log; a database is used again once its test is over. */
const emptyLog = async (): Promise<Opened> => {
  const used = idle.pop();
  if (used) {
    await used.database.pool.query('truncate log_event');
    return used;
  }
  const fresh = await testDatabase();
  const opened = { fresh, database: await openDatabase({ url: fresh.url }) };
  all.push(opened);
  return opened;
};

afterAll(async () => {
  for (const { database, fresh } of all) {
    await database.close();
    await fresh.drop();
  }
});

describeEventStore('the PostgreSQL store', async () => {
  const opened = await emptyLog();
  const store = new PostgresEventStore(opened.database);
  return {
    store,
    close: async () => {
      await store.close();
      idle.push(opened);
    },
  };
});

describe('the PostgreSQL store', () => {
  let opened: Opened;
  let store: PostgresEventStore;
  let other: PostgresEventStore;
  beforeEach(async () => {
    opened = await emptyLog();
    store = new PostgresEventStore(opened.database);
    // As another process would: its own lane, its own connections.
    other = new PostgresEventStore(opened.database);
  });
  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    idle.push(opened);
  });

  /** Ends every connection to the database but this one, as a restarting server does. */
  const cutConnections = async () => {
    const { rows } = await opened.database.pool.query<{ cut: string }>(
      `select count(pg_terminate_backend(pid)) as cut from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    return Number(rows[0]?.cut);
  };

  it('keeps positions contiguous and times rising when two processes append', async () => {
    const both = [store, other];
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        appendedInTheEnd(both[n % 2] as PostgresEventStore, `notes-${n % 20}`, sampleCommand(`c${n}`)),
      ),
    );

    const events = await store.readAll();
    expect(events.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: 200 }, (_, n) => n + 1),
    );
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual(
      events.map(({ recordedAt }) => recordedAt).sort(),
    );
  });

  it('tells other processes of an append', async () => {
    let told: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (told = resolve));
    other.onAppended(() => told());
    // Heard once for the connection itself, so that it listens before the append.
    await heard;
    const again = new Promise<void>((resolve) => (told = resolve));

    await store.append(sampleAppend('notes-amara', sampleCommand('c')));
    await again;
  });

  it('appends once what it sends again after its connection broke in the middle', async () => {
    await store.append(sampleAppend('notes-amara', sampleCommand('first')));
    const blocker = new Client(opened.database.connection);
    blocker.on('error', () => undefined);
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from log_lane for update');
    const waiting = store.append(sampleAppend('notes-bo', sampleCommand('second')));
    while ((await waitingForLane(opened)) === 0);
    await cutConnections();

    expect(appended(await waiting)).toMatchObject([{ stream: 'notes-bo', position: '2' }]);
    expect(await store.head()).toBe('2');
  });

  it('leaves a call that is not answered in time, and still appends once', async () => {
    const impatient = new PostgresEventStore(opened.database, { call_ms: 300 });
    const blocker = new Client(opened.database.connection);
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select 1 from log_lane for update');
    const request = sampleAppend('notes-bo', sampleCommand('c'));
    const waiting = impatient.append(request);
    while ((await waitingForLane(opened)) < 2) await pause(10);
    await blocker.end();

    expect(appended(await waiting)).toEqual(await impatient.readAll());
    expect(await impatient.head()).toBe('1');
    await impatient.close();
  });

  it('recognises its own append when only the answer was lost', async () => {
    const request = sampleAppend('notes-amara', sampleCommand('c'));
    await loseNextAnswer(store);

    const events = appended(await store.append(request));
    expect(events).toEqual(await store.readAll());
    expect(await store.head()).toBe('1');
  });

  it('goes on recording at its last time when the clocks are set back, until they have passed it', async () => {
    const ahead = new PostgresEventStore(opened.database, { anyClock: true });
    const recordedAt = instantOf(Date.now() + 60_000);
    appended(await ahead.append(sampleAppend('notes-a', sampleCommand('a'), { recordedAt })));
    await ahead.close();

    for (const before of [0, 30_000])
      expect(
        await store.append(
          sampleAppend('notes-b', sampleCommand('b'), { recordedAt: instantOf(Date.now() + before) }),
        ),
      ).toEqual({ outcome: 'decide-again-at', recordedAt });
    appended(await store.append(sampleAppend('notes-b', sampleCommand('b'), { recordedAt })));
    await expect(
      store.append(
        sampleAppend('notes-c', sampleCommand('c'), { recordedAt: instantOf(Date.now() + 61_000) }),
      ),
    ).rejects.toThrow(ClocksDisagree);
  });

  it('refuses its last time, too, when the store’s clock has passed it by more than 5 s', async () => {
    const old = new PostgresEventStore(opened.database, { anyClock: true });
    const recordedAt = instantOf(Date.now() - 60_000);
    appended(await old.append(sampleAppend('notes-a', sampleCommand('a'), { recordedAt })));
    await old.close();

    await expect(store.append(sampleAppend('notes-b', sampleCommand('b'), { recordedAt }))).rejects.toThrow(
      ClocksDisagree,
    );
    appended(await store.append(sampleAppend('notes-b', sampleCommand('b'))));
  });

  it('fails one request alone and says nothing of its content', async () => {
    await opened.database.pool.query(
      `alter table log_event add constraint no_secrets check (data not like '%secret%')`,
    );
    const outcomes = await Promise.allSettled(
      ['fine', 'secret', 'fine too'].map((said, n) =>
        store.append(sampleAppend(`notes-${n}`, sampleCommand(`c${n}`, said))),
      ),
    );
    await opened.database.pool.query('alter table log_event drop constraint no_secrets');

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = outcomes[1] as PromiseRejectedResult;
    expect(String(reason)).toContain('23514');
    expect(JSON.stringify({ ...(reason as Error), text: String(reason) })).not.toContain('secret"');
    expect(await store.head()).toBe('2');
  });

  it('refuses to append when it is closed', async () => {
    await store.close();

    await expect(store.append(sampleAppend('notes-amara', sampleCommand('c')))).rejects.toThrow('closed');
  });
});

const waitingForLane = async ({ database }: Opened): Promise<number> => {
  const { rows } = await database.pool.query<{ waiting: string }>(
    `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.waiting);
};

/** Breaks the lane's connection after the server has committed and before its answer is taken. */
const loseNextAnswer = async (store: PostgresEventStore): Promise<void> => {
  const lane = (store as unknown as { laneConnection: { get(): Promise<Client> } }).laneConnection;
  const client = await lane.get();
  const query = client.query.bind(client) as unknown as (call: unknown) => Promise<unknown>;
  client.query = async (call: unknown) => {
    await query(call);
    await client.end();
    throw new Error('Connection terminated unexpectedly');
  };
};
