import type { Pool } from 'pg';
import { BEGINNING, isAfter, type Position, type Projection, type Recorded } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type Checkpoint, type Checkpoints, followerOf } from './checkpoints.js';
import { inTransaction } from './database.js';
import { LogDiffers } from './failures.js';
import { Folding, type Opens } from './folding.js';
import type { LogPages } from './log-pages.js';
import type { Pace } from './pace.js';
import { type OnProgress, progressOf } from './progress.js';
import type { ReadModelTables } from './read-model-tables.js';

/** What folding the log a second time works with. */
export interface RefillTools {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly tables: ReadModelTables;
  readonly checkpoints: Checkpoints;
  readonly pages: LogPages;
  readonly sealing: Opens;
}

const PAGE_EVENTS = 2_000;

/** A second table of a projection, folded from the beginning of the log. */
export class Refill {
  position: Position = BEGINNING;
  hash = '';
  private readonly folding: Folding;

  private constructor(
    readonly projection: Projection,
    readonly generation: number,
    readonly tools: RefillTools,
    keptRows?: number,
  ) {
    const { tables, pool, sealing } = tools;
    this.folding = new Folding(projection, tables.table(projection, generation), pool, sealing, keptRows);
  }

  /** Makes the generation's table, empty, in place of one that was left behind. */
  static async begin(
    projection: Projection,
    generation: number,
    tools: RefillTools,
    keptRows?: number,
  ): Promise<Refill> {
    await inTransaction(tools.pool, (client) => tools.tables.make(client, projection, generation));
    return new Refill(projection, generation, tools, keptRows);
  }

  /** Why the live one cannot be compared with this log; undefined when it can. */
  async otherLog({ position, hash, log }: Checkpoint): Promise<string | undefined> {
    try {
      await this.tools.pages.assertLeftAsIs(position, hash, log);
      return undefined;
    } catch (error) {
      if (error instanceof LogDiffers) return error.message;
      throw error;
    }
  }

  /** Folds on up to a position, which is an event's, at a pace if one is given; the number of events read. Throws at a poisonous event. */
  async fillTo(upTo: Position, onProgress?: OnProgress, pace?: Pace): Promise<number> {
    const report = progressOf(followerOf(this.projection), this.position, upTo, onProgress);
    let events = 0;
    while (isAfter(upTo, this.position)) {
      const page = await this.tools.pages.after(this.position, pace?.step ?? PAGE_EVENTS, this.hash);
      if (page.length === 0) throw new Error(`The log ends at position ${this.position}, before ${upTo}.`);

      await this.fold(page, upTo);
      events += page.length;
      report(this.position, events);
      await pace?.after(page.length);
    }
    return events;
  }

  /** Folds a page that follows on this one's position, as far as the position asked for. Throws at a poisonous event. */
  async fold(page: readonly Recorded[], upTo: Position): Promise<void> {
    const events = page.filter(({ position }) => !isAfter(position, upTo));
    const last = events.at(-1);
    if (!last) return;

    const changed = await this.folding.folded(events);
    if (changed.size > 0)
      await inTransaction(this.tools.pool, (client) => this.folding.write(client, changed));
    this.folding.keep(changed);
    this.position = last.position;
    this.hash = last.hash;
  }
}
