import type { Pool, PoolClient } from 'pg';

// What followers write follows from the log. A crash that loses the last moments loses rows and checkpoint together,
// and they are made again: so no commit here waits for the disk. Whose process is stopped or cut off in the middle lets go of
// its rows, which whoever leads next waits for.
const BEGIN =
  "begin isolation level read committed; set local synchronous_commit = off; set local idle_in_transaction_session_timeout = '10s'";

/** Runs the work in one transaction of one connection. The connection of a failed one is thrown away, never used again. */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = BEGIN,
): Promise<T> => {
  const client = await listened(pool);
  let broken = true;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    broken = false;
    return result;
  } catch (error) {
    broken = !(await rolledBack(client));
    throw error;
  } finally {
    client.off('error', heard);
    client.release(broken);
  }
};

/** Of a connection that breaks: whoever asks it next hears of it. Without a listener it would end the process. */
const heard = (): void => undefined;

const listened = async (pool: Pool): Promise<PoolClient> => {
  const client = await pool.connect();
  client.on('error', heard);
  return client;
};

const rolledBack = async (client: PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  );

const ALONE_LOCK = 720_511;

/** Another process does now what only one may do at a time. */
export class NotAlone extends Error {}

/**
 * Does work that only one process may do at a time for each of some names. Throws `NotAlone` when another one does, and when the
 * connection that kept others away broke before the work was done.
 */
export const whileAlone = async <T>(
  pool: Pool,
  names: readonly string[],
  work: () => Promise<T>,
): Promise<T> => {
  const client = await listened(pool);
  try {
    for (const name of names) {
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock($1, hashtext($2)) as got',
        [ALONE_LOCK, name],
      );
      if (!rows[0]?.got)
        throw new NotAlone(`Another process rebuilds or verifies "${name}" now. Try again when it is done.`);
    }
    const result = await work();
    if (!(await isHeld(client)))
      throw new Error(
        `The database ended the connection that kept others away from ${names.map((name) => `"${name}"`).join(', ')}. Run it again.`,
      );
    return result;
  } finally {
    await unlocked(client);
    client.off('error', heard);
    // Not for use again: should a lock still be held, it ends with the session.
    client.release(true);
  }
};

/** Locks are held as long as their session lives. */
const isHeld = (client: PoolClient): Promise<boolean> => answered(client.query('select 1'));

const unlocked = (client: PoolClient): Promise<boolean> =>
  answered(client.query('select pg_advisory_unlock_all()'));

const answered = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    () => false,
  );

/** A name as it is written in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
