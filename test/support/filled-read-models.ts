import type { Projection, Recorded } from '#kernel';
import { type ReadModels, type TestDatabase, testDatabase } from '#platform';
import { DataSource } from 'typeorm';
import { rowsOf } from './folded.js';

/** Real tables that hold what projections fold out of a log: for queries, without the followers that would fill them. */
export interface FilledReadModels {
  readonly readModels: ReadModels;
  drop(): Promise<void>;
}

/** Makes a database of its own, with a table per projection, filled from these events. */
export const filledReadModels = async (
  projections: readonly Projection[],
  events: readonly Recorded[],
): Promise<FilledReadModels> => {
  const database: TestDatabase = await testDatabase();
  const source = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: projections.map(({ table }) => table),
    synchronize: true,
  });
  await source.initialize();
  for (const projection of projections) {
    const rows = [...rowsOf(projection, events).values()];
    // A statement takes 65,535 parameters at most.
    for (let from = 0; from < rows.length; from += 1000)
      await source.getRepository(projection.table).insert(rows.slice(from, from + 1000));
  }

  return {
    readModels: {
      from: ({ table }: Projection) => source.getRepository(table).createQueryBuilder('row'),
      passed: async () => undefined,
      positionOf: async () => events.at(-1)?.position ?? '0',
    } as unknown as ReadModels,
    drop: async () => {
      await source.destroy();
      await database.drop();
    },
  };
};
