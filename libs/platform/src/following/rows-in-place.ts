import type { DataSource, QueryRunner } from 'typeorm';

/** Rows that stand in for those of a read model's table. */
export interface StandIn {
  /** The name of the table, as queries write it. */
  readonly name: string;
  readonly json: string;
  /** The query over the rows, which are given as the parameter of this name: `$3`. */
  readonly source: (parameter: string) => string;
}

/**
 * Runs queries with rows of our own in place of the tables they name: each such table becomes a common table expression
 * over one parameter, which hides the table of that name. Nothing is written anywhere, so a replica serves as well, and
 * no connection is held between two queries.
 */
export const runnerOver = (dataSource: DataSource, standIns: readonly StandIn[]): QueryRunner => {
  const others = dataSource.entityMetadatas
    .map(({ tableName }) => tableName)
    .filter((name) => standIns.every((standIn) => standIn.name !== name));
  // Never connected: each query takes a connection and gives it back.
  const runner = dataSource.createQueryRunner();
  runner.query = async (sql: string, parameters: any[] = [], structured?: boolean): Promise<any> => {
    const live = others.find((name) => mentions(sql, name));
    if (live !== undefined) throw new Error(`A query as at a moment reads the live table "${live}" too.`);

    const own = dataSource.createQueryRunner();
    try {
      const named = standIns.filter(({ name }) => mentions(sql, name));
      return await own.query(
        withStandIns(sql, named, parameters.length),
        [...parameters, ...named.map(({ json }) => json)],
        structured as true,
      );
    } finally {
      await own.release();
    }
  };
  return runner;
};

const withStandIns = (sql: string, named: readonly StandIn[], parameters: number): string => {
  const expressions = named
    .map(({ name, source }, index) => `"${name}" as (${source(`$${parameters + index + 1}`)})`)
    .join(', ');
  const own = /^\s*with\s+(recursive\s+)?/i.exec(sql);
  if (expressions === '') return sql;
  if (!own) return `with ${expressions} ${sql}`;

  return `with ${own[1] ?? ''}${expressions}, ${sql.slice(own[0].length)}`;
};

const mentions = (sql: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(sql);
