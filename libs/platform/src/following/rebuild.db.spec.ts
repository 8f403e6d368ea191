import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbTestServer } from '../../../../test/support/event-store-db/event-store-db-server.js';
import { runnerOn } from '../deciding/seat-book.example.js';
import { EventStoreDbEventStore } from '../stores/event-store-db/event-store-db-event-store.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, end, lending, loanList } from './loans.example.js';
import { NotRebuilt } from './rebuild.js';

describe('rebuilding a read model', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  const lend = async (prefix: string, count: number) => {
    await Promise.all(
      Array.from({ length: count }, (_, index) => library.commands.send(begin(`${prefix}${index}`))),
    );
    await Promise.all(
      Array.from({ length: count / 2 }, (_, index) => library.commands.send(end(`${prefix}${index}`))),
    );
  };
  const total = () => library.rows('select count(*)::int as loans, sum(steps)::int as steps from loans_v1');

  it('folds no faster than it is told, and swaps in the same rows', async () => {
    await library.followers().start();
    await lend('a', 40);
    await library.followers().catchUp();
    const began = performance.now();
    const positions: string[] = [];
    const { length } = await library.rows('select 1 from log_event');
    const rebuilt = library.followers().rebuild('loans', {
      eventsASecond: 100,
      onProgress: ({ position }) => positions.push(position),
    });
    expect(await rebuilt).toBe(0);

    expect(performance.now() - began).toBeGreaterThanOrEqual((length / 100) * 1_000 - 100);
    expect(positions.length).toBeGreaterThanOrEqual(length / 2);
    expect((await library.followers().verify()).sound).toBe(true);
  });

  it('swaps in the same rows while commands and queries go on', async () => {
    const worker = library.followers();
    await worker.start();
    await lend('a', 100);
    const seen: number[] = [];
    let more = true;
    const load = (async () => {
      for (let round = 0; more; round += 1) await lend(`b${round}-`, 10);
    })();
    const queries = (async () => {
      while (more) seen.push((await total())[0].loans as number);
    })();
    const operator = library.followers();
    const positions: string[] = [];
    for (let time = 0; time < 3; time += 1)
      expect(
        await operator.rebuild('loans', { onProgress: ({ position }) => positions.push(position) }),
      ).toBe(0);
    more = false;
    await Promise.all([load, queries]);
    await worker.settle();

    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(positions.length).toBeGreaterThan(0);
    const [{ events, begun }] = await library.rows(
      `select count(*)::int as events, count(*) filter (where type = 'LoanBegun')::int as begun
       from log_event where stream like 'loan-%'`,
    );
    expect(await total()).toEqual([{ loans: begun, steps: events }]);
    expect(await library.rows("select tablename from pg_tables where tablename like 'loans_v1%'")).toEqual([
      { tablename: 'loans_v1_g4' },
    ]);
    expect((await operator.verify()).sound).toBe(true);
  });

  it('comes to its end while events are recorded all the time, also where positions count bytes', async () => {
    // A test server in memory, built on the client's generated services: not the real product.
    const server = await EventStoreDbTestServer.start();
    const store = new EventStoreDbEventStore(server.url, { anyClock: true });
    const commands = runnerOn(store, { clock: library.clock, deciders: lending.deciders ?? [] });
    const worker = library.followers({ store, commands });
    await worker.start();
    let loans = 0;
    const lendFour = async () => {
      const four = Array.from({ length: 4 }, () => begin(`busy-${(loans += 1)}`));
      await Promise.all(four.map((command) => commands.send(command)));
      // The checkpoint is held while the last stretch is folded.
      await Promise.race([worker.settle(), pause(300)]);
    };
    await lendFour();
    let reads = 0;
    const busy = Object.assign(Object.create(store) as EventStoreDbEventStore, {
      readAll: async (options: Parameters<typeof store.readAll>[0]) => {
        reads += 1;
        if (reads <= 20) await lendFour();
        return store.readAll(options);
      },
    });

    expect(await library.followers({ store: busy, commands }).rebuild('loans')).toBe(0);
    expect(reads).toBeLessThan(10);
    await worker.settle();
    expect((await total())[0].loans).toBe(loans);
    await worker.stop();
    await store.close();
    await server.stop();
  });

  it("refuses to swap when rows differ, names them, and takes the log's when forced", async () => {
    const worker = library.followers();
    await worker.start();
    await lend('a', 4);
    await worker.settle();
    await library.rows("update loans_v1_g1 set reader = 'mallory' where loan_id = 'a2'");
    await library.rows("delete from loans_v1_g1 where loan_id = 'a3'");

    const refused = await worker.rebuild('loans').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NotRebuilt);
    expect((refused as NotRebuilt).differences).toEqual([
      { key: 'a2', found: 'differs' },
      { key: 'a3', found: 'missing' },
    ]);
    expect(await library.rows("select reader from loans_v1 where loan_id = 'a2'")).toEqual([
      { reader: 'mallory' },
    ]);
    expect(await worker.rebuild('loans', { force: true })).toBe(2);
    expect(await library.rows("select reader from loans_v1 where loan_id = 'a2'")).toEqual([
      { reader: 'amara' },
    ]);
    expect(await total()).toEqual([{ loans: 4, steps: 6 }]);
    await expect(worker.rebuild('nothing')).rejects.toThrow('There are: loans, reader-loans.');
  });

  it('takes up a log that was put in place of the one followed, when forced', async () => {
    const worker = library.followers();
    await worker.start();
    await lend('a', 4);
    await worker.settle();
    await worker.stop();
    await library.rows('update log_lane set identity = gen_random_uuid()');
    const operator = library.followers();
    await expect(operator.rebuild('loans')).rejects.toThrow('cannot be compared');
    await operator.rebuild('loans', { force: true });
    expect(await total()).toEqual([{ loans: 4, steps: 6 }]);
    await operator.catchUp([loanList]);
  });

  it('asks for a new version when the entity has another shape than its table', async () => {
    await library.followers().catchUp();
    await library.rows('drop view loans_v1');
    await library.rows('create view loans_v1 as select loan_id from loans_v1_g1');
    await expect(library.followers().start()).rejects.toThrow('raise the version of the projection "loans"');
  });
});

