import { openDatabase } from '../stores/database.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, loanList, readerList } from './loans.example.js';

describe('what one answer reads', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
    await library.commands.send(begin('l1'));
    await library.followers().catchUp();
  });
  afterEach(() => library.close());

  const lend = async (loan: string) => {
    await library.commands.send(begin(loan));
    await library.followers().catchUp();
  };

  const idleInTransactions = async () => {
    const [row] = (await library.rows(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and state like 'idle in transaction%'`,
    )) as readonly { readonly count: number }[];
    return row!.count;
  };

  it('is of one moment, the position it states, whatever is recorded meanwhile', async () => {
    const readModels = library.readModels();
    const read = async () => {
      const at = await readModels.at({}, loanList);
      const before = await at.from(loanList).getCount();
      await lend(`l after ${at.stated.position}`);
      const other = await readModels.at({}, readerList);
      return [at.stated.position, before, await at.from(loanList).getCount(), other.stated.position];
    };
    expect(await readModels.answering(read)).toEqual(['1', 1, 1, '1']);
    expect(await readModels.answering(() => readModels.answering(read))).toEqual(['2', 2, 2, '2']);
    expect(await read()).toEqual(['3', 3, 4, '4']);
  });

  it('is of one position, where one read model comes behind the other', async () => {
    const readModels = library.readModels();
    const answer = () =>
      readModels.answering(async () => (await readModels.at({}, loanList, readerList)).stated.position);
    await library.commands.send(begin('l2'));
    await library.followers().catchUp([loanList]);
    const waiting = answer();
    await library.followers().catchUp([readerList]);
    expect(await waiting).toBe('2');

    await library.commands.send(begin('l3'));
    await library.followers().catchUp([loanList]);
    expect(await answer()).toBe('2');
  });

  it('is of a later moment once it has waited for one', async () => {
    const readModels = library.readModels();
    const counts = await readModels.answering(async () => {
      const at = await readModels.at({}, loanList);
      const before = await at.from(loanList).getCount();
      await lend('l2');
      await readModels.passed('1', loanList);
      const still = await at.from(loanList).getCount();
      await readModels.passed('2', loanList);
      return [before, still, await at.from(loanList).getCount()];
    });
    expect(counts).toEqual([1, 1, 2]);
  });

  it('leaves connections for all else that answers read, and is let go when an answer fails', async () => {
    const readModels = library.readModels();
    const failing = readModels.answering(async () => {
      await readModels.at({}, loanList);
      throw new Error('no answer');
    });
    await expect(failing).rejects.toThrow('no answer');
    const answers = Array.from({ length: 40 }, () =>
      readModels.answering(async () => {
        const at = await readModels.at({}, loanList);
        await library.rows('select pg_sleep(0.01)');
        return at.from(loanList).getCount();
      }),
    );
    expect(await Promise.all(answers)).toEqual(Array(40).fill(1));
    expect(await idleInTransactions()).toBe(0);
  });

  it('leaves them of the smallest pool too', async () => {
    const small = await openDatabase({ url: library.url, entities: [loanList.table], poolSize: 4 });
    const readModels = library.readModels({ database: small });
    const answers = Array.from({ length: 12 }, () =>
      readModels.answering(async () => {
        await readModels.at({}, loanList);
        return (await small.pool.query('select pg_sleep(0.01)')).rowCount;
      }),
    );
    expect(await Promise.all(answers)).toEqual(Array(12).fill(1));
    await small.close();
  });

  it('begins once, though it reads twice at once', async () => {
    const readModels = library.readModels();
    await readModels.answering(() =>
      Promise.all([readModels.at({}, loanList), readModels.at({}, readerList)]),
    );
    expect(await idleInTransactions()).toBe(0);
  });
});
