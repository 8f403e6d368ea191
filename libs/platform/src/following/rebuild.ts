import { isAfter, type Projection } from '#kernel';
import { followerOf } from './checkpoints.js';
import { inTransaction, whileAlone } from './database.js';
import { type Difference, LiveDigests } from './live-digests.js';
import { removeOf } from './left-behind.js';
import { Pace } from './pace.js';
import type { OnProgress } from './progress.js';
import { Refill, type RefillTools } from './refill.js';

/** A read model was not rebuilt: it cannot be compared, or the log folded again gives other rows. Nothing was swapped. */
export class NotRebuilt extends Error {
  constructor(
    why: string,
    readonly differences: readonly Difference[] = [],
  ) {
    super(`${why} Nothing was swapped. To take the rows of the log all the same, rebuild with --force.`);
  }
}

/** How to rebuild. */
export interface RebuildOptions {
  readonly onProgress?: OnProgress;
  /** Swap although rows differ, or although the live read model followed another log. */
  readonly force?: boolean;
  /** Fold no more events a second than these, so that others keep the machine; more than are recorded, or it never ends. */
  readonly eventsASecond?: number;
}

/** Events of the last stretch, for which the live projection waits. */
const LAST_STRETCH = 2_000;

/**
 * Folds the log into a second generation beside the live one, compares both at one position, catches up and swaps. The
 * live one goes on meanwhile and waits for the last page only. Throws `NotRebuilt` when rows differ and it is not
 * forced. Answers how many rows differed.
 */
export const rebuild = (
  projection: Projection,
  tools: RefillTools,
  options: RebuildOptions = {},
): Promise<number> =>
  whileAlone(tools.pool, [followerOf(projection)], async () => {
    await removeOf(projection, tools);
    const live = await LiveDigests.copy(projection, tools);
    const refill = await Refill.begin(projection, live.checkpoint.generation + 1, tools);
    try {
      const differing = await compared(live, refill, options);
      await swapped(live, refill, differing === 'other-log', options);
      await tools.tables.drop(projection, live.checkpoint.generation);
      return differing === 'other-log' ? live.rows : differing;
    } catch (error) {
      await tools.tables.drop(projection, refill.generation);
      throw error;
    } finally {
      await live.remove();
    }
  });

const compared = async (
  live: LiveDigests,
  refill: Refill,
  options: RebuildOptions,
): Promise<number | 'other-log'> => {
  const { follower, position } = live.checkpoint;
  const why = await refill.otherLog(live.checkpoint);
  if (why !== undefined) {
    if (!options.force) throw new NotRebuilt(`"${follower}" cannot be compared. ${why}`);
    return 'other-log';
  }

  await refill.fillTo(position, options.onProgress, paceOf(options));
  const { count, named } = await live.differences(refill.generation);
  if (count > 0 && !options.force)
    throw new NotRebuilt(
      `${count} rows of "${follower}" differ from the log folded again: ` +
        `${named.map(({ key, found }) => `${key} (${found})`).join(', ')}${count > named.length ? ', ...' : ''}.`,
      named,
    );

  return count;
};

const swapped = async (
  live: LiveDigests,
  refill: Refill,
  otherLog: boolean,
  options: RebuildOptions,
): Promise<void> => {
  const { projection, tools } = refill;
  const { follower, generation } = live.checkpoint;
  // Of another log nobody folds on meanwhile: what comes behind its head is folded after the swap.
  if (otherLog) await refill.fillTo(await tools.store.head(), options.onProgress, paceOf(options));
  else await filledCloseTo(live, refill, options);
  const log = await tools.store.identity();
  await inTransaction(tools.pool, async (client) => {
    const held = await tools.checkpoints.hold(client, follower);
    if (held.generation !== generation)
      throw new NotRebuilt(`"${follower}" was rebuilt by another process meanwhile.`);
    // At full speed: the live projection waits.
    if (!otherLog && isAfter(held.position, refill.position))
      await refill.fillTo(held.position, options.onProgress);
    const { position, hash } = refill;
    await tools.checkpoints.swap(client, follower, { generation: refill.generation, position, hash, log });
    await tools.tables.swap(client, projection, refill.generation);
  });
};

const filledCloseTo = async (live: LiveDigests, refill: Refill, options: RebuildOptions): Promise<void> => {
  for (;;) {
    const upTo = (await refill.tools.checkpoints.all()).get(live.checkpoint.follower)!.position;
    // What came meanwhile is about as much again: positions do not count it where they have holes.
    if ((await refill.fillTo(upTo, options.onProgress, paceOf(options))) <= LAST_STRETCH) return;
  }
};

const paceOf = ({ eventsASecond }: RebuildOptions): Pace | undefined =>
  eventsASecond === undefined ? undefined : new Pace(eventsASecond);
