import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './durable-files.js';

const ANSWER_MS = 1_000;
const NO_SIGN = 'none';

/**
 * Runs a task while a sign tells others that this process lives: a socket beside the file, which the system closes however the
 * process ends. It is seen from other containers of the machine too, where a process id means another process or none, and
 * also of a process that is stopped. The sign is a text for `isGone`.
 */
export const whileSeen = async <T>(file: string, task: (sign: string) => Promise<T>): Promise<T> => {
  const name = `${basename(file)}.${randomUUID().slice(0, 8)}`;
  const server = createServer((heard) => heard.destroy());
  const isSeen = await at(
    file,
    name,
    (address) =>
      new Promise<boolean>((resolve) => {
        // A file system may hold no sockets: then nobody can tell, and others wait.
        server.once('error', () => resolve(false)).listen(address, () => resolve(true));
      }),
  );
  try {
    return await task(`${machine()} ${isSeen ? name : NO_SIGN}`);
  } finally {
    if (isSeen) await new Promise((resolve) => server.close(resolve));
    await rm(join(dirname(file), name), { force: true });
  }
};

/** True when the process that gave a sign is dead for sure; false when it lives, or nobody can tell from here. */
export const isGone = async (file: string, sign: string): Promise<boolean> => {
  const [where, name] = sign.split(' ');
  if (where !== machine() || !name?.startsWith(`${basename(file)}.`)) return false;

  const isDead = await at(file, name, refuses);
  if (isDead) await rm(join(dirname(file), name), { force: true });
  return isDead;
};

const refuses = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = connect(address);
    const answer = (isDead: boolean): void => {
      asked.destroy();
      resolve(isDead);
    };
    asked.setTimeout(ANSWER_MS, () => answer(false));
    asked.once('connect', () => answer(false));
    asked.once('error', (error) => answer(['ECONNREFUSED', 'ENOENT'].includes(codeOf(error) ?? '')));
  });

/** The system that runs now, the same for all its containers, and another one after it is started anew. */
const machine = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname();
  }
};

/** Does something with the address of a socket beside a file, which may have no more than a hundred characters. */
const at = async <T>(file: string, name: string, work: (address: string) => Promise<T>): Promise<T> => {
  if (process.platform === 'win32') return work(join('\\\\.\\pipe', name));
  if (process.platform !== 'linux') return work(join(dirname(file), name));

  const folder = await open(dirname(file), 'r');
  try {
    return await work(`/proc/self/fd/${folder.fd}/${name}`);
  } finally {
    await folder.close();
  }
};