describe('verifying', () => {
  let library: Library;
  let worker: ReturnType<Library['followers']>;
  beforeEach(async () => {
    library = await openLibrary();
    worker = library.followers();
    await worker.start();
    for (const id of ['l1', 'l2', 'l3']) await library.commands.send(begin(id));
    await library.commands.send(end('l2'));
    await worker.settle();
  });
  afterEach(() => library.close());

  it('says how far everything is sound', async () => {
    const { sound, log, projections } = await library.followers({ contexts: [lending] }).verify();
    expect(sound).toBe(true);
    expect(log).toEqual({ events: 7, position: '7', problems: [] });
    expect(projections).toMatchObject([
      { name: 'loans', position: '7', rows: 3, differing: 0 },
      { name: 'reader-loans', position: '7', rows: 2, differing: 0 },
    ]);
    expect(await library.rows('select * from follower_digest')).toEqual([]);
  });

  it('names a row that was changed by hand, and one that is too many', async () => {
    await library.rows("update loans_v1_g1 set ended_on = '2026-01-01' where loan_id = 'l2'");
    await library.rows("insert into reader_loans_v1_g1 values ('mallory', 1)");
    const { sound, projections } = await library.followers().verify();
    expect(sound).toBe(false);
    expect(projections.map(({ named }) => named)).toEqual([
      [{ key: 'l2', found: 'differs' }],
      [{ key: 'mallory', found: 'surplus' }],
    ]);
  });

  it('proves each up to where it stands, and one that followed another log keeps no other back', async () => {
    await worker.stop();
    const operator = library.followers();
    for (const id of ['l4', 'l5']) await library.commands.send(begin(id));
    await operator.catchUp([loanList]);
    const positions = async () => {
      const { sound, projections } = await operator.verify();
      return { sound, stand: projections.map(({ name, position, problem }) => [name, position, problem]) };
    };
    expect(await positions()).toEqual({
      sound: true,
      stand: [
        ['loans', '9', undefined],
        ['reader-loans', '7', undefined],
      ],
    });

    await library.rows(
      `update follower_checkpoint set log = gen_random_uuid() where follower = 'reader-loans'`,
    );
    expect(await positions()).toEqual({
      sound: false,
      stand: [
        ['loans', '9', undefined],
        ['reader-loans', '7', expect.stringContaining('It followed the log')],
      ],
    });
    expect(await library.rows("select tablename from pg_tables where tablename like '%_g0'")).toEqual([]);
  });

  it('names an event that was changed, a hole and a missing revision', async () => {
    await library.rows(`update log_event set data = replace(data, 'amara', 'mallory') where position = 1`);
    await library.rows(`delete from log_event where stream = 'loan-l2' and revision = 0`);
    const { sound, log } = await library.followers().verify();
    expect(sound).toBe(false);
    expect(log.problems).toContainEqual(
      expect.stringContaining('The event at position 1 ("loan-l1" revision 0) was changed'),
    );
    expect(log.problems).toContainEqual(expect.stringContaining('The log has a hole'));
    expect(log.problems).toContainEqual(expect.stringContaining('The stream "loan-l2" misses revision 0'));
  });
});
