import { commandOf, type CommandType, processOf } from '#kernel';
import { Checkpoints } from './checkpoints.js';
import { composed } from './composed.js';
import { inTransaction, whileAlone } from './database.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, lending, loans, NoteLoan, readers } from './loans.example.js';
import { ProcessRunner } from './process-runner.js';

const failure = {
  error: 'Error: a due command broke',
  at: '2026-09-01T08:00:00.000Z',
  resume: 'l2d resume x',
};

describe('a failure that is noted', () => {
  let library: Library;
  let goOn: () => void;
  let begun: Promise<void>;
  let begins: () => void;
  const slow = processOf<any>()({
    name: 'slow',
    sends: [],
    on: {
      LoanBegun: async () => {
        begins();
        await new Promise<void>((resolve) => (goOn = resolve));
        return [];
      },
    },
  });
  beforeEach(async () => {
    begun = new Promise((resolve) => (begins = resolve));
    library = await openLibrary([{ name: 'lending', deciders: [loans, readers], processes: [slow] }]);
    await library.followers().prepare();
    await library.commands.send(begin('l1'));
  });
  afterEach(() => library.close());

  it('stays when the follower is moved on', async () => {
    const { pool } = library.database;
    const checkpoints = new Checkpoints(pool);
    await checkpoints.take(['slow'], '1');
    await checkpoints.fail('slow', failure, '1');
    const advance = { from: '0', to: '1', hash: 'h', epoch: '1' };
    await inTransaction(pool, (client) => checkpoints.advance(client, ['slow'], advance));
    expect((await checkpoints.all()).get('slow')).toMatchObject({ position: '1', failed: failure });
  });

  it('keeps a process from moving on with what it had begun', async () => {
    const { database, store, commands, clock } = library;
    const { forLead } = composed({
      contexts: [{ name: 'lending', deciders: [loans, readers], processes: [slow] }],
      database,
      store,
      commands,
      clock,
      sealing: { open: async (events) => events },
      log: { log: () => undefined, warn: () => undefined },
    });
    const lead = { epoch: '1', signal: new AbortController().signal, holds: () => true };
    const runner = await ProcessRunner.take(slow, lead, {
      ...forLead.forProcesses,
      entered: () => undefined,
    });
    const turn = runner.turn();
    await begun;
    await runner.stop(new Error('a due command broke'));
    goOn();
    await turn;
    expect((await forLead.forProcesses.checkpoints.all()).get('slow')).toMatchObject({
      position: '0',
      failed: { error: 'Error: a due command broke' },
    });
  });
});

describe('a connection that breaks while it idles', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  const broken = (work: (ends: () => Promise<void>) => Promise<void>) =>
    work(async () => {
      await library.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name = 'leading-to-deliver'`,
      );
      // The server's last words arrive by themselves.
      await new Promise((resolve) => setTimeout(resolve, 200));
    });

  it('fails what is done alone, and not the process', async () => {
    const { pool } = library.database;
    await broken(async (ends) => {
      await expect(whileAlone(pool, ['loans'], ends)).rejects.toThrow('Run it again');
      await expect(whileAlone(pool, ['loans'], async () => 'done')).resolves.toBe('done');
    });
  });

  it('fails a transaction, and not the process', async () => {
    const { pool } = library.database;
    await broken(async (ends) => {
      await expect(inTransaction(pool, ends)).rejects.toThrow('not queryable');
      await expect(inTransaction(pool, async () => 'done')).resolves.toBe('done');
    });
  });

  it('leaves no listener behind on a connection that goes back', async () => {
    const { pool } = library.database;
    const listeners = await inTransaction(pool, async (client) => client.listenerCount('error'));
    for (let time = 0; time < 5; time += 1) await inTransaction(pool, async () => undefined);
    expect(await inTransaction(pool, async (client) => client.listenerCount('error'))).toBe(listeners);
  });
});

describe('a process that sends two commands under one id', () => {
  it('stands still, as the second would be lost', async () => {
    const twice = processOf<any>()({
      name: 'twice',
      sends: [{ command: NoteLoan as CommandType, ends: [] }],
      on: {
        LoanBegun: ({ data }) => [
          {
            command: commandOf(NoteLoan, { reader: 'amara', loanId: data.loanId as string }),
            target: 'readers',
          },
          {
            command: commandOf(NoteLoan, { reader: 'bo', loanId: data.loanId as string }),
            target: 'readers',
          },
        ],
      },
    });
    const library = await openLibrary([{ ...lending, processes: [twice] }]);
    try {
      const followers = library.followers();
      await followers.start();
      const { position } = await library.commands.send(begin('l1'));
      await library.readModels().passed(position, ...lending.projections!);
      await expect(followers.settle()).rejects.toThrow('stands still');
      const { failed } = (await followers.status()).followers.find(({ name }) => name === 'twice')!;
      expect(failed).toMatchObject({
        position: '1',
        eventType: 'LoanBegun',
        error:
          'Error: Two of the commands for one event are NoteLoan for "readers": name targets that differ.',
      });
      expect(await library.rows("select 1 from log_event where type = 'LoanNoted'")).toEqual([]);
    } finally {
      await library.close();
    }
  });
});
