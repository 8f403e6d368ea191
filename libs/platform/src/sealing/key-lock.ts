import { open, readFile, unlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './durable-files.js';

const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 10;

/** Runs a task while holding a lock file that no other process holds. Throws, saying what to do, when it stays taken. */
export const whileLocked = async <T>(path: string, task: () => Promise<T>): Promise<T> => {
  const deadline = performance.now() + PATIENCE_MS;
  // One left behind is not taken away here: of two processes doing so, the second would take away the first one's own.
  while (!(await taken(path))) {
    if (performance.now() > deadline || (await isLeftBehind(path)))
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

const taken = async (path: string): Promise<boolean> => {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${hostname()} ${process.pid}`);
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
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
