import { derivedId, type Projection } from '#kernel';
import { type Checkpoint, followerOf } from './checkpoints.js';
import { inTransaction, quoted } from './database.js';
import type { RefillTools } from './refill.js';

/** A row that differs between the live table and the log folded again. */
export interface Difference {
  readonly key: string;
  /** `missing`: not in the live table; `surplus`: only there. */
  readonly found: 'differs' | 'missing' | 'surplus';
}

/** What the digests of a projection are kept under: only one process at a time makes any. */
export const digestsOf = (follower: string): string => derivedId('live digests', follower);

/** Differing keys that are named; all are counted. */
const NAMED_DIFFERENCES = 20;

const DIGEST = `encode(sha256(convert_to(to_jsonb(r)::text, 'UTF8')), 'hex')`;

/** The live table as it was at one position: the checkpoint, and a digest of every row. */
export class LiveDigests {
  private constructor(
    readonly checkpoint: Checkpoint,
    /** How many the live table holds. */
    readonly rows: number,
    private readonly run: string,
    private readonly projection: Projection,
    private readonly tools: RefillTools,
  ) {}

  /** Copies checkpoint and digests in one short transaction, so that both are of one moment. */
  static async copy(projection: Projection, tools: RefillTools): Promise<LiveDigests> {
    const run = digestsOf(followerOf(projection));
    const { checkpoint, rows } = await inTransaction(tools.pool, async (client) => {
      const held = await tools.checkpoints.hold(client, followerOf(projection));
      const { name, primaryColumn } = tools.tables.table(projection, held.generation);
      const copied = await client.query(
        `insert into follower_digest (run, key, digest)
         select $1, ${quoted(primaryColumn)}::text, ${DIGEST} from ${quoted(name)} as r`,
        [run],
      );
      return { checkpoint: held, rows: copied.rowCount ?? 0 };
    });
    return new LiveDigests(checkpoint, rows, run, projection, tools);
  }

  /** Rows that differ from those of another generation, which must stand at the same position. */
  async differences(generation: number): Promise<{ count: number; named: readonly Difference[] }> {
    const { name, primaryColumn } = this.tools.tables.table(this.projection, generation);
    const { rows } = await this.tools.pool.query<Difference & { count: string }>(
      `select coalesce(live.key, again.key) as key,
              case when again.key is null then 'surplus' when live.key is null then 'missing' else 'differs' end as found,
              count(*) over () as count
       from (select key, digest from follower_digest where run = $1) live
       full join (select ${quoted(primaryColumn)}::text as key, ${DIGEST} as digest from ${quoted(name)} as r) again
         on live.key = again.key
       where live.digest is distinct from again.digest
       order by 1 limit ${NAMED_DIFFERENCES}`,
      [this.run],
    );
    return { count: Number(rows[0]?.count ?? 0), named: rows.map(({ key, found }) => ({ key, found })) };
  }

  async remove(): Promise<void> {
    await this.tools.pool.query('delete from follower_digest where run = $1', [this.run]);
  }
}
