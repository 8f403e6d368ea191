import type { Pool, PoolClient } from 'pg';
import type { Position } from '#kernel';
import { type Failure, LeadLost } from './failures.js';

export type FollowerKind = 'projection' | 'process';

/** Where a follower stands in the log. */
export interface Checkpoint {
  readonly follower: string;
  readonly kind: FollowerKind;
  /** Of a projection: which table is live. */
  readonly generation: number;
  readonly position: Position;
  /** Of the event at that position. */
  readonly hash: string;
  /** The identity of the log it follows. */
  readonly log: string;
  readonly failed: Failure | null;
}

/** Where followers move to, with the event that is there. */
export interface Advance {
  readonly from: Position;
  readonly to: Position;
  readonly hash: string;
  readonly epoch: string;
}

const COLUMNS = 'follower, kind, generation, position, hash, log, failed';

/** The table of checkpoints. The fence of exactly-once: an advance moves every named row, or the transaction is void. */
export class Checkpoints {
  constructor(private readonly pool: Pool) {}

  /** Begins followers that are new, at the beginning of this log. */
  async ensure(kind: FollowerKind, followers: readonly string[], log: string): Promise<void> {
    await this.pool.query(
      `insert into follower_checkpoint (follower, kind, log) select name, $1, $2 from unnest($3::text[]) as name
       on conflict (follower) do nothing`,
      [kind, log, followers],
    );
  }

  async all(client: Pick<PoolClient, 'query'> = this.pool): Promise<ReadonlyMap<string, Checkpoint>> {
    const { rows } = await client.query<Checkpoint>(`select ${COLUMNS} from follower_checkpoint`);
    return new Map(rows.map((row) => [row.follower, row]));
  }

  /** Takes checkpoints for the leader of this epoch: whoever led before can move them no more. */
  async take(followers: readonly string[], epoch: string): Promise<readonly Checkpoint[]> {
    const { rows } = await this.pool.query<Checkpoint>(
      `update follower_checkpoint set epoch = $2 where follower = any($1) and epoch <= $2 returning ${COLUMNS}`,
      [followers, epoch],
    );
    if (rows.length !== followers.length) throw new LeadLost('Another process leads the followers by now.');
    return rows;
  }

  /**
   * Moves followers that stand together, in the transaction of what they wrote; a failure that was noted meanwhile stays
   * noted. Throws `LeadLost` unless all moved.
   */
  async advance(client: PoolClient, followers: readonly string[], advance: Advance): Promise<void> {
    const { rowCount } = await client.query(
      `update follower_checkpoint set position = $3, hash = $4, moved_at = now()
       where follower = any($1) and position = $2 and epoch = $5`,
      [followers, advance.from, advance.to, advance.hash, advance.epoch],
    );
    if (rowCount !== followers.length)
      throw new LeadLost('The checkpoint is not where this process left it.');
  }

  /** Moves followers each on its own, those that stand where they say; answers which. */
  async advanceEach(
    client: PoolClient,
    moves: readonly (Advance & { readonly follower: string })[],
  ): Promise<ReadonlySet<string>> {
    const { rows } = await client.query<{ follower: string }>(
      `update follower_checkpoint as held set position = move."to", hash = move.hash, moved_at = now()
       from json_to_recordset($1::json) as move(follower text, "from" bigint, "to" bigint, hash text, epoch bigint)
       where held.follower = move.follower and held.position = move."from" and held.epoch = move.epoch
       returning held.follower`,
      [
        JSON.stringify(
          moves.map(({ follower, from, to, hash, epoch }) => ({ follower, from, to, hash, epoch })),
        ),
      ],
    );
    return new Set(rows.map(({ follower }) => follower));
  }

  /**
   * Keeps others from taking followers until the transaction ends: for what their leader writes beside the checkpoint. Throws
   * `LeadLost` where another has taken one.
   */
  async keep(client: PoolClient, followers: readonly string[], epoch: string): Promise<void> {
    const { rowCount } = await client.query(
      'select 1 from follower_checkpoint where follower = any($1) and epoch = $2 order by follower for share',
      [followers, epoch],
    );
    if (rowCount !== followers.length) throw new LeadLost('Another process leads the followers by now.');
  }

  /** Says why a follower stands still. */
  async fail(follower: string, failure: Failure, epoch: string): Promise<void> {
    await this.pool.query('update follower_checkpoint set failed = $2 where follower = $1 and epoch = $3', [
      follower,
      JSON.stringify(failure),
      epoch,
    ]);
  }

  /** Forgets why a follower stood still, which will say so again when it still cannot go on. */
  async clear(follower: string, epoch: string): Promise<void> {
    await this.pool.query('update follower_checkpoint set failed = null where follower = $1 and epoch = $2', [
      follower,
      epoch,
    ]);
  }

  /** Lets a follower that stands still try again; false when there is none of that name. */
  async resume(follower: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'update follower_checkpoint set failed = null where follower = $1',
      [follower],
    );
    return rowCount === 1;
  }

  /** Of followers that stand still, those that may try again. */
  async resumed(followers: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ follower: string }>(
      'select follower from follower_checkpoint where follower = any($1) and failed is null',
      [followers],
    );
    return rows.map(({ follower }) => follower);
  }

  /** Holds a checkpoint where it is until the transaction ends, and answers it. */
  async hold(client: PoolClient, follower: string): Promise<Checkpoint> {
    const { rows } = await client.query<Checkpoint>(
      `select ${COLUMNS} from follower_checkpoint where follower = $1 for update`,
      [follower],
    );
    if (!rows[0]) throw new Error(`There is no follower "${follower}".`);
    return rows[0];
  }

  /** Makes another generation the live one. Whoever leads notices at its next write, as its epoch is void. */
  async swap(
    client: PoolClient,
    follower: string,
    to: Pick<Checkpoint, 'generation' | 'position' | 'hash' | 'log'>,
  ): Promise<void> {
    await client.query(
      `update follower_checkpoint
       set generation = $2, position = $3, hash = $4, log = $5, failed = null, epoch = 0, moved_at = now()
       where follower = $1`,
      [follower, to.generation, to.position, to.hash, to.log],
    );
  }
}

/** The checkpoint's name of a projection: each version has its own. */
export const followerOf = (projection: { readonly name: string; readonly version: number }): string =>
  projection.version === 1 ? projection.name : `${projection.name}@${projection.version}`;
