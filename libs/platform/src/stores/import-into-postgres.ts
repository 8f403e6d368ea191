import { Client, type ClientConfig } from 'pg';
import { BEGINNING, type Position } from '#kernel';
import type { EventPlace, LogToImport } from '../event-store.js';
import { columnsOf } from './append-call.js';
import { keyTwice, notEmpty } from './append-rules.js';
import { withoutDetail } from './database-error.js';

const INSERT = `insert into log_event (position, stream, revision, id, type, version, effective_on, recorded_at, metadata,
                                       data, command_key, command_digest, hash)
  select $1::bigint + e.no, e.stream, e.revision, e.id, e.type, e.version, e.effective_on, e.recorded_at, e.metadata, e.data,
         nullif(e.key, ''), nullif(e.digest, ''), e.hash
    from unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::text[],
                $11::text[], $12::text[], $13::text[])
      with ordinality as e(stream, revision, id, type, version, effective_on, recorded_at, metadata, data, key, digest, hash, no)`;

const UNIQUE_VIOLATION = '23505';

/**
 * Stores a whole log in one transaction that holds the lane: nobody sees any of it before all of it is committed, and nothing can
 * be recorded meanwhile. On a connection of its own, since no statement of it has a time limit.
 */
export const importIntoPostgres = async (
  connection: ClientConfig,
  place: string,
  { pages, told, noted, whole }: LogToImport,
): Promise<void> => {
  const client = new Client(connection);
  // A connection that breaks is told of by what is asked on it next.
  client.on('error', () => undefined);
  const ask = <Row extends object>(text: string, values: readonly unknown[] = [], name?: string) =>
    client
      .query<Row>({ ...(name === undefined ? {} : { name }), text, values: [...values] })
      .catch((error: unknown) => {
        const failed = withoutDetail(error, 'importing a log');
        throw failed.code === UNIQUE_VIOLATION ? keyTwice() : failed;
      });
  try {
    await client.connect().catch((error: unknown) => {
      throw withoutDetail(error, 'importing a log');
    });
    await ask('begin');
    await ask('select 1 from log_lane for update');
    const { rows } = await ask<{ head: Position }>(
      'select position as head from log_event order by position desc limit 1',
    );
    if (rows[0]) throw notEmpty(place, rows[0].head);

    const places = new Map<number, EventPlace>();
    let position = Number(BEGINNING);
    for await (const page of pages()) {
      await ask(INSERT, [position, ...columnsOf(page)], 'import');
      for (const { hash } of page) {
        position += 1;
        if (noted?.has(position)) places.set(position, { position: String(position), hash });
      }
      told?.('import', position);
    }
    await whole?.(places, { query: ask });
    await ask('commit');
  } finally {
    // What is not committed by now is rolled back by the end of the session.
    await client.end().catch(() => undefined);
  }
};
