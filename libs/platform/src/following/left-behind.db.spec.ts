import { whileAlone } from './database.js';
import { type Library, openLibrary } from './library.example.js';
import { digestsOf } from './live-digests.js';
import { begin } from './loans.example.js';

describe('what a rebuild that was killed left behind', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
    const worker = library.followers();
    await worker.start();
    await library.commands.send(begin('l1'));
    await worker.settle();
    await worker.stop();
    for (const left of ['loans_v1_g0', 'loans_v1_g2', 'loans_v1_g17', 'audits_g2'])
      await library.rows(`create table ${left} (like loans_v1_g1)`);
    await library.rows(`insert into follower_digest values ('${digestsOf('loans')}', 'l1', 'of a row')`);
  });
  afterEach(() => library.close());

  const tables = async () =>
    (await library.rows("select tablename from pg_tables where tablename ~ '_g[0-9]+$' order by 1")).map(
      ({ tablename }) => tablename as string,
    );
  const digests = () => library.rows('select * from follower_digest');
  const CLEAN = ['audits_g2', 'loans_v1_g1', 'reader_loans_v1_g1'];

  it('is removed when a worker starts, and the live table and those of others are not', async () => {
    await library.followers().start();
    expect(await tables()).toEqual(CLEAN);
    expect(await digests()).toEqual([]);
    expect(await library.rows('select loan_id from loans_v1')).toEqual([{ loan_id: 'l1' }]);
  });

  it('is removed by the next rebuild', async () => {
    await library.followers().rebuild('loans');
    expect(await tables()).toEqual(CLEAN.with(1, 'loans_v1_g2'));
    expect(await digests()).toEqual([]);
  });

  it('is removed by the next proof', async () => {
    expect((await library.followers().verify()).sound).toBe(true);
    expect(await tables()).toEqual(CLEAN);
  });

  it('stays while another process may be about to swap it in', async () => {
    await whileAlone(library.database.pool, ['loans'], () => library.followers().start());
    expect(await tables()).toContain('loans_v1_g2');
    expect(await digests()).toHaveLength(1);
  });
});
