import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../stores/database.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, end } from './loans.example.js';

/** A database whose commits break now and then: before they are done, or after, with the answer lost. */
const failing = (
  database: Database,
  oneIn: number,
): { database: Database; broken: () => number; arm: () => void } => {
  let broken = 0;
  let armed = false;
  const breaks = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== 'query') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        return async (...args: [string]) => {
          const strikes = armed && args[0] === 'commit' && randomInt(oneIn) === 0;
          if (!strikes) return target.query(...args);
          broken += 1;
          if (broken % 2 === 0) await target.query('commit');
          throw Object.assign(new Error('The connection broke.'), { code: 'ECONNRESET' });
        };
      },
    });
  const pool = new Proxy(database.pool, {
    get: (target, name) => {
      if (name === 'connect') return async () => breaks(await target.connect());
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { database: { ...database, pool }, broken: () => broken, arm: () => void (armed = true) };
};

describe('exactly once', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  const wrongRows = () =>
    library.rows(
      `select l.loan_id from loans_v1 l
       full join (select data::json->>'loanId' as id, count(*) as events, max(position) as last
                  from log_event where stream like 'loan-%' group by 1) e on e.id = l.loan_id
       where l.steps is distinct from e.events or l.last is distinct from e.last
         or jsonb_array_length(l.history) is distinct from e.events`,
    );
  const notedOtherThanOnce = () =>
    library.rows(
      `select b.id from (select data::json->>'loanId' as id from log_event where type = 'LoanBegun') b
       left join (select data::json->>'loanId' as id, count(*) from log_event where type = 'LoanNoted' group by 1) n using (id)
       where n.count is distinct from 1`,
    );

  it('holds for rows and commands while commits break at random in two processes', async () => {
    const [one, other] = [failing(library.database, 3), failing(library.database, 3)];
    const workers = [one, other].map(({ database }) => library.followers({ database }));
    await Promise.all(workers.map((worker) => worker.start()));
    for (const { arm } of [one, other]) arm();
    for (let round = 0; round < 20; round += 1) {
      const ids = Array.from({ length: 20 }, (_, index) => `l${round}-${index}`);
      await Promise.all(ids.map((id, index) => library.commands.send(begin(id, `reader${index % 7}`))));
      await Promise.all(ids.slice(0, 10).map((id) => library.commands.send(end(id))));
      await pause(50);
    }
    await workers[0]!.settle();

    expect(one.broken() + other.broken()).toBeGreaterThan(3);
    expect(await wrongRows()).toEqual([]);
    expect(await notedOtherThanOnce()).toEqual([]);
    expect(await library.rows("select noted from reader_loans_v1 where reader = 'everybody'")).toEqual([
      { noted: 400 },
    ]);
  });

  it('holds when the leader loses its lock and does not know it yet', async () => {
    const workers = [library.followers(), library.followers()];
    await Promise.all(workers.map((worker) => worker.start()));
    for (let round = 0; round < 5; round += 1) {
      const ids = Array.from({ length: 30 }, (_, index) => `l${round}-${index}`);
      const sent = Promise.all(ids.map((id) => library.commands.send(begin(id))));
      await library.rows(
        `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and granted and pid <> pg_backend_pid()
           and database = (select oid from pg_database where datname = current_database())`,
      );
      await sent;
    }
    await workers[0]!.settle();

    expect(await wrongRows()).toEqual([]);
    expect(await notedOtherThanOnce()).toEqual([]);
  });

  it('fences a leader of before: its write moves nothing', async () => {
    const worker = library.followers();
    await worker.start();
    await library.commands.send(begin('l1'));
    await worker.settle();
    await library.database.pool.query('update follower_checkpoint set epoch = epoch + 100');
    await library.database.pool.query('update follower_epoch set epoch = epoch + 100');
    await library.commands.send(begin('l2'));
    await worker.settle();

    expect(await wrongRows()).toEqual([]);
    expect(await library.rows('select distinct epoch::int > 100 as later from follower_checkpoint')).toEqual([
      { later: true },
    ]);
  });

  it('records nothing twice when a process is killed between sending and its checkpoint', async () => {
    let sent = 0;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let tell = (): void => undefined;
    const reached = new Promise<void>((resolve) => (tell = resolve));
    const { commands } = library;
    const first = library.followers({
      commands: {
        stateOf: (decider, id) => commands.stateOf(decider, id),
        send: async (command, envelope) => {
          const receipt = await commands.send(command, envelope);
          if (++sent === 5) tell();
          // The command is recorded; that it was is never learnt.
          if (sent >= 5) await released;
          return receipt;
        },
      },
    });
    for (let index = 0; index < 8; index += 1) await commands.send(begin(`l${index}`, `reader${index}`));
    await first.start();
    await reached;
    await library.rows(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`,
    );
    const second = library.followers();
    await second.start();
    await second.settle();
    release();

    expect(sent).toBeGreaterThanOrEqual(5);
    expect(await notedOtherThanOnce()).toEqual([]);
  });
});
