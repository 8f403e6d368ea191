import type { ClientBase } from 'pg';

const OLDEST = 15;

/** Refuses a server on which "recorded" would not mean durable, or which the log does not run on; names the setting. */
export const assertDurable = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<Record<string, string>>(`
    select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit,
      current_setting('default_transaction_isolation') as default_transaction_isolation,
      current_setting('server_encoding') as server_encoding, pg_is_in_recovery()::text as replica`);
  const server = rows[0] ?? {};
  const wrong = objections.find(({ when }) => when(server));
  if (wrong) throw new Error(wrong.sentence(server));
};

type Settings = Record<string, string>;

const mustBe = (setting: string, value: string, because: string) => ({
  when: (server: Settings) => server[setting] !== value,
  sentence: (server: Settings) =>
    `The database has ${setting} = ${server[setting]}, but ${because}: set it to "${value}".`,
});

const objections = [
  {
    when: ({ version }: Settings) => Number(version) < OLDEST * 10_000,
    sentence: ({ version }: Settings) =>
      `The database is PostgreSQL ${Math.floor(Number(version) / 10_000)}; ${OLDEST} or later is needed.`,
  },
  {
    when: ({ replica }: Settings) => replica === 'true',
    sentence: () => 'The database is a read-only replica: name the primary in DATABASE_URL.',
  },
  mustBe('server_encoding', 'UTF8', 'names are kept in UTF-8'),
  mustBe('fsync', 'on', 'a power cut could then lose what was acknowledged'),
  mustBe('full_page_writes', 'on', 'a power cut could then damage the log'),
  {
    when: ({ synchronous_commit }: Settings) => synchronous_commit === 'off',
    sentence: () =>
      'The database has synchronous_commit = off, but a crash could then lose what was acknowledged: set it to "on".',
  },
  mustBe('default_transaction_isolation', 'read committed', 'the order of the log rests on it'),
];
