import type { PoolClient } from 'pg';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { Driver } from 'typeorm/driver/Driver.js';
import { ApplyValueTransformers } from 'typeorm/util/ApplyValueTransformers.js';
import { copyRows } from './copied-rows.js';
import { quoted } from './database.js';
import type { Rows } from './fold-page.js';

type Values = Record<string, unknown>;

const MANY_ROWS = 200;

/** One generation's table of a read model: loads the rows of many keys at once, and writes them back in one statement. */
export class RowTable {
  /** The property that holds a row's key. */
  readonly primary: string;
  /** Its column. */
  readonly primaryColumn: string;
  private readonly columns: readonly ColumnMetadata[];
  private readonly key: ColumnMetadata;
  private readonly driver: Driver;

  constructor(
    dataSource: DataSource,
    entity: EntityMetadata,
    /** Of the generation's table. */
    readonly name: string,
  ) {
    this.driver = dataSource.driver;
    this.columns = entity.columns;
    this.key = entity.primaryColumns[0]!;
    this.primary = this.key.propertyName;
    this.primaryColumn = this.key.databaseName;
  }

  /** The rows of these keys; `null` for each that has none. */
  async load(client: Pick<PoolClient, 'query'>, keys: readonly string[]): Promise<Rows> {
    const rows: Rows = new Map(keys.map((key) => [key, null]));
    if (keys.length === 0) return rows;

    const primary = quoted(this.primaryColumn);
    const found = await client.query<Values>(
      `select * from ${quoted(this.name)} where ${primary} = any($1::${this.typeOf(this.key)}[])`,
      [keys],
    );
    for (const values of found.rows) {
      const row = this.hydrated(values);
      rows.set(row[this.primary] as string, row);
    }
    return rows;
  }

  /** The rows behind a key (all: `null`), in the order of keys, at most so many. */
  async page(client: Pick<PoolClient, 'query'>, after: string | null, limit: number): Promise<Rows> {
    const primary = quoted(this.primaryColumn);
    const found = await client.query<Values>(
      `select * from ${quoted(this.name)} where ($1::${this.typeOf(this.key)} is null or ${primary} > $1)
       order by ${primary} limit $2`,
      [after, limit],
    );
    const rows = found.rows.map((values) => this.hydrated(values));
    return new Map(rows.map((row) => [row[this.primary] as string, row]));
  }

  /** Rows as the text that `source` reads. */
  json(rows: readonly object[]): string {
    return JSON.stringify(rows.map((row) => this.persistent(row as Values)));
  }

  /** A query over rows that are no table's: those of a parameter, as `json` writes them. */
  source(parameter: string): string {
    return `select ${this.names.join(', ')} from json_to_recordset(${parameter}::text::json) as r(${this.typed.join(', ')})`;
  }

  /** Writes changed rows and removes those that are `null`: few by an upsert, which spares their indexes, many by COPY. */
  async write(client: Pick<PoolClient, 'query'>, changed: Rows): Promise<void> {
    const kept = [...changed.values()].filter((row) => row !== null);
    const many = kept.length >= MANY_ROWS;
    // COPY knows no conflict: rows that are there give way to their new versions.
    const removed = many
      ? [...changed.keys()]
      : [...changed].filter(([, row]) => row === null).map(([key]) => key);
    if (kept.length > 0 && !many)
      await client.query(this.upsert, [JSON.stringify(kept.map((row) => this.persistent(row as Values)))]);
    if (removed.length > 0)
      await client.query(
        `delete from ${quoted(this.name)}
         where ${quoted(this.primaryColumn)} = any($1::${this.typeOf(this.key)}[])`,
        [removed],
      );
    if (many) await copyRows(client, this.name, this.columns, this.driver, kept);
  }

  /** A row as it would be loaded: a step must not see whether it comes from the cache or from the table. */
  asLoaded(row: object): object {
    const values = row as Values;
    const loaded = Object.create(Object.getPrototypeOf(row) as object) as Values;
    for (const { propertyName } of this.columns) loaded[propertyName] = values[propertyName] ?? null;
    return loaded;
  }

  private hydrated(values: Values): Values {
    const row: Values = {};
    for (const column of this.columns) {
      const value: unknown = this.driver.prepareHydratedValue(values[column.databaseName], column);
      const whole = typeof value === 'string' && this.driver.normalizeType(column) === 'bigint';
      row[column.propertyName] = whole ? Number(value) : value;
    }
    return row;
  }

  private persistent(row: Values): Values {
    const values: Values = {};
    for (const column of this.columns) {
      const value = row[column.propertyName];
      values[column.databaseName] = column.transformer
        ? ApplyValueTransformers.transformTo(column.transformer, value)
        : value;
    }
    return values;
  }

  private get upsert(): string {
    const set = this.names.filter((name) => name !== quoted(this.primaryColumn));
    return `insert into ${quoted(this.name)} (${this.names.join(', ')})
            select ${this.names.join(', ')} from json_to_recordset($1::json) as r(${this.typed.join(', ')})
            on conflict (${quoted(this.primaryColumn)}) do ${
              set.length === 0
                ? 'nothing'
                : `update set ${set.map((name) => `${name} = excluded.${name}`).join(', ')}`
            }`;
  }

  private get names(): readonly string[] {
    return this.columns.map(({ databaseName }) => quoted(databaseName));
  }

  private get typed(): readonly string[] {
    return this.columns.map(
      (column) =>
        `${quoted(column.databaseName)} ${this.typeOf(column)}` +
        (column.collation ? ` collate ${quoted(column.collation)}` : ''),
    );
  }

  private typeOf(column: ColumnMetadata): string {
    return `${this.driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
  }
}
