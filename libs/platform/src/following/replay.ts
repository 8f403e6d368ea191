import { BEGINNING, isAfter, type Position, type Projection } from '#kernel';
import type { Pool, PoolClient } from 'pg';
import { type Checkpoints, followerOf } from './checkpoints.js';
import { inTransaction } from './database.js';
import type { Rows } from './fold-page.js';
import { foldedFrom, type Opens } from './folding.js';
import type { LogPages } from './log-pages.js';
import type { ReadModelTables } from './read-model-tables.js';
import type { RowTable } from './row-table.js';

/** What rows of a moment are made with. */
export interface ReplayTools {
  readonly pool: Pool;
  readonly tables: ReadModelTables;
  readonly checkpoints: Checkpoints;
  readonly pages: LogPages;
  readonly sealing: Opens;
}

const PAGE_EVENTS = 2_000;
const PAGE_ROWS = 2_000;

/** The rows of one projection in memory, folded up to a position by the very fold of the live table. */
export class Replay {
  readonly rows: Rows = new Map();
  position: Position = BEGINNING;

  constructor(
    readonly projection: Projection,
    readonly table: RowTable,
    private readonly tools: ReplayTools,
  ) {}

  /** Takes the rows of the live table, all of one moment, as they stand at its checkpoint. */
  async begin(client: PoolClient, position: Position): Promise<void> {
    for (let last: string | null = null; ;) {
      const page: Rows = await this.table.page(client, last, PAGE_ROWS);
      for (const [key, row] of page) {
        this.rows.set(key, row);
        last = key;
      }
      if (page.size < PAGE_ROWS) break;
    }
    this.position = position;
  }

  /** Folds a page on, of it what lies behind this replay's position and not behind the one asked for. */
  async fold(page: Awaited<ReturnType<LogPages['after']>>, upTo: Position): Promise<void> {
    const events = page.filter(
      ({ position }) => isAfter(position, this.position) && !isAfter(position, upTo),
    );
    const changed = await foldedFrom(this.projection, events, {
      table: this.table,
      sealing: this.tools.sealing,
      load: (keys) => {
        for (const key of keys) if (!this.rows.has(key)) this.rows.set(key, null);
        return this.rows;
      },
    });
    for (const [key, row] of changed) this.rows.set(key, row);
    this.position = events.at(-1)?.position ?? this.position;
  }
}

/**
 * The rows of projections as they are at one position of the log (default: where the live tables stand). Begins with the
 * live rows where they are not later than that, else with none; live tables are only read.
 */
export const replayed = async (
  projections: readonly Projection[],
  tools: ReplayTools,
  upTo?: Position,
): Promise<{ readonly position: Position; readonly replays: readonly Replay[] }> => {
  const { position, replays } = await begun(projections, tools, upTo);
  let read = replays.reduce(
    (least, replay) => (isAfter(least, replay.position) ? replay.position : least),
    position,
  );
  while (isAfter(position, read)) {
    const page = await tools.pages.after(read, PAGE_EVENTS);
    const last = page.at(-1);
    if (!last) throw new Error(`The log ends at position ${read}, before ${position}.`);
    for (const replay of replays) await replay.fold(page, position);
    read = last.position;
  }
  return { position, replays };
};

const begun = async (projections: readonly Projection[], tools: ReplayTools, upTo?: Position) => {
  try {
    return await fromLive(projections, tools, upTo);
  } catch (error) {
    // A rebuilt generation was swapped in just now and the one before dropped.
    if ((error as { code?: string }).code !== UNDEFINED_TABLE) throw error;
    return fromLive(projections, tools, upTo);
  }
};

const UNDEFINED_TABLE = '42P01';

const fromLive = (projections: readonly Projection[], tools: ReplayTools, upTo?: Position) =>
  inTransaction(
    tools.pool,
    async (client) => {
      const standing = await tools.checkpoints.all(client);
      const live = projections.map((projection) => ({
        projection,
        position: standing.get(followerOf(projection))?.position ?? BEGINNING,
        generation: standing.get(followerOf(projection))?.generation ?? 1,
      }));
      const position =
        upTo ??
        live.reduce((latest, one) => (isAfter(one.position, latest) ? one.position : latest), BEGINNING);
      const replays: Replay[] = [];
      for (const one of live) {
        const replay = new Replay(one.projection, tools.tables.table(one.projection, one.generation), tools);
        if (!isAfter(one.position, position)) await replay.begin(client, one.position);
        replays.push(replay);
      }
      return { position, replays };
    },
    'begin isolation level repeatable read read only',
  );
