import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../embedded/test-database.js';
import { openDatabase } from './database.js';

describe('opening the database', () => {
  let fresh: TestDatabase;
  beforeEach(async () => (fresh = await testDatabase()));
  afterEach(() => fresh.drop());

  const administered = async (statement: string) => {
    const client = new Client({ connectionString: fresh.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  const name = () => new URL(fresh.url).pathname.slice(1);

  it('brings the tables up once when four processes start at the same time', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url: fresh.url })));

    const { rows } = await databases[0]!.pool.query<{ name: string }>(
      'select name from migration order by id',
    );
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
    expect(rows[0]?.name).toBe('CreateLog1763900000000');
    const lanes = await databases[1]!.pool.query('select * from log_lane');
    expect(lanes.rowCount).toBe(1);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('keeps to its own schema, for every connection', async () => {
    const database = await openDatabase({ url: fresh.url });
    const { rows } = await database.pool.query<{ path: string }>(
      `select current_setting('search_path') as path`,
    );

    expect(rows[0]?.path).toBe('leading_to_deliver,pg_temp');
    expect(await database.dataSource.query('select current_schema() as name')).toEqual([
      { name: 'leading_to_deliver' },
    ]);
    await database.close();
  });

  it.each([
    ['synchronous_commit', 'off', 'synchronous_commit = off'],
    ['default_transaction_isolation', 'serializable', 'default_transaction_isolation = serializable'],
  ])('refuses a server with %s = %s', async (setting, value, sentence) => {
    await administered(`alter database ${name()} set ${setting} = '${value}'`);

    await expect(openDatabase({ url: fresh.url })).rejects.toThrow(sentence);
  });

  it('says what is wrong with an address, and not the password', async () => {
    const wrong = new URL(fresh.url);
    wrong.password = 'hunter2';

    const failure = openDatabase({ url: wrong.href });
    await expect(failure).rejects.toThrow(
      /cannot be entered \(28P01, wrong user or password\): check DATABASE_URL/,
    );
    await expect(failure).rejects.not.toThrow('hunter2');
    await expect(openDatabase({ url: 'postgres://a:b@127.0.0.1:1/x' })).rejects.toThrow(
      'nothing listens there',
    );
  });
});
