import { instantOf } from '#kernel';
import { runnerOn } from '../deciding/seat-book.example.js';
import { type Library, OPENED_AT, openLibrary } from './library.example.js';
import { begin, loans, noteLoans, readers, REMINDED_AFTER_DAYS } from './loans.example.js';

const { name } = noteLoans;
const daysLater = (days: number) => instantOf(Date.parse(OPENED_AT) + days * 86_400_000);

describe('a process whose log was put back', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  /** Another process, which remembers nothing of the log that was there before. */
  const anew = () => {
    const commands = runnerOn(library.store, { clock: library.clock, deciders: [loans, readers] });
    return { commands, followers: library.followers({ commands }) };
  };
  const followed = async (loanIds: readonly string[]) => {
    const { followers, commands } = anew();
    await followers.start();
    // One after the other: the log's order is begun, noted, begun, noted.
    for (const loanId of loanIds) {
      await commands.send(begin(loanId, `reader-of-${loanId}`));
      await followers.settle();
    }
    await followers.stop();
  };
  const cutBehind = (position: number) =>
    library.rows(`delete from log_event where position > ${position} returning 1`);
  const noted = async () =>
    (await library.rows("select stream from log_event where type = 'LoanNoted' order by stream")).map(
      ({ stream }) => stream as string,
    );
  const rebuilt = async () => {
    const { followers } = anew();
    for (const readModel of ['loans', 'reader-loans']) await followers.rebuild(readModel, { force: true });
    return anew().followers;
  };

  it('goes on where it is told, sends what was lost, and nothing of what is there twice', async () => {
    await followed(['l1', 'l2', 'l3']);
    // The third was begun and handled; what came of it was lost with the end of the log.
    await cutBehind(5);
    const followers = await rebuilt();
    expect(await followers.goingOn(name, '2')).toMatchObject({
      ...{ process: name, stands: '6', from: '2' },
      ...{ events: 2, known: 1, anew: 1, leftOut: 0, forgotten: 2, dueAgain: 0 },
      named: [{ position: '5', command: 'NoteLoan', target: 'reader-of-l3' }],
    });
    expect(await noted()).toHaveLength(2);

    await followers.goOn(name, '2');
    await followers.start();
    await followers.settle();
    expect(await noted()).toEqual(['reader-reader-of-l1', 'reader-reader-of-l2', 'reader-reader-of-l3']);
    expect((await followers.status()).followers.at(-1)).toMatchObject({ name, due: 3, lag: 0 });
  });

  it('says what it leaves out where it goes on behind what it never handled', async () => {
    await followed(['l1', 'l2', 'l3']);
    await cutBehind(2);
    const { commands } = anew();
    library.clock.moveTo(instantOf(Date.now() + 1_000));
    for (const loanId of ['m1', 'm2', 'm3', 'm4', 'm5']) await commands.send(begin(loanId));

    const followers = await rebuilt();
    expect(await followers.goingOn(name, '7')).toMatchObject({ events: 0, leftOut: 5 });
    expect(await followers.goingOn(name, '4')).toMatchObject({ events: 3, anew: 3, leftOut: 2 });
    // Of the first one also what is due by now.
    expect(await followers.goingOn(name, '0')).toMatchObject({ events: 6, known: 1, anew: 6, leftOut: 0 });
    await library.rows(
      `insert into follower_work_item values (gen_random_uuid(), '${name}', 5, 'gone', 'NoteLoan', 'full', '2026-09-01')`,
    );
    await followers.goOn(name, '2');
    await followers.start();
    await followers.settle();
    for (const kept of ['follower_due', 'follower_work_item'])
      expect(
        await library.rows(`select * from ${kept} where event_id not in (select id from log_event)`),
      ).toEqual([]);
    expect(await noted()).toEqual([...Array<string>(5).fill('reader-amara'), 'reader-reader-of-l1']);
  });

  it('sends again what was due and is lost', async () => {
    await followed(['l1']);
    library.clock.moveTo(daysLater(REMINDED_AFTER_DAYS));
    const { followers: first } = anew();
    await first.start();
    await first.settle();
    await first.stop();
    const reminded = () => library.rows("select 1 from log_event where type = 'LoanReminded'");
    expect(await reminded()).toHaveLength(1);
    await cutBehind(2);

    const followers = await rebuilt();
    expect(await followers.goingOn(name, '2')).toMatchObject({ events: 0, forgotten: 0, dueAgain: 1 });
    await followers.goOn(name, '2');
    await followers.start();
    await followers.settle();
    expect(await reminded()).toHaveLength(1);
  });

  it('is not put where no event is, under another name, or while somebody follows the log', async () => {
    await followed(['l1']);
    const { followers } = anew();
    await expect(followers.goingOn(name, '9')).rejects.toThrow('no event at position 9; it ends at 2');
    await expect(followers.goingOn('loans', '0')).rejects.toThrow('l2d rebuild loans');
    await expect(followers.goingOn('nobody', '0')).rejects.toThrow(`There are: ${name}`);
    const other = anew().followers;
    await other.start();
    while (!(await other.status()).leader) await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(followers.goOn(name, '0')).rejects.toThrow('Stop every server and worker');
  });
});
