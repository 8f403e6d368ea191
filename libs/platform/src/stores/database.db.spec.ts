import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { configurationFrom } from '../configuration/configuration.js';
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

  it('is entered with a password of any signs, read from a file', async () => {
    const role = `role_of_${name()}`;
    const password = "p@ss:w/o?r#d %41&='+é$1 ";
    await administered(`create role ${role} login password '${password.replaceAll("'", "''")}'`);
    await administered(`grant create on database ${name()} to ${role}`);
    const folder = await mkdtemp(join(tmpdir(), 'l2d-password-'));
    const [file, wrong] = [join(folder, 'password'), join(folder, 'wrong')];
    await writeFile(file, `${password}\n`);
    await writeFile(wrong, `${password}x\n`);
    const address = new URL(fresh.url);
    address.username = role;
    address.password = '';
    const urlWith = (DATABASE_PASSWORD_FILE: string) =>
      configurationFrom({ DATABASE_URL: address.href, DATABASE_PASSWORD_FILE }).databaseUrl!;

    const database = await openDatabase({ url: urlWith(file) });
    const lone = new Client(database.connection);
    await lone.connect();
    for (const { rows } of [
      await database.pool.query('select current_user as who'),
      await lone.query('select current_user as who'),
    ])
      expect(rows).toEqual([{ who: role }]);
    await lone.end();
    await database.close();
    await expect(openDatabase({ url: urlWith(wrong) })).rejects.toThrow('28P01, wrong user or password');

    await administered(`drop owned by ${role} cascade`);
    await administered(`drop role ${role}`);
    await rm(folder, { recursive: true });
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
