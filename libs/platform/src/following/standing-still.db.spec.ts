import { commandOf, type CommandType, processOf, projectionOf } from '#kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Library, openLibrary } from './library.example.js';
import { begin, end, EndLoan, lending, loanList, loans, noteLoans, readers } from './loans.example.js';

@Entity('endings_v1')
class EndingRow {
  @PrimaryColumn({ type: 'text' }) loanId!: string;
  @Column({ type: 'text' }) reader!: string;
}

let poison = '';
const endings = projectionOf<any>()<EndingRow>({
  name: 'endings',
  version: 1,
  table: EndingRow,
  key: ({ data }) => data.loanId as string,
  asAt: (row) => row,
  blank: (loanId) => ({ loanId, reader: '' }),
  on: {
    LoanBegun: (row, { data }) => {
      if (data.loanId === poison) throw new Error('a step that breaks');
      // PostgreSQL keeps no NUL.
      return { ...row, reader: data.reader === 'unkeepable' ? `a\0b` : (data.reader as string) };
    },
    LoanEnded: () => null,
  },
});

const standing = async (library: Library, name: string) =>
  (await library.followers().status()).followers.find((one) => one.name === name)!;
const untilStill = async (library: Library, name: string) => {
  for (;;) {
    const status = await standing(library, name);
    if (status.failed) return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe('a follower that cannot go on', () => {
  let library: Library;
  beforeEach(async () => {
    poison = '';
    library = await openLibrary([{ ...lending, projections: [loanList, endings] }]);
  });
  afterEach(() => library.close());

  it('stops in front of the poisonous event alone, says so, and goes on when it is resumed', async () => {
    const followers = library.followers();
    for (const id of ['l1', 'l2', 'l3']) await library.commands.send(begin(id));
    poison = 'l2';
    await followers.start();
    const { failed, position } = await untilStill(library, 'endings');

    expect(position).toBe('1');
    expect(failed).toMatchObject({
      position: '2',
      eventType: 'LoanBegun',
      error: 'Error: a step that breaks',
      resume: 'l2d resume endings',
    });
    expect(library.reports.at(-1)).toContain('l2d resume endings');
    await expect(followers.settle()).rejects.toThrow('"endings" stands still at position 1');
    expect(await library.rows('select count(*)::int from loans_v1')).toEqual([{ count: 3 }]);

    poison = '';
    await followers.resume('endings');
    await followers.settle();
    expect(await library.rows('select "loanId" from endings_v1 order by 1')).toEqual(
      ['l1', 'l2', 'l3'].map((loanId) => ({ loanId })),
    );
    await expect(followers.resume('nobody')).rejects.toThrow('no follower "nobody"');
  });

  it('finds the one event of a page whose row the database refuses, and quotes no row', async () => {
    const followers = library.followers();
    for (let index = 0; index < 20; index += 1)
      await library.commands.send(begin(`l${index}`, index === 13 ? 'unkeepable' : 'amara'));
    await library.commands.send(end('l3'));
    await followers.start();
    const { failed, position } = await untilStill(library, 'endings');

    expect(position).toBe('13');
    expect(failed).toMatchObject({
      position: '14',
      error: expect.stringMatching(/^PostgreSQL refused the rows with code 22/),
    });
    expect(await library.rows('select count(*)::int from endings_v1')).toEqual([{ count: 13 }]);
    // A restart tries again, and is refused again.
    await followers.stop();
    await library.followers().start();
    expect(await untilStill(library, 'endings')).toMatchObject({ position: '13' });
  });

  it('stops at a hole in the log and says where', async () => {
    for (const id of ['l1', 'l2', 'l3', 'l4']) await library.commands.send(begin(id));
    await library.rows('delete from log_event where position = 3');
    await library.followers().start();
    const { failed, position } = await untilStill(library, 'loans');

    expect(position).toBe('2');
    expect(failed?.error).toBe(
      'The log has a hole: position 3 is missing, the next event is at 4. Restore the log.',
    );
  });

  it('stops when the log is not the one it followed', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();
    await followers.stop();
    await library.rows('update log_lane set identity = gen_random_uuid()');
    await library.followers().start();
    expect((await untilStill(library, 'loans')).failed?.error).toContain('It followed the log');
  });

  it('stops when the event at its checkpoint is another one', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();
    await followers.stop();
    await library.rows("update follower_checkpoint set hash = 'of another event' where follower = 'loans'");
    await library.followers().start();
    expect((await untilStill(library, 'loans')).failed?.error).toContain('the log was restored or changed');
  });

  it('removes a row whose step answers null', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();
    await library.commands.send(end('l1'));
    await followers.settle();
    expect(await library.rows('select * from endings_v1')).toEqual([]);
  });
});

describe('a process whose command is refused or breaks', () => {
  let library: Library;
  afterEach(() => library.close());

  it('answers, ends the matter or opens a work item, as it declares, and goes on', async () => {
    library = await openLibrary();
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1', 'barred'));
    // The follower records of the first while the second is being sent.
    const { position } = await library.commands.send(begin('l2', 'stranger'));
    await library.commands.send(begin('l3', 'amara'));
    await followers.settle();

    const types = await library.rows('select stream, type from log_event order by stream, revision');
    expect(types.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
      'loan-l1 LoanBegun',
      'loan-l1 LoanEnded',
      'loan-l2 LoanBegun',
      'loan-l3 LoanBegun',
      'reader-amara LoanNoted',
    ]);
    const { workItems, followers: standing } = await followers.status();
    expect(workItems).toMatchObject([
      { process: noteLoans.name, position, command: 'NoteLoan', refusal: 'unknown-reader' },
    ]);
    expect(standing.at(-1)).toMatchObject({ name: noteLoans.name, workItems: 1, due: 3, lag: 0 });
    expect(await followers.workItems.close(workItems[0]!.id, library.clock.now())).toBe(true);
    expect((await followers.status()).workItems).toEqual([]);
  });

  it('stops at an unexpected exception, alone, behind the last event before it', async () => {
    const other = processOf<any>()({
      name: 'end-what-begins',
      sends: [{ command: EndLoan as CommandType, ends: [] }],
      on: {
        LoanBegun: ({ data }) => [
          { command: commandOf(EndLoan, { loanId: data.loanId as string }), target: 'x' },
        ],
      },
    });
    library = await openLibrary([
      { name: 'lending', deciders: [loans, readers], processes: [noteLoans, other] },
    ]);
    const followers = library.followers();
    await library.commands.send(begin('l1', 'amara'));
    await library.commands.send(begin('l2', 'breaks'));
    await library.commands.send(begin('l3', 'bo'));
    await followers.start();
    const { failed, position } = await untilStill(library, noteLoans.name);

    expect(position).toBe('1');
    expect(failed).toMatchObject({
      position: '2',
      error: 'Error: a rule that breaks',
      resume: `l2d resume ${noteLoans.name}`,
    });
    while ((await standing(library, 'end-what-begins')).lag > 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await library.rows("select count(*)::int from log_event where type = 'LoanEnded'")).toEqual([
      { count: 3 },
    ]);
  });

  it('passes over history', async () => {
    library = await openLibrary();
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'), { origin: 'history' });
    await library.commands.send(begin('l2', 'bo'));
    await followers.settle();
    expect(
      await library.rows("select data::json->>'loanId' as id from log_event where type = 'LoanNoted'"),
    ).toEqual([{ id: 'l2' }]);
  });
});
