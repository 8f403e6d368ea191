import { LeadLost } from './failures.js';
import { Checkpoints } from './checkpoints.js';
import { type Library, openLibrary } from './library.example.js';
import { Moves } from './moves.js';

describe('checkpoints that move with nothing beside them', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
    const checkpoints = new Checkpoints(library.database.pool);
    await checkpoints.ensure('process', ['a', 'b', 'c'], 'a log');
    await checkpoints.take(['a', 'b', 'c'], '5');
  });
  afterEach(() => library.close());

  const moves = () => new Moves(library.database.pool, new Checkpoints(library.database.pool));
  const to = (position: string, from = '0', epoch = '5') => ({
    from,
    to: position,
    hash: `hash at ${position}`,
    epoch,
  });
  const standing = () =>
    library.rows('select follower, position, hash from follower_checkpoint order by follower');

  it('share a transaction, each to where it goes', async () => {
    const own = moves();
    await Promise.all([own.advance('a', to('7')), own.advance('b', to('7')), own.advance('c', to('9'))]);
    await own.advance('a', to('9', '7'));
    expect(await standing()).toEqual([
      { follower: 'a', position: '9', hash: 'hash at 9' },
      { follower: 'b', position: '7', hash: 'hash at 7' },
      { follower: 'c', position: '9', hash: 'hash at 9' },
    ]);
    const [{ versions }] = await library.rows(
      "select count(distinct xmin::text)::int as versions from follower_checkpoint where follower in ('b', 'c')",
    );
    expect(versions).toBe(1);
  });

  it('stay where another leads by now or moved them, which holds up none beside', async () => {
    const own = moves();
    const moved = await Promise.allSettled([
      own.advance('a', to('7', '0', '4')),
      own.advance('b', to('7', '3')),
      own.advance('c', to('7')),
    ]);
    expect(moved.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : 'moved'))).toEqual([
      expect.any(LeadLost),
      expect.any(LeadLost),
      'moved',
    ]);
    expect((await standing()).map(({ position }) => position as string)).toEqual(['0', '0', '7']);
  });

  it('are all told when the database is away, and move once it is back', async () => {
    const own = moves();
    await library.database.pool.query('alter table follower_checkpoint rename to away');
    const asked = await Promise.allSettled([own.advance('a', to('7')), own.advance('b', to('7'))]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await library.database.pool.query('alter table away rename to follower_checkpoint');
    await own.advance('a', to('7'));
    expect((await standing()).map(({ position }) => position as string)).toEqual(['7', '0', '0']);
  });
});
