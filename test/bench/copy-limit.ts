import { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import type { Ground } from './ground.js';
import { A_HASH, contentOf, IDLE_MS } from './logs.js';
import { perSecond } from './measuring.js';
import type { Contender } from './rounds.js';

const ROWS_AT_ONCE = 1_000;

/**
 * Rows of the log by COPY, a thousand in each transaction, into a table with the columns and indexes of ours: as fast as the server
 * takes events that nobody waits for one by one. Nothing is checked and nothing chained.
 */
export const copyLimit = async (ground: Ground): Promise<Contender> => {
  const { url } = await ground.log();
  const pool = ground.closing(
    new Pool({ connectionString: url, max: 1, idleTimeoutMillis: IDLE_MS }),
    (open) => open.end(),
  );
  await pool.query('create table copied_log (like leading_to_deliver.log_event including all)');
  let next = 1;
  const copied = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      const copy = client.query(copyFrom('copy copied_log from stdin'));
      const rows = Array.from({ length: ROWS_AT_ONCE }, () => rowOf(next++));
      copy.end(rows.join(''));
      await finished(copy);
    } finally {
      client.release();
    }
  };
  return {
    name: `COPY, ${ROWS_AT_ONCE} rows each`,
    measure: async (seconds) => ROWS_AT_ONCE * (await perSecond(1, seconds, copied)),
  };
};

/** In the order of the log's columns; none of these texts has a character that COPY takes for something else. */
const rowOf = (number: number): string => {
  const { id, type, version, effectiveOn, metadata, data } = contentOf(number);
  const at = new Date().toISOString();
  const texts = [
    JSON.stringify(metadata),
    JSON.stringify(data),
    `amara/${number}`,
    `digest of amara/${number}`,
  ];
  return `${[number, `note-${number}`, 0, id, type, version, effectiveOn, at, ...texts, A_HASH].join('\t')}\n`;
};
