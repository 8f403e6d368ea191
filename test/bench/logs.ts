import { Pool } from 'pg';
import { sampleAppend, sampleCommand } from '../../libs/platform/src/stores/append-samples.js';
import type { Ground } from './ground.js';
import type { Log, Standing } from './oracle.js';

/** So many connections has every log that makes a transaction of each append. */
export const CONNECTIONS = 64;
const PAGE = 1_000;

/** What every log records of an event: the same texts. */
export const contentOf = (number: number) => {
  const { id, type, version, effectiveOn, metadata, data } = sampleCommand(`amara/${number}`, { number })
    .events[0]!;
  return { id, type, version, effectiveOn, metadata: metadata as object, data: data as { number: number } };
};

/** The log of the product, on a database of its own. */
export const ourLog = async (ground: Ground): Promise<Log> => ourLogOn(ground, await ground.database());

/** The log of the product on a database. */
export const ourLogOn = async (ground: Ground, url: string): Promise<Log> => {
  const { store } = await ground.log(url);
  const page = async (after: bigint, limit: number): Promise<readonly Standing[]> =>
    (await store.readAll({ after: String(after), limit })).map(({ data, position }) => ({
      number: (data as { number: number }).number,
      position: BigInt(position),
    }));
  return {
    name: 'ours',
    append: async (number) => {
      const { outcome } = await store.append(
        sampleAppend(`note-${number}`, sampleCommand(`amara/${number}`, { number })),
      );
      if (outcome !== 'appended') throw new Error(`Not appended: ${outcome}`);
    },
    after: (position) => page(position, PAGE),
    stored: async () => {
      const all: Standing[] = [];
      for (;;) {
        const events = await page(all.at(-1)?.position ?? 0n, 10_000);
        if (events.length === 0) return all;
        all.push(...events);
      }
    },
  };
};

/** Those that take their turn leave the server's connections to the next: whoever measures appends opens them first. */
export const IDLE_MS = 1_000;

export const openPool = (ground: Ground, url: string): Pool =>
  ground.closing(new Pool({ connectionString: url, max: CONNECTIONS, idleTimeoutMillis: IDLE_MS }), (open) =>
    open.end(),
  );

/**
 * One INSERT a transaction into a table with the columns and indexes of ours, and a sequence for the position: what the
 * server can do at the same concurrency. Nothing is checked and nothing chained.
 */
export const plainLog = async (ground: Ground): Promise<Log> => {
  const { url } = await ground.log();
  const pool = openPool(ground, url);
  await pool.query(`
    create table plain_log (like leading_to_deliver.log_event including all);
    create sequence plain_log_position;
    alter table plain_log alter column position set default nextval('plain_log_position');
  `);
  return {
    name: 'one INSERT each',
    append: async (number) => {
      const { id, type, version, effectiveOn, metadata, data } = contentOf(number);
      await pool.query({
        name: 'append',
        text:
          'insert into plain_log (stream, revision, id, type, version, effective_on, recorded_at, metadata, data, command_key, ' +
          'command_digest, hash) values ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        values: [
          `note-${number}`,
          id,
          type,
          version,
          effectiveOn,
          new Date().toISOString(),
          JSON.stringify(metadata),
          JSON.stringify(data),
          `amara/${number}`,
          `digest of amara/${number}`,
          A_HASH,
        ],
      });
    },
    after: async (position) => {
      const { rows } = await pool.query<{ position: string; data: string }>({
        name: 'page',
        text: `select position, data from plain_log where position > $1 order by position limit ${PAGE}`,
        values: [String(position)],
      });
      return rows.map(standing);
    },
    stored: async () =>
      (await pool.query<{ position: string; data: string }>('select position, data from plain_log')).rows.map(
        standing,
      ),
  };
};

const standing = ({ position, data }: { position: string; data: string }): Standing => ({
  number: (JSON.parse(data) as { number: number }).number,
  position: BigInt(position),
});

/** As long as ours, and computed by nobody. */
export const A_HASH = '0'.repeat(64);
