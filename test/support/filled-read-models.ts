import { londonDateOf, type Projection, type Recorded } from '#kernel';
import { AT } from '#kernel/specification';
import {
  type AskedMoment,
  type ReadModels,
  type RowsAtMoment,
  type TestDatabase,
  testDatabase,
} from '#platform';
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

  const from = ({ table }: Projection) => source.getRepository(table).createQueryBuilder('row');
  return {
    readModels: {
      from,
      at: async ({ asAt }: AskedMoment): Promise<RowsAtMoment> => {
        if (asAt !== undefined)
          throw new Error('These tables hold the present only: ask a server about the past.');
        return {
          from,
          past: false,
          day: londonDateOf(events.at(-1)?.recordedAt ?? AT),
          stated: { position: events.at(-1)?.position ?? '0' },
        } as RowsAtMoment;
      },
      passed: async () => undefined,
      positionOf: async () => events.at(-1)?.position ?? '0',
    } as unknown as ReadModels,
    drop: async () => {
      await source.destroy();
      await database.drop();
    },
  };
};
