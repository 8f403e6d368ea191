import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './installation.js';

/** A process and all it started, itself first. */
export const familyOf = (pid: number): readonly number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // After the name in brackets, which may hold anything: state, parent.
      const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It ended meanwhile.
    }
  }
  const family = [pid];
  for (const one of family)
    for (const [child, parent] of parents) if (parent === one && !family.includes(child)) family.push(child);
  return family;
};

/** Sends a signal; a process that ended meanwhile is no matter. */
export const signalled = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/**
 * Kills processes and all they started, so that none of them does anything after another ended: all stand still first, and
 * something may be done meanwhile. Resolves when they are gone.
 */
export const killed = async (
  pids: readonly number[],
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> => {
  const families = new Set<number>();
  // One that is stopped starts nothing more.
  for (const pid of pids) for (const one of stoppedFamily(pid)) families.add(one);
  try {
    await meanwhile();
  } finally {
    for (const one of families) signalled(one, 'SIGKILL');
  }
  await ended([...families]);
};

const stoppedFamily = (pid: number): readonly number[] => {
  signalled(pid, 'SIGSTOP');
  const family = familyOf(pid);
  for (const one of family) signalled(one, 'SIGSTOP');
  return family;
};

/** Whether this is a process of PostgreSQL, and not one that was given the number of one that ended. */
export const isPostgres = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
};

/** Resolves when none of them lives any more. */
export const ended = async (pids: readonly number[]): Promise<void> => {
  const patience = Date.now() + 30_000;
  while (pids.some(isAlive)) {
    if (Date.now() > patience) throw new Error(`Processes do not end: ${pids.filter(isAlive).join(', ')}.`);
    await sleep(2);
  }
};
