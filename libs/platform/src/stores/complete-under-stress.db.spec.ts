import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { BEGINNING, instantOf, type Position, type Recorded } from '#kernel';
import { testDatabase, type TestDatabase } from '../embedded/test-database.js';
import { LogPages } from '../following/log-pages.js';
import { appendTogether } from './append-call.js';
import { chained } from './append-rules.js';
import { sampleAppend, sampleCommand } from './append-samples.js';
import { type Database, openDatabase } from './database.js';
import { PostgresEventStore } from './postgres-event-store.js';

const WRITERS = 4;
const COMMANDS_EACH = 60;
const STREAMS = 9;

/** A whole number from 0 to below a bound. */
type Below = (bound: number) => number;
const drawing = (seed: number): Below => {
  const drawn = fc.sample(fc.noBias(fc.nat()), { seed, numRuns: 4_000 });
  let next = 0;
  return (bound) => drawn[next++ % drawn.length]! % bound;
};

type Seen = Pick<Recorded, 'position' | 'stream' | 'revision' | 'id'>;

/** What a follower saw, held against what was acknowledged and what never was to be there. */
const counted = (
  seen: readonly Seen[],
  acknowledged: ReadonlySet<string>,
  rolledBack: ReadonlySet<string>,
) => {
  const ids = new Set(seen.map(({ id }) => id));
  const revisions = new Map<string, number>();
  let [disordered, missing, before] = [0, 0, 0];
  for (const { position, stream, revision } of seen) {
    if (Number(position) <= before || revision !== (revisions.get(stream) ?? -1) + 1) disordered += 1;
    missing += Math.max(0, Number(position) - before - 1);
    revisions.set(stream, revision);
    before = Number(position);
  }
  return {
    lost: [...acknowledged].filter((id) => !ids.has(id)).length,
    doubled: seen.length - ids.size,
    disordered,
    missing,
    neverRecorded: seen.filter(({ id }) => rolledBack.has(id)).length,
  };
};
const SOUND = { lost: 0, doubled: 0, disordered: 0, missing: 0, neverRecorded: 0 };

/** Reads on until nothing comes any more after the writers are done. */
const follow = async (
  read: (after: Position, limit: number) => Promise<readonly Seen[]>,
  isDone: () => boolean,
  below: Below,
): Promise<readonly Seen[]> => {
  const seen: Seen[] = [];
  for (;;) {
    const last = isDone();
    const page = await read(seen.at(-1)?.position ?? BEGINNING, 1 + below(40));
    seen.push(...page);
    if (page.length === 0 && last) return seen;
    await pause(below(8));
  }
};

