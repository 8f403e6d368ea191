import { setMaxListeners } from 'node:events';
import type { Process, Projection } from '#kernel';
import type { DueTools } from './due-runner.js';
import { DueRunner } from './due-runner.js';
import { LeadLost } from './failures.js';
import { Interrupted } from './lanes.js';
import type { Lead, Term } from './leadership.js';
import { ProcessRunner, type ProcessRunnerTools } from './process-runner.js';
import { ProjectionRunner, type ProjectionTools } from './projection-runner.js';
import type { Wake } from './wake.js';

/** What one term of the lead works with. */
export interface LeadTools {
  readonly projections: readonly Projection[];
  readonly processes: readonly Process[];
  readonly wake: Wake;
  /** A wake is a hint that may be lost: everybody looks this often. */
  readonly poll_ms: number;
  readonly forProjections: ProjectionTools;
  readonly forProcesses: Omit<ProcessRunnerTools, 'entered'>;
  readonly forDue: DueTools;
}

const LOOK_FOR_RESUMED_MS = 1_000;
/** Turns begin so far apart: what is recorded meanwhile is handled together, with one commit for all. */
const TURN_MS = 10;

/** Runs every follower until the term ends. Resolves when all stand still; throws what ended it, if anything unexpected did. */
export const lead = async (term: Term, tools: LeadTools): Promise<void> => {
  const stop = new AbortController();
  const signal = AbortSignal.any([term.signal, stop.signal]);
  // Every follower waits at it, and there are more than Node takes for a leak.
  setMaxListeners(0, signal);
  const mine: Lead = { epoch: term.epoch, signal, holds: () => term.holds() && !signal.aborted };
  const ran = await Promise.allSettled(
    (await loops(mine, tools)).map((loop) =>
      loop(mine).catch((error: unknown) => {
        stop.abort();
        throw error;
      }),
    ),
  );
  const failed = ran
    .filter((one) => one.status === 'rejected')
    .map(({ reason }) => reason as Error)
    .find((reason) => !(reason instanceof Interrupted) && !(reason instanceof LeadLost));
  if (failed && !term.signal.aborted) throw failed;
};

/** Runs every follower of these until what is asked for is reached, or the term ends. */
export const leadUntil = async (
  term: Term,
  tools: LeadTools,
  reached: () => Promise<boolean>,
): Promise<void> => {
  const done = new AbortController();
  let ended = false;
  const led = lead({ ...term, signal: AbortSignal.any([term.signal, done.signal]) }, tools).finally(() => {
    ended = true;
  });
  // Awaited below; it may fail before that.
  led.catch(() => undefined);
  try {
    while (!ended && !(await reached()));
  } finally {
    done.abort();
    await led;
  }
};

type Loop = (lead: Lead) => Promise<void>;

const loops = async (mine: Lead, tools: LeadTools): Promise<readonly Loop[]> => {
  const run = looping(tools);
  const projections = await ProjectionRunner.take(tools.projections, mine.epoch, tools.forProjections);
  const processes: ProcessRunner[] = [];
  const due = new DueRunner(processes, mine, tools.forDue);
  for (const process of tools.processes)
    processes.push(await ProcessRunner.take(process, mine, { ...tools.forProcesses, entered: due.entered }));

  return [
    run(turning(projections)),
    ...processes.map((runner) => run(() => runner.turn())),
    run(() => due.turn()),
  ];
};

/** Looks for what was resumed whenever there is nothing to read, and now and then although there is. */
const turning = (projections: ProjectionRunner): (() => Promise<boolean>) => {
  let looked = performance.now();
  return async () => {
    const read = await projections.turn();
    if (read && performance.now() - looked < LOOK_FOR_RESUMED_MS) return true;

    looked = performance.now();
    return (await projections.wakeResumed()) || read;
  };
};

const looping =
  ({ wake, poll_ms }: Pick<LeadTools, 'wake' | 'poll_ms'>) =>
  (turn: () => Promise<boolean>): Loop =>
  async ({ signal, holds }) => {
    while (holds()) {
      const { calls } = wake;
      const began = performance.now();
      if (!(await turn())) await wake.since(calls, poll_ms, signal);
      const early = began + TURN_MS - performance.now();
      if (early >= 1) await new Promise((resolve) => setTimeout(resolve, early));
    }
  };
