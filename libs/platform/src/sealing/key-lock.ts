import { existsSync } from 'node:fs';
import { readFile, unlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, madeFirst } from './durable-files.js';
import { isGone, whileSeen } from './sign-of-life.js';

const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 10;

/** Runs a task while holding a lock file that no other process holds. Throws, saying what to do, when it stays taken. */
export const whileLocked = <T>(path: string, task: () => Promise<T>, patience_ms = PATIENCE_MS): Promise<T> =>
  whileSeen(path, async (sign) => {
    await patiently(path, patience_ms, async () => {
      if (await madeFirst(path, sign)) return true;
      await takenFromTheDead(path);
      return false;
    });
    try {
      return await task();
    } finally {
      await unlink(path);
    }
  });

/** Waits until nobody holds the lock. Throws, saying what to do, when it stays taken. */
export const untilUnlocked = (path: string, patience_ms = PATIENCE_MS): Promise<void> =>
  patiently(path, patience_ms, async () => {
    if (existsSync(path)) await takenFromTheDead(path);
    // Not `is left behind`: somebody may take it just then.
    return !existsSync(path);
  });

const patiently = async (
  path: string,
  patience_ms: number,
  isDone: () => Promise<boolean>,
): Promise<void> => {
  for (const deadline = performance.now() + patience_ms; !(await isDone()); await pause(LOOK_AGAIN_MS))
    if (performance.now() > deadline)
      throw new Error(
        `The keys are locked by "${path}", and whether the process that made it lives cannot be told from here: if none is at ` +
          `work there (on another machine, or from before this one was started anew), remove that file, and "${path}.breaking" if it is there.`,
      );
};

/** Takes away a lock whose holder is dead; one at a time, since the second would take away the first one's own. */
const takenFromTheDead = async (path: string): Promise<void> => {
  const breaking = `${path}.breaking`;
  if (!(await isLeftBehind(path)) || !(await madeFirst(breaking, ''))) return;
  try {
    if (await isLeftBehind(path)) await unlink(path);
  } finally {
    await unlink(breaking);
  }
};

const isLeftBehind = async (path: string): Promise<boolean> => {
  try {
    return await isGone(path, await readFile(path, 'utf8'));
  } catch (error) {
    // Given back meanwhile.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};
