import type { Position, Projection, Recorded } from '#kernel';
import {
  type AskedMoment,
  ControlledClock,
  type EventStore,
  Followers,
  openDatabase,
  ReadModelsOverPostgres,
  testDatabase,
} from '#platform';

/** Real read models over a log that is told event by event, as the product's followers fold it. */
export interface GrowingReadModels {
  /** Tells the log up to a length, on the day the last of it was recorded, and follows it. */
  grow(to: number): Promise<void>;
  /** The rows of a read model at a moment, as text, in the order of their keys; with the moment the answer states. */
  ask(readModel: Projection, asked: AskedMoment): Promise<string>;
  drop(): Promise<void>;
}

export const growingReadModels = async (
  readModels: readonly Projection[],
  log: readonly Recorded[],
): Promise<GrowingReadModels> => {
  const fresh = await testDatabase();
  const database = await openDatabase({ url: fresh.url, entities: readModels.map(({ table }) => table) });
  const told: Recorded[] = [];
  const store = logOf(told);
  const clock = new ControlledClock(log[0]!.recordedAt);
  const sealing = { open: async (sealed: readonly Recorded[]) => sealed };
  const followers = new Followers({
    contexts: [{ name: 'generated', projections: readModels }],
    database,
    store,
    sealing,
    clock,
    log: { log: () => undefined, warn: () => undefined },
    commands: undefined as never,
  });
  const asked = new ReadModelsOverPostgres({ database, store, sealing, clock });

  return {
    grow: async (to) => {
      told.push(...log.slice(told.length, to));
      clock.moveTo(told.at(-1)!.recordedAt);
      await followers.catchUp();
    },
    ask: async (readModel, moment) => {
      const at = await asked.at(moment, readModel);
      const rows = (await at.from(readModel).getMany()) as object[];
      return JSON.stringify({ rows: rows.map((row) => JSON.stringify(row)).sort(), ...at.stated });
    },
    drop: async () => {
      await database.close();
      await fresh.drop();
    },
  };
};

const logOf = (told: readonly Recorded[]): EventStore =>
  ({
    contiguous: true,
    eventAt: async (position: Position) => told[Number(position) - 1],
    readAll: async ({
      after,
      limit = 1000,
      backwards = false,
    }: { after?: Position; limit?: number; backwards?: boolean } = {}) => {
      const from = Number(after ?? (backwards ? told.length + 1 : 0));
      return backwards
        ? told
            .slice(0, Math.max(0, from - 1))
            .reverse()
            .slice(0, limit)
        : told.slice(from, from + limit);
    },
    head: async () => told.at(-1)?.position ?? '0',
    identity: async () => 'generated',
    onAppended: () => () => undefined,
  }) as unknown as EventStore;
