import { BEGINNING, isAfter, type Position, type Projection, type Recorded } from '#kernel';
import { followerOf } from './checkpoints.js';
import { whileAlone } from './database.js';
import { sentenceOf } from './failures.js';
import { inLanes } from './lanes.js';
import { type Difference, LiveDigests } from './live-digests.js';
import { removeOf } from './left-behind.js';
import { type LogProof, proveLog } from './log-proof.js';
import { type OnProgress, progressOf } from './progress.js';
import { Refill, type RefillTools } from './refill.js';

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
const PAGE_EVENTS = 2_000;
/** Rows of all projections together that are kept in memory. */
const KEPT_ROWS = 20_000;
/** So many projections fold a page at once: one computes while others wait for the database. */
const AT_ONCE = 4;

/**
 * Proves the log, then all projections against the log folded again, each up to where it stands: one walk through the log for
 * the chains, one for all folds. Changes nothing.
 */
export const verify = async (
  projections: readonly Projection[],
  tools: RefillTools,
  onProgress?: OnProgress,
): Promise<Proof> => {
  const log = await proveLog(tools.store, progressOf('log', BEGINNING, await tools.store.head(), onProgress));
  const proofs = await whileAlone(tools.pool, projections.map(followerOf), () =>
    verified(projections, tools, onProgress),
  );
  const sound = log.problems.length === 0 && proofs.every((proof) => proof.differing === 0 && !proof.problem);
  return { sound, log, projections: proofs };
};

/** A projection on its way: what is live, and what the log comes to. */
interface Check {
  readonly live: LiveDigests;
  readonly refill: Refill;
  problem?: string | undefined;
}

const verified = async (
  projections: readonly Projection[],
  tools: RefillTools,
  onProgress?: OnProgress,
): Promise<readonly ProjectionProof[]> => {
  const checks: Check[] = [];
  try {
    for (const projection of projections) await removeOf(projection, tools);
    for (const projection of projections) checks.push(await begun(projection, tools, projections.length));
    await foldTogether(checks, tools, onProgress);
    const proofs: ProjectionProof[] = [];
    for (const check of checks) proofs.push(await proofOf(check));
    return proofs;
  } finally {
    for (const projection of projections) await tools.tables.drop(projection, SCRATCH);
    for (const { live } of checks) await live.remove();
  }
};

const begun = async (projection: Projection, tools: RefillTools, of: number): Promise<Check> => {
  const live = await LiveDigests.copy(projection, tools);
  const refill = await Refill.begin(projection, SCRATCH, tools, Math.ceil(KEPT_ROWS / of));
  return { live, refill, problem: await refill.otherLog(live.checkpoint) };
};

/** Reads the log once, and folds each page into every projection that goes so far. One that cannot be folded keeps no other back. */
const foldTogether = async (
  checks: readonly Check[],
  { pages }: RefillTools,
  onProgress?: OnProgress,
): Promise<void> => {
  const goesPast = ({ problem, live }: Check, position: Position): boolean =>
    problem === undefined && isAfter(live.checkpoint.position, position);
  const upTo = checks
    .filter((check) => goesPast(check, BEGINNING))
    .map(({ live }) => live.checkpoint.position)
    .reduce((latest, one) => (isAfter(one, latest) ? one : latest), BEGINNING);
  const report = progressOf('read models', BEGINNING, upTo, onProgress);
  let read: Pick<Recorded, 'position' | 'hash'> = { position: BEGINNING, hash: '' };
  let events = 0;
  for (;;) {
    const left = checks.filter((check) => goesPast(check, read.position));
    if (left.length === 0) return;
    try {
      const page = await pages.after(read.position, PAGE_EVENTS, read.hash);
      const last = page.at(-1);
      if (!last) throw new Error(`The log ends at position ${read.position}, before ${upTo}.`);
      const stopped = await inLanes(
        left,
        ({ live }) => live.checkpoint.follower,
        AT_ONCE,
        ({ live, refill }) => refill.fold(page, live.checkpoint.position),
      );
      for (const { item, error } of stopped) item.problem = sentenceOf(error);
      read = last;
      events += page.length;
      report(read.position, events);
    } catch (error) {
      for (const check of left) check.problem ??= sentenceOf(error);
    }
  }
};

const proofOf = async ({ live, problem }: Check): Promise<ProjectionProof> => {
  const { follower: name, position } = live.checkpoint;
  if (problem !== undefined) return { name, position, rows: live.rows, differing: 0, named: [], problem };

  const { count, named } = await live.differences(SCRATCH);
  return { name, position, rows: live.rows, differing: count, named };
};
