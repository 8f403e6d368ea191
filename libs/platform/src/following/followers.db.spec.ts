import type { Recorded } from '#kernel';
import { type Library, openLibrary } from './library.example.js';
import { begin, end, lending, loanList, readerList } from './loans.example.js';

describe('followers of the log', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  it('fold events into rows, carry facts between streams and settle without anybody sleeping', async () => {
    const { commands } = library;
    const followers = library.followers();
    await followers.start();
    await commands.send(begin('l1'));
    await commands.send(begin('l2', 'bo'));
    await commands.send(end('l1'), { effectiveOn: '2026-08-30' });
    await followers.settle();

    expect(
      await library.rows('select loan_id, reader, steps, ended_on::text from loans_v1 order by 1'),
    ).toEqual([
      { loan_id: 'l1', reader: 'amara', steps: 2, ended_on: '2026-08-30' },
      { loan_id: 'l2', reader: 'bo', steps: 1, ended_on: null },
    ]);
    expect(await library.rows('select * from reader_loans_v1 order by 1')).toEqual([
      { reader: 'amara', noted: 1 },
      { reader: 'bo', noted: 1 },
      { reader: 'everybody', noted: 2 },
    ]);
  });

  it('let a query wait until its read model has seen a receipt', async () => {
    const readModels = library.readModels({ withinMilliseconds: 300 });
    const followers = library.followers();
    await followers.start();
    const { position } = await library.commands.send(begin('l1'));
    await readModels.passed(position, loanList, readerList);

    const row = await readModels
      .from(loanList)
      .where('row.reader = :reader', { reader: 'amara' })
      .getOneOrFail();
    expect(row).toMatchObject({ loanId: 'l1', steps: 1, endedOn: null, history: [{ type: 'LoanBegun' }] });
    await followers.settle();
    expect(await readModels.positionOf(loanList, readerList)).toBe('2');
    await followers.stop();
    await library.commands.send(begin('l2'));
    await expect(readModels.passed('3', loanList)).rejects.toThrow('has not passed position 3');
  });

  it('turn a query away at once that names a position the log has not reached', async () => {
    const readModels = library.readModels({ withinMilliseconds: 60_000 });
    await library.followers().start();
    await library.commands.send(begin('l1'));
    const asked = performance.now();
    await expect(readModels.passed('99', loanList)).rejects.toMatchObject({
      status: 400,
      errors: [{ field: 'after', message: 'must not be later than the head of the log' }],
    });
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  it('go on where they stood after a stop, and catch up in a process that has no worker', async () => {
    const first = library.followers();
    await first.start();
    await library.commands.send(begin('l1'));
    await first.settle();
    await first.stop();
    await library.commands.send(begin('l2'));
    await library.commands.send(end('l1'));
    await library.followers().catchUp();

    expect(await library.rows('select loan_id, steps from loans_v1 order by 1')).toEqual([
      { loan_id: 'l1', steps: 2 },
      { loan_id: 'l2', steps: 1 },
    ]);
    expect(await library.rows("select noted from reader_loans_v1 where reader = 'everybody'")).toEqual([
      { noted: 1 },
    ]);
  });

  it('are run by one process at a time; when it stops, another takes over', async () => {
    const [one, other] = [library.followers(), library.followers()];
    await one.start();
    await library.commands.send(begin('l1'));
    await one.settle();
    await other.start();
    await library.commands.send(begin('l2'));
    await other.settle();
    expect([await one.status(), await other.status()].map(({ leads }) => leads)).toEqual([true, false]);

    await one.stop();
    await library.commands.send(begin('l3'));
    await other.settle();
    expect((await other.status()).leads).toBe(true);
    expect(await library.rows('select sum(steps)::int as steps from loans_v1')).toEqual([{ steps: 3 }]);
  });

  it('ask for the lead again on the connection they have', async () => {
    const standing = () =>
      library.rows(
        `select pid from pg_stat_activity a
         where datname = current_database() and application_name like 'leading-to-deliver follower %'
           and not exists (select 1 from pg_locks l where l.pid = a.pid and l.locktype = 'advisory')`,
      );
    await library.followers().start();
    await library.followers().start();
    await new Promise((resolve) => setTimeout(resolve, 700));
    const first = await standing();
    expect(first).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await standing()).toEqual(first);
  });

  it('keep the indices of the entity on the table of every generation', async () => {
    const followers = library.followers();
    await followers.start();
    const definitions = await library.rows(
      `select indexdef from pg_indexes where tablename = 'loans_v1_g1' and indexdef like '%(reader)%'`,
    );
    expect(definitions).toHaveLength(1);
    await followers.rebuild('loans');
    expect(
      await library.rows(
        `select tablename from pg_indexes where tablename like 'loans_v1%' and indexdef like '%(reader)%'`,
      ),
    ).toEqual([{ tablename: 'loans_v1_g2' }]);
  });

  it('open events for a projection of personal data, and for no other', async () => {
    const opened: string[] = [];
    const sealing = {
      open: async (events: readonly Recorded[]) =>
        events.map((event) => {
          opened.push(event.type);
          return { ...event, data: { ...event.data, reader: 'opened' } };
        }),
    };
    const projections = [{ ...loanList, personal: true }, readerList];
    const followers = library.followers({ sealing, contexts: [{ ...lending, projections }] });
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();

    expect(opened).toEqual(['LoanBegun']);
    expect(await library.rows('select reader from loans_v1')).toEqual([{ reader: 'opened' }]);
    expect(await library.rows("select reader from reader_loans_v1 where reader <> 'everybody'")).toEqual([
      { reader: 'amara' },
    ]);
  });
});
