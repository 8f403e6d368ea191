import { testDatabase } from '../embedded/test-database.js';
import { type Database, openDatabase } from '../stores/database.js';
import { Checkpoints } from './checkpoints.js';
import { inTransaction } from './database.js';
import { LeadLost } from './failures.js';
import { Moves } from './moves.js';

const FOLLOWER = 'offer-next-in-line';
const FURTHER = { from: '0', to: '7', hash: 'of the seventh' };

describe('a checkpoint that another leader has taken where it stood', () => {
  let database: Database;
  let fresh: Awaited<ReturnType<typeof testDatabase>>;
  let checkpoints: Checkpoints;
  beforeEach(async () => {
    fresh = await testDatabase();
    database = await openDatabase({ url: fresh.url, entities: [] });
    checkpoints = new Checkpoints(database.pool);
    await checkpoints.ensure('process', [FOLLOWER], 'log-1');
    await checkpoints.take([FOLLOWER], '1');
    await checkpoints.take([FOLLOWER], '2');
  });
  afterEach(async () => {
    await database.close();
    await fresh.drop();
  });

  const position = async () => (await checkpoints.all()).get(FOLLOWER)!.position;
  const advance = (epoch: string) =>
    inTransaction(database.pool, (client) => checkpoints.advance(client, [FOLLOWER], { ...FURTHER, epoch }));
  const move = (epoch: string) =>
    new Moves(database.pool, checkpoints).advance(FOLLOWER, { ...FURTHER, epoch });
  const keep = (epoch: string) =>
    inTransaction(database.pool, (client) => checkpoints.keep(client, [FOLLOWER], epoch));

  it.each([
    ['with what is written beside it', advance],
    ['with those of others', move],
    ['to write what belongs to it', keep],
  ])('is not moved by the one before, %s', async (_, written) => {
    await expect(written('1')).rejects.toThrow(LeadLost);
    expect(await position()).toBe('0');
    await written('2');
  });

  it('is not moved by either when its read model was swapped', async () => {
    await inTransaction(database.pool, (client) =>
      checkpoints.swap(client, FOLLOWER, { generation: 2, position: '0', hash: '', log: 'log-1' }),
    );
    for (const written of [advance, move, keep]) await expect(written('2')).rejects.toThrow(LeadLost);
    expect(await position()).toBe('0');
  });

  it('is moved only from where it stands', async () => {
    await advance('2');
    for (const written of [advance, move]) await expect(written('2')).rejects.toThrow(LeadLost);
    await expect(checkpoints.take([FOLLOWER], '1')).rejects.toThrow(LeadLost);
  });
});
