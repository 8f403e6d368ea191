import type { Pool } from 'pg';
import { type ChainedEvent, hashOf } from '../../libs/platform/src/stores/event-hash.js';

const ROWS_AT_ONCE = 5_000;
const COLUMNS = {
  position: 'bigint',
  stream: 'text',
  revision: 'integer',
  id: 'text',
  type: 'text',
  version: 'integer',
  effective_on: 'text',
  recorded_at: 'text',
  metadata: 'text',
  data: 'text',
  command_key: 'text',
  command_digest: 'text',
  hash: 'text',
} as const;

/**
 * Writes a log of so many events into an empty one: a pattern of events over and over, each time with ids of its own, chained as
 * they should be. Past the lane, as nothing else writes; with ids of all places and cohorts but those of sponsors made anew.
 */
export const copyOver = async (
  pool: Pool,
  pattern: readonly ChainedEvent[],
  events: number,
  onProgress: (done: number) => void,
): Promise<void> => {
  const kept = new Set(pattern.flatMap(({ data }) => [...data.matchAll(SPONSOR)].map(([, id]) => id!)));
  let rows: (readonly unknown[])[] = [];
  let hashes = new Map<string, string>();
  for (let done = 0, copy = 1; done < events; copy += 1, hashes = new Map())
    for (const event of pattern) {
      if (done === events) break;
      const { hash: _, ...fields } = renamed(event, copy, kept);
      const hash = hashOf(hashes.get(fields.stream) ?? '', fields);
      hashes.set(fields.stream, hash);
      done += 1;
      rows.push([
        done,
        fields.stream,
        fields.revision,
        fields.id,
        fields.type,
        fields.version,
        fields.effectiveOn,
        fields.recordedAt,
        fields.metadata,
        fields.data,
        fields.commandKey || null,
        fields.commandDigest || null,
        hash,
      ]);
      if (rows.length < ROWS_AT_ONCE && done < events) continue;
      await inserted(pool, rows);
      rows = [];
      onProgress(done);
    }
  await pool.query('vacuum analyze leading_to_deliver.log_event');
};

const SPONSOR = /"sponsorId":"([^"]+)"/g;
const UUID = /[\da-f]{8}(?=-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})/g;

/** The first eight digits of every id become the number of the copy; of two ids of the pattern the rest differs. */
const renamed = (event: ChainedEvent, copy: number, kept: ReadonlySet<string>): ChainedEvent => {
  const digits = copy.toString(16).padStart(8, '0');
  const rename = (text: string): string =>
    text.replace(UUID, (first, at: number) => (kept.has(text.slice(at, at + 36)) ? first : digits));
  return {
    ...event,
    stream: rename(event.stream),
    id: rename(event.id),
    metadata: rename(event.metadata),
    data: rename(event.data),
    commandKey: rename(event.commandKey),
  };
};

const inserted = async (pool: Pool, rows: readonly (readonly unknown[])[]): Promise<void> => {
  const columns = Object.entries(COLUMNS);
  await pool.query({
    name: 'copy-over',
    text:
      `insert into leading_to_deliver.log_event (${columns.map(([name]) => name).join(', ')}) ` +
      `select * from unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`,
    values: columns.map((_, index) => rows.map((row) => row[index])),
  });
};
