import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Driver } from 'typeorm/driver/Driver.js';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { quoted } from './database.js';

const CHUNK_ROWS = 200;

/** Appends rows to a table by COPY, which takes a tenth of the time that an INSERT of as many rows takes. */
export const copyRows = async (
  client: Pick<PoolClient, 'query'>,
  table: string,
  columns: readonly ColumnMetadata[],
  driver: Driver,
  rows: readonly object[],
): Promise<void> => {
  const names = columns.map(({ databaseName }) => quoted(databaseName)).join(', ');
  const copy = copyFrom(`copy ${quoted(table)} (${names}) from stdin`);
  client.query(copy);
  // Where a row cannot be written as text, it is the pipeline that ends the COPY: a rollback would wait for it.
  await pipeline(textsOf(rows, columns, driver), copy);
};

function* textsOf(
  rows: readonly object[],
  columns: readonly ColumnMetadata[],
  driver: Driver,
): Generator<string> {
  const texts = columns.map((column) => textOf(column, driver));
  let chunk = '';
  for (const [index, row] of rows.entries()) {
    let separator = '';
    for (const text of texts) {
      chunk += separator + text(row as Record<string, unknown>);
      separator = '\t';
    }
    chunk += '\n';
    if ((index + 1) % CHUNK_ROWS !== 0) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** How a row's value of a column is written: as the driver would send it, with what COPY reads as its own escaped. */
const textOf = (column: ColumnMetadata, driver: Driver): ((row: Record<string, unknown>) => string) => {
  if (column.isArray) throw new Error(`The column "${column.databaseName}" is a list: keep it as jsonb.`);

  const { propertyName } = column;
  const plain = column.transformer ? undefined : PLAIN[driver.normalizeType(column)];
  return (row) => {
    const value: unknown = plain
      ? row[propertyName]
      : driver.preparePersistentValue(row[propertyName], column);
    return value === null || value === undefined ? NOTHING : (plain ?? escaped)(value);
  };
};

const NOTHING = '\\N';
const MEANT_OTHERWISE = /[\\\n\r\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (value: unknown): string =>
  String(value).replace(MEANT_OTHERWISE, (found) => ESCAPES[found]!);

/** Of the types that most columns have, what the driver would send: to ask it takes as long as to fold. */
const PLAIN: Readonly<Record<string, (value: unknown) => string>> = {
  text: escaped,
  uuid: escaped,
  integer: String,
  bigint: String,
  jsonb: (value) => escaped(JSON.stringify(value)),
};
