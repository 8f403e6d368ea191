import type { Pool, PoolClient } from 'pg';
import type { Projection, Recorded } from '#kernel';
import { fold, type Rows, touches } from './fold-page.js';
import type { RowTable } from './row-table.js';

/** Opens events for the few read models that hold personal data. */
export interface Opens {
  open(events: readonly Recorded[]): Promise<readonly Recorded[]>;
}

/** Where a fold gets rows from, and what it makes of them. */
export interface Ground {
  readonly table: RowTable;
  readonly sealing: Opens;
  /** The rows of these keys; `null` for each that has none. */
  readonly load: (keys: ReadonlySet<string>) => Promise<Rows> | Rows;
}

/** The rows a page changes: the one fold of live tables, of rebuilds and of answers as at a moment. Throws `Poisonous`. */
export const foldedFrom = async (
  projection: Projection,
  events: readonly Recorded[],
  { table, sealing, load }: Ground,
): Promise<Rows> => {
  const own = events.filter(({ type }) => Object.hasOwn(projection.on, type));
  if (own.length === 0) return new Map();

  const page = touches(projection, projection.personal ? await sealing.open(own) : own);
  const rows = await load(new Set(page.flatMap((touch) => touch.keys)));
  const changed = fold(projection, page, rows, table.primary);
  for (const [key, row] of changed) if (row) changed.set(key, table.asLoaded(row));
  return changed;
};

const KEPT_ROWS = 20_000;

/** Folds pages of events into one table, keeping the rows last used in memory. */
export class Folding {
  readonly #kept: Rows = new Map();

  constructor(
    readonly projection: Projection,
    readonly table: RowTable,
    private readonly pool: Pool,
    private readonly sealing: Opens,
    private readonly keptRows = KEPT_ROWS,
  ) {}

  /** The rows a page changes; nothing is written yet. Throws `Poisonous`. */
  folded(events: readonly Recorded[]): Promise<Rows> {
    return foldedFrom(this.projection, events, {
      table: this.table,
      sealing: this.sealing,
      load: async (keys) => {
        const missing = [...keys].filter((key) => !this.#kept.has(key));
        for (const [key, row] of await this.table.load(this.pool, missing)) this.#kept.set(key, row);
        return this.#kept;
      },
    });
  }

  async write(client: PoolClient, changed: Rows): Promise<void> {
    await this.table.write(client, changed);
  }

  /** Keeps rows that are committed; those not used for longest go. */
  keep(changed: Rows): void {
    for (const [key, row] of changed) {
      this.#kept.delete(key);
      this.#kept.set(key, row);
    }
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= this.keptRows) return;
      this.#kept.delete(key);
    }
  }

  /** Forgets all kept rows: at any doubt, the table is the truth. */
  forget(): void {
    this.#kept.clear();
  }
}
