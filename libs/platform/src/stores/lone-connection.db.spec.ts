import { testDatabase, type TestDatabase } from '../embedded/test-database.js';
import { LoneConnection } from './lone-connection.js';

describe('a connection of its own', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('that ends while the next one fails to open troubles nobody but who asked for it', async () => {
    let fails = false;
    const connection = new LoneConnection({ connectionString: database.url }, async () => {
      if (fails) throw new Error('not prepared');
    });
    const first = await connection.get();
    const unhandled: unknown[] = [];
    const listener = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', listener);
    fails = true;
    connection.drop();
    const next = connection.get();
    first.emit('end');
    await expect(next).rejects.toThrow('not prepared');
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);

    fails = false;
    expect((await connection.get()).host).toBe(first.host);
    await connection.close();
  });

  it('that was dropped while it failed to open is not the one that is open by then', async () => {
    let release: () => void = () => undefined;
    let prepared = 0;
    const connection = new LoneConnection({ connectionString: database.url }, async () => {
      prepared += 1;
      if (prepared > 1) return;
      await new Promise<void>((resolve) => (release = resolve));
      throw new Error('not prepared');
    });
    const failing = connection.get();
    failing.catch(() => undefined);
    while (prepared === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    connection.drop();
    const open = await connection.get();
    release();
    await expect(failing).rejects.toThrow('not prepared');
    expect(await connection.get()).toBe(open);
    await connection.close();
  });
});
