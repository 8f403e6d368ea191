import { readFile, unlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, madeFirst } from './durable-files.js';

const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 10;

/** Runs a task while holding a lock file that no other process holds. Throws, saying what to do, when it stays taken. */
export const whileLocked = async <T>(path: string, task: () => Promise<T>): Promise<T> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await taken(path))) {
    await takenFromTheDead(path);
    if (performance.now() > deadline)
      throw new Error(
        `The keys are locked by "${path}": if no other process is at work there, remove that file.`,
      );
    await pause(LOOK_AGAIN_MS);
  }
  try {
    return await task();
  } finally {
    await unlink(path);
  }
};

/** Waits until nobody alive holds the lock. */
export const untilUnlocked = async (path: string): Promise<void> => {
  while (existsSync(path) && !(await isLeftBehind(path))) await pause(LOOK_AGAIN_MS);
};

/** Appears with its content or not at all, so that a holder that dies can always be told. */
const taken = (path: string): Promise<boolean> => madeFirst(path, `${hostname()} ${process.pid}`);

/** Takes away a lock whose holder is dead; one at a time, since the second would take away the first one's own. */
const takenFromTheDead = async (path: string): Promise<void> => {
  const breaking = `${path}.breaking`;
  if (!(await isLeftBehind(path)) || !(await taken(breaking))) return;
  try {
    if (await isLeftBehind(path)) await unlink(path);
  } finally {
    await unlink(breaking);
  }
};

const isLeftBehind = async (path: string): Promise<boolean> => {
  const [host, pid] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (host !== hostname() || !Number(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
};
