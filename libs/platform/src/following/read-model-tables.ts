import type { Pool, PoolClient } from 'pg';
import { type DataSource, type EntityMetadata, Table } from 'typeorm';
import type { Projection } from '#kernel';
import { inTransaction, quoted } from './database.js';
import { RowTable } from './row-table.js';

/** What generations are made for at the same time by several processes: one after the other. */
const MAKING_LOCK = 7_205_110_201;

/**
 * Makes the tables of read models from their entities. The entity's name, `place_facts_v1`, is a view over the table of
 * the live generation, `place_facts_v1_g1`: queries are plain, and a rebuilt generation is swapped in by one statement. A
 * table is never altered: a changed shape is a new version with a name of its own.
 */
export class ReadModelTables {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  /** The rows of one generation of a projection. */
  table(projection: Projection, generation: number): RowTable {
    return new RowTable(this.dataSource, this.entityOf(projection), this.nameOf(projection, generation));
  }

  nameOf(projection: Projection, generation: number): string {
    return `${this.entityOf(projection).tableName}_g${generation}`;
  }

  /** Makes the first generation and the view of each projection that has none. Throws when an entity does not fit its table. */
  async ensure(projections: readonly Projection[]): Promise<void> {
    const entities = projections.map((projection) => this.entityOf(projection));
    const twice = entities.find((entity, index) => entities.indexOf(entity) < index);
    if (twice) throw new Error(`Two projections fold into the table "${twice.tableName}".`);

    for (const projection of projections)
      await inTransaction(this.pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [MAKING_LOCK]);
        const view = this.entityOf(projection).tableName;
        const { rows } = await client.query<{ made: boolean }>('select to_regclass($1) is not null as made', [
          quoted(view),
        ]);
        if (rows[0]?.made) return this.assertFits(client, projection);

        await this.make(client, projection, 1);
        await client.query(
          `create view ${quoted(view)} as select * from ${quoted(this.nameOf(projection, 1))}`,
        );
      });
  }

  /** Makes the empty table of a generation, in place of one that was left behind. */
  async make(client: PoolClient, projection: Projection, generation: number): Promise<void> {
    const name = this.nameOf(projection, generation);
    await client.query(`drop table if exists ${quoted(name)}`);
    for (const statement of await this.statements(this.entityOf(projection), name))
      await client.query(statement);
    // Rows are written again and again: room beside them keeps a new version of a row on its page.
    await client.query(`alter table ${quoted(name)} set (fillfactor = 85)`);
  }

  /** The generations there are of each projection, live or not. */
  async generations(projections: readonly Projection[]): Promise<ReadonlyMap<Projection, readonly number[]>> {
    const { rows } = await this.pool.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname ~ '_g[0-9]+$'`,
    );
    const tables = rows.map(({ name }) => /^(.*)_g(\d+)$/.exec(name)!);
    return new Map(
      projections.map((projection) => {
        const { tableName } = this.entityOf(projection);
        const own = tables.filter(([, view]) => view === tableName);
        return [projection, own.map(([, , generation]) => Number(generation))];
      }),
    );
  }

  /** Lets queries read another generation from the commit of this transaction on. */
  async swap(client: PoolClient, projection: Projection, generation: number): Promise<void> {
    const view = this.entityOf(projection).tableName;
    await client.query(
      `create or replace view ${quoted(view)} as select * from ${quoted(this.nameOf(projection, generation))}`,
    );
  }

  async drop(projection: Projection, generation: number): Promise<void> {
    await this.pool.query(`drop table if exists ${quoted(this.nameOf(projection, generation))}`);
  }

  private async statements(entity: EntityMetadata, name: string): Promise<readonly string[]> {
    const table = Table.create(entity, this.dataSource.driver);
    table.name = name;
    // Names of indices and keys are one per schema: each generation has its own.
    for (const named of [...table.indices, ...table.uniques, ...table.checks]) named.name = undefined;
    for (const column of table.columns) column.primaryKeyConstraintName = undefined;

    const runner = this.dataSource.createQueryRunner();
    try {
      runner.enableSqlMemory();
      await runner.createTable(table, false, false, true);
      return runner.getMemorySql().upQueries.map(({ query }) => query);
    } finally {
      await runner.release();
    }
  }

  private async assertFits(client: PoolClient, projection: Projection): Promise<void> {
    const entity = this.entityOf(projection);
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute
       where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
      [quoted(entity.tableName)],
    );
    const existing = rows.map(({ name }) => name).sort();
    const wanted = entity.columns.map(({ databaseName }) => databaseName).sort();
    if (existing.join() !== wanted.join())
      throw new Error(
        `The read model "${entity.tableName}" has other columns than its entity ${entity.name}. ` +
          `A changed shape is a new version: raise the version of the projection "${projection.name}" and of its table's name.`,
      );
  }

  private entityOf(projection: Projection): EntityMetadata {
    const entity = this.dataSource.getMetadata(projection.table);
    if (entity.primaryColumns.length !== 1)
      throw new Error(
        `The entity of the projection "${projection.name}" needs exactly one primary column, its key.`,
      );
    if (!entity.tableName.endsWith(`_v${projection.version}`))
      throw new Error(
        `The table "${entity.tableName}" of the projection "${projection.name}" must end in _v${projection.version}, its version.`,
      );

    return entity;
  }
}
