import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';
import { BEGINNING } from '#kernel';
import type { EventStore } from '../event-store.js';
import type { Keyring } from './keyring.js';

/** Tells whether keys are those of a log, and nothing of the keys. */
export const markOfKeys = (keyring: Pick<Keyring, 'installationKey'>, log: string): string =>
  createHmac('sha256', keyring.installationKey()).update('keys of the log ').update(log).digest('hex');

/**
 * Throws unless these keys are the log's own. With others everybody would read as erased, new people would be sealed
 * with keys the other processes do not have, and every repeat would look like another command. The first to open an
 * empty log makes its keys the log's own, for ever.
 */
export const assertKeysOfLog = async (
  pool: Pick<Pool, 'query'>,
  store: Pick<EventStore, 'identity' | 'head' | 'place'>,
  keyring: Pick<Keyring, 'installationKey'>,
  dataFolder: string,
): Promise<void> => {
  const mark = markOfKeys(keyring, await store.identity());
  if ((await store.head()) === BEGINNING)
    await pool.query(
      `insert into log_keys (mark) select $1 where not exists (select 1 from log_event) on conflict do nothing`,
      [mark],
    );
  const { rows } = await pool.query<{ mark: string }>('select mark from log_keys');
  if (!rows[0])
    throw new Error(
      `The log (${store.place}) holds events, but the database in DATABASE_URL has never followed it: which keys are the log's own, ` +
        'how far processes have come and what is due is in another one. Name that one, or put a backup of it back: an older one ' +
        'will do, since processes go on from where they stood in it.',
    );
  if (rows[0].mark !== mark)
    throw new Error(
      `The keys in the data folder "${dataFolder}" are not those of the log in this database: name in L2D_DATA the ` +
        'data folder the log was begun with (its folder "keys" can be copied), or in DATABASE_URL an empty database.',
    );
};
