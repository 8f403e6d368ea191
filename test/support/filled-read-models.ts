import type { Position, Projection, Recorded } from '#kernel';
import {
  type Clock,
  ControlledClock,
  type EventStore,
  Followers,
  openDatabase,
  type ReadModels,
  ReadModelsOverPostgres,
  type TestDatabase,
  testDatabase,
} from '#platform';

/** Real read models of a log that is given whole: for queries, as at any moment too. */
export interface FilledReadModels {
  readonly readModels: ReadModels;
  drop(): Promise<void>;
}

/** Makes a database of its own, with a table per projection, folded from these events as the followers would. */
export const filledReadModels = async (
  projections: readonly Projection[],
  events: readonly Recorded[],
  clock: Clock = new ControlledClock('2027-12-31T12:00:00.000Z'),
): Promise<FilledReadModels> => {
  const fresh: TestDatabase = await testDatabase();
  const database = await openDatabase({ url: fresh.url, entities: projections.map(({ table }) => table) });
  const store = logOf(events);
  const sealing = { open: async (sealed: readonly Recorded[]) => sealed };
  const log = { log: () => undefined, warn: () => undefined };
  const followers = new Followers({
    contexts: [{ name: 'specified', projections }],
    database,
    store,
    sealing,
    clock,
    log,
    commands: undefined as never,
  });
  await followers.catchUp();

  return {
    readModels: new ReadModelsOverPostgres({ database, store, sealing, clock }),
    drop: async () => {
      await database.close();
      await fresh.drop();
    },
  };
};

/** A log that holds these events, and takes no more. */
const logOf = (events: readonly Recorded[]): EventStore =>
  ({
    readAll: async ({
      after,
      limit = 1000,
      backwards = false,
    }: {
      after?: Position;
      limit?: number;
      backwards?: boolean;
    } = {}) => {
      const from = Number(after ?? (backwards ? events.length + 1 : 0));
      return backwards
        ? events
            .slice(0, Math.max(0, from - 1))
            .reverse()
            .slice(0, limit)
        : events.slice(from, from + limit);
    },
    head: async () => events.at(-1)?.position ?? '0',
    identity: async () => 'specified',
    onAppended: () => () => undefined,
  }) as unknown as EventStore;
