import type { Pool } from 'pg';
import type { Projection } from '#kernel';
import { type Checkpoints, followerOf } from './checkpoints.js';
import { NotAlone, whileAlone } from './database.js';
import { digestsOf } from './live-digests.js';
import type { ReadModelTables } from './read-model-tables.js';

/** What removing works with. */
export interface LeftBehindTools {
  readonly pool: Pool;
  readonly tables: ReadModelTables;
  readonly checkpoints: Checkpoints;
}

/**
 * Removes what rebuilds and proofs that were killed left behind: tables of generations that are not live, and digests. Leaves
 * a read model alone that another process rebuilds or proves now.
 */
export const removeLeftBehind = async (
  projections: readonly Projection[],
  tools: LeftBehindTools,
): Promise<void> => {
  for (const projection of await withLeftBehind(projections, tools))
    await whileAlone(tools.pool, [followerOf(projection)], () => removeOf(projection, tools)).catch(
      (error: unknown) => {
        if (!(error instanceof NotAlone)) throw error;
      },
    );
};

/** As `removeLeftBehind` of one read model, for whoever keeps others away from it. */
export const removeOf = async (
  projection: Projection,
  { pool, tables, checkpoints }: LeftBehindTools,
): Promise<void> => {
  const follower = followerOf(projection);
  const live = (await checkpoints.all()).get(follower)?.generation;
  if (live === undefined) return;

  const existing = (await tables.generations([projection])).get(projection)!;
  for (const generation of existing) if (generation !== live) await tables.drop(projection, generation);
  await pool.query('delete from follower_digest where run = $1', [digestsOf(follower)]);
};

const withLeftBehind = async (
  projections: readonly Projection[],
  { pool, tables, checkpoints }: LeftBehindTools,
): Promise<readonly Projection[]> => {
  const standing = await checkpoints.all();
  const existing = await tables.generations(projections);
  const { rows } = await pool.query<{ run: string }>(
    `select run from unnest($1::uuid[]) as of(run)
     where exists (select 1 from follower_digest d where d.run = of.run)`,
    [projections.map((projection) => digestsOf(followerOf(projection)))],
  );
  const digested = new Set(rows.map(({ run }) => run));
  return projections.filter((projection) => {
    const follower = followerOf(projection);
    const live = standing.get(follower)?.generation;
    const others = existing.get(projection)!.filter((generation) => generation !== live);
    return others.length > 0 || digested.has(digestsOf(follower));
  });
};
