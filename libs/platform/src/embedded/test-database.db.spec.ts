import { Client } from 'pg';
import { testDatabase } from './test-database.js';

describe('a test database', () => {
  it('is fresh, keeps what is committed and is gone when dropped', async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    const client = new Client({ connectionString: one.url });
    await client.connect();
    client.on('error', () => undefined);
    await client.query('create table seats (number int)');
    const { rows } = await client.query<{ settings: string[] }>(
      `select array[current_setting('fsync'), current_setting('server_encoding'), current_setting('listen_addresses'),
        current_setting('log_error_verbosity')] as settings`,
    );

    expect(rows[0]?.settings).toEqual(['on', 'UTF8', '127.0.0.1', 'terse']);
    expect(one.url).not.toBe(two.url);
    await Promise.all([one.drop(), two.drop()]);
    await expect(new Client({ connectionString: one.url }).connect()).rejects.toThrow('does not exist');
  });
});
