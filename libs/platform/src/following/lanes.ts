import { setTimeout as pause } from 'node:timers/promises';
import { TryAgain } from '../commands.js';
import { isPassing } from './failures.js';
import type { Lead } from './leadership.js';

/** The lead was lost or given up before the work was done: it is done again by whoever leads next. */
export class Interrupted extends Error {}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** Does the work, and again with growing pauses while the log or the database is out of reach. Throws `Interrupted` when the lead is over. */
export const patiently = async <T>(
  work: () => Promise<T>,
  { signal, holds }: Pick<Lead, 'signal' | 'holds'>,
): Promise<T> => {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    if (!holds()) throw new Interrupted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TryAgain) && !isPassing(error)) throw error;
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** What went wrong in a lane: nothing behind it in that lane was begun. */
export interface Stopped<T> {
  readonly item: T;
  readonly error: unknown;
}

/** Works through items of one lane strictly in order, and through so many lanes at once. */
export const inLanes = async <T>(
  items: readonly T[],
  laneOf: (item: T) => string,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<readonly Stopped<T>[]> => {
  const byName = new Map<string, T[]>();
  for (const item of items) {
    const name = laneOf(item);
    const lane = byName.get(name);
    if (lane) lane.push(item);
    else byName.set(name, [item]);
  }
  const lanes = [...byName.values()];
  const stopped: Stopped<T>[] = [];
  let taken = 0;
  const worker = async (): Promise<void> => {
    for (let lane = lanes[taken++]; lane; lane = lanes[taken++]) {
      for (const item of lane) {
        try {
          await work(item);
        } catch (error) {
          stopped.push({ item, error });
          break;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, lanes.length) }, worker));
  return stopped;
};
