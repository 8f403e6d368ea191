import type { Position, Projection } from '#kernel';
import { followerOf } from './checkpoints.js';
import { whileAlone } from './database.js';
import { sentenceOf } from './failures.js';
import { type Difference, LiveDigests } from './live-digests.js';
import { type LogProof, proveLog } from './log-proof.js';
import { type OnProgress, Refill, type RefillTools } from './refill.js';

/** What verifying one projection found. */
export interface ProjectionProof {
  readonly name: string;
  readonly position: Position;
  readonly rows: number;
  /** How many rows differ from the log folded again. */
  readonly differing: number;
  /** The first twenty of them. */
  readonly named: readonly Difference[];
  /** Why it could not be compared. */
  readonly problem?: string;
}

/** What verifying everything found. */
export interface Proof {
  readonly sound: boolean;
  readonly log: LogProof;
  readonly projections: readonly ProjectionProof[];
}

/** Of the table that verifying folds into; live generations begin at 1. */
const SCRATCH = 0;

/** Proves the log, then each projection against the log folded again up to where it stands. Changes nothing. */
export const verify = async (
  projections: readonly Projection[],
  tools: RefillTools,
  contiguous: boolean,
  onProgress?: OnProgress,
): Promise<Proof> => {
  const log = await proveLog(tools.store, contiguous, logProgress(await tools.store.head(), onProgress));
  const proofs: ProjectionProof[] = [];
  for (const projection of projections) proofs.push(await verified(projection, tools, onProgress));
  const sound = log.problems.length === 0 && proofs.every((proof) => proof.differing === 0 && !proof.problem);
  return { sound, log, projections: proofs };
};

const verified = (
  projection: Projection,
  tools: RefillTools,
  onProgress?: OnProgress,
): Promise<ProjectionProof> =>
  whileAlone(tools.pool, followerOf(projection), async () => {
    const live = await LiveDigests.copy(projection, tools);
    const refill = await Refill.begin(projection, SCRATCH, tools);
    const { follower: name, position } = live.checkpoint;
    try {
      const problem =
        (await refill.otherLog(live.checkpoint)) ?? (await filled(refill, position, onProgress));
      if (problem !== undefined) return { name, position, rows: live.rows, differing: 0, named: [], problem };

      const { count, named } = await live.differences(SCRATCH);
      return { name, position, rows: live.rows, differing: count, named };
    } finally {
      await tools.tables.drop(projection, SCRATCH);
      await live.remove();
    }
  });

const filled = async (
  refill: Refill,
  position: Position,
  onProgress?: OnProgress,
): Promise<string | undefined> => {
  try {
    await refill.fillTo(position, onProgress);
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
};

const logProgress = (upTo: Position, onProgress?: OnProgress) => {
  const began = performance.now();
  return (position: Position, events: number): void => {
    const rate = events / ((performance.now() - began) / 1000);
    const secondsLeft = Math.max(0, Math.ceil(Number(BigInt(upTo) - BigInt(position)) / rate));
    onProgress?.({ name: 'log', position, upTo, rate: Math.round(rate), secondsLeft });
  };
};
