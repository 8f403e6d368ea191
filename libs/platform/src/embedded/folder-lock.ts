import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/**
 * Runs one step at a time among all processes of this machine that name the same lock file. A holder that was killed is
 * noticed by its process id and start time, and its lock is taken from it. Node has no file locks of the kernel's, hence this;
 * the server's own `postmaster.pid` stands behind it.
 */
export const withFolderLock = async <T>(file: string, step: () => Promise<T>): Promise<T> => {
  const mine = JSON.stringify({ ...ownerOf(process.pid), nonce: randomUUID() });
  const claim = `${file}.${randomUUID()}`;
  writeFileSync(claim, mine, { mode: 0o600 });
  try {
    await taken(file, claim);
  } finally {
    rmSync(claim, { force: true });
  }
  try {
    return await step();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
};

const taken = async (file: string, claim: string): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!linked(claim, file)) {
    const held = read(file);
    if (held !== undefined && isDead(held)) takeFromTheDead(file, held);
    else if (Date.now() > deadline)
      throw new Error(
        `Another process has been starting or stopping the database for ${PATIENCE_MS / 1000} s. If none runs, remove ${file}.`,
      );
    else await sleep(25 + Math.random() * 25);
  }
};

/** Linking a finished file makes the lock and its content appear in one step. */
const linked = (claim: string, file: string): boolean => {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const takeFromTheDead = (file: string, held: string): void => {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    // Someone faster may have taken it between our look and our step: then it goes back.
    if (read(aside) !== held) linked(aside, file);
  } catch {
    // Already gone.
  } finally {
    rmSync(aside, { force: true });
  }
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

interface Owner {
  readonly pid: number;
  /** In clock ticks since boot, where the system tells: a process id is used again, this pair is not. */
  readonly startedAt: string;
}

const ownerOf = (pid: number): Owner => ({ pid, startedAt: startOf(pid) });

const startOf = (pid: number): string => read(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19] ?? '';

const isDead = (held: string): boolean => {
  try {
    const owner = JSON.parse(held) as Owner;
    return !isRunning(owner.pid) || startOf(owner.pid) !== owner.startedAt;
  } catch {
    return true;
  }
};

/** True when a living process has this id, ours or not. One that ended and waits to be collected (a zombie) is dead. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !/^[ZX]/.test(read(`/proc/${pid}/stat`)?.split(') ').at(-1) ?? '');
};