describe(`a log that several processes append to, under pauses, rolled-back work and cut connections`, () => {
  const seed = Number(process.env['L2D_SEED'] ?? 1);
  let fresh: TestDatabase;
  const opened: { database: Database; store: PostgresEventStore }[] = [];
  const open = async (applicationName: string) => {
    const database = await openDatabase({ url: fresh.url, applicationName, poolSize: 4 });
    const one = { database, store: new PostgresEventStore(database, { anyClock: true }) };
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    fresh = await testDatabase();
  });
  afterEach(async () => {
    for (const { store, database } of opened.splice(0)) {
      await store.close();
      await database.close();
    }
    await fresh.drop();
  });

  const acknowledged = new Set<string>();
  const rolledBack = new Set<string>();
  beforeEach(() => {
    acknowledged.clear();
    rolledBack.clear();
  });

  /** Appends as the deciding side does: again on what is new where another was faster, until the log knows the command. */
  const write = async (store: PostgresEventStore, writer: number, below: Below): Promise<void> => {
    for (let index = 0; index < COMMANDS_EACH; index += 1) {
      const key = `writer-${writer}/${index}`;
      const command = sampleCommand(key, ...Array.from({ length: 1 + below(3) }, (_, n) => ({ n })));
      const stream = `notes-${below(STREAMS)}`;
      for (let known = false; !known;) {
        const [behind] = await store.readStream(stream, { backwards: true, limit: 1 });
        const { outcome } = await store.append(sampleAppend(stream, command, { behind }));
        known = outcome === 'appended' || outcome === 'known';
      }
      for (const { id } of command.events) acknowledged.add(id);
      await pause(below(6));
    }
  };

  /** Appends in a transaction that idles with the lane in its hands, and is taken back. */
  const rollBack = async (database: Database, isDone: () => boolean, below: Below): Promise<void> => {
    const client = new Client(database.connection);
    await client.connect();
    for (let index = 0; !isDone(); index += 1) {
      const command = sampleCommand(`rolled-back/${index}`);
      const request = sampleAppend(`undone-${index}`, command, { recordedAt: instantOf(Date.now()) });
      for (const { id } of command.events) rolledBack.add(id);
      await client.query('begin');
      await appendTogether(client, [{ request, events: chained(request), since: performance.now() }], true);
      await pause(below(15));
      await client.query('rollback');
      await pause(below(20));
    }
    await client.end();
  };

  /** Ends connections of writers, in whatever they are doing. */
  const cut = async (pool: Pool, isDone: () => boolean, below: Below): Promise<number> => {
    let ended = 0;
    while (!isDone()) {
      await pause(100 + below(200));
      const { rowCount } = await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'writer' and query like '%log_append%' order by random() limit 1`,
      );
      ended += rowCount ?? 0;
    }
    return ended;
  };

  it(`has nothing lost, doubled or out of order for who follows meanwhile (L2D_SEED=${seed})`, async () => {
    const reader = await open('reader');
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => open('writer')));
    const old = await reader.database.pool.connect();
    await old.query('begin isolation level repeatable read read only');
    await old.query('select count(*) from log_event');

    let done = false;
    const isDone = () => done;
    const pages = new LogPages(reader.store);
    const following = follow((after, limit) => pages.after(after, limit), isDone, drawing(seed));
    const troubles = [
      rollBack(reader.database, isDone, drawing(seed + 1)),
      cut(reader.database.pool, isDone, drawing(seed + 2)),
    ] as const;
    try {
      await Promise.all(writers.map(({ store }, index) => write(store, index, drawing(seed + 10 + index))));
    } finally {
      done = true;
      await old.query('rollback');
      old.release();
    }
    const [, ended] = await Promise.all(troubles);

    expect(counted(await following, acknowledged, rolledBack)).toEqual(SOUND);
    expect(acknowledged.size).toBeGreaterThan(WRITERS * COMMANDS_EACH);
    expect(rolledBack.size).toBeGreaterThan(5);
    expect(ended).toBeGreaterThan(0);
  });

  it('would be found out if it were a table with a sequence: what is counted can differ', async () => {
    const { database } = await open('reader');
    await database.pool.query(
      'create table naive (position bigserial primary key, stream text, revision integer, id text)',
    );
    let done = false;
    const following = follow(
      async (after, limit) =>
        (
          await database.pool.query<Seen>(
            'select * from naive where position > $1 order by position limit $2',
            [after, limit],
          )
        ).rows,
      () => done,
      drawing(seed),
    );
    const naive = async (writer: number, below: Below) => {
      const client = new Client(database.connection);
      await client.connect();
      for (let index = 0; index < COMMANDS_EACH; index += 1) {
        const id = `${writer}/${index}`;
        await client.query('begin');
        await client.query('insert into naive (stream, revision, id) values ($1, $2, $3)', [
          writer,
          index,
          id,
        ]);
        await pause(below(15));
        await client.query('commit');
        acknowledged.add(id);
      }
      await client.end();
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => naive(index, drawing(seed + index))));
    done = true;

    expect(counted(await following, acknowledged, rolledBack).lost).toBeGreaterThan(0);
  });
});
