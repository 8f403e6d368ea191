import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { locked, unlocked } from './box.js';
import { codeOf, madeFirst } from './durable-files.js';

/** The master key of a folder of keys, checked against it, and the installation's own key. */
export interface OpenedFolder {
  readonly master: Buffer;
  readonly installation: Buffer;
}

const CHECKED = 'the key of this installation';

/**
 * Opens a folder of keys, or begins one. The master key is the one given (base64, 32 bytes), else the folder's
 * development key, made at the first start. Throws, saying what to do, when the master key is not this folder's.
 */
export const openedFolder = async (folder: string, given: string | undefined): Promise<OpenedFolder> => {
  // Only the keys are closed to others: the data folder above them is entered by the user of the database, too.
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lockPath = join(folder, 'installation.key');
  const begun = await textOf(lockPath);
  const master = given === undefined ? await developmentKey(folder, begun !== undefined) : decoded(given);

  if (begun === undefined) await madeFirst(lockPath, locked(master, randomBytes(32), CHECKED));
  const installation = unlocked(master, (await readFile(lockPath, 'utf8')).trim(), CHECKED);
  if (!installation)
    throw new Error(
      `The master key does not open the keys in "${folder}". ` +
        (given === undefined
          ? 'They were made with another one: set L2D_MASTER_KEY to it.'
          : 'L2D_MASTER_KEY must be the one they were made with.'),
    );

  return { master, installation };
};

const developmentKey = async (folder: string, begun: boolean): Promise<Buffer> => {
  const path = join(folder, 'development-master.key');
  const existing = await textOf(path);
  if (existing !== undefined) return decoded(existing.trim(), `the file "${path}"`);
  if (begun)
    throw new Error(
      `The keys in "${folder}" need their master key: set L2D_MASTER_KEY to it, or put back "${path}".`,
    );

  await madeFirst(path, `${randomBytes(32).toString('base64')}\n`);
  return decoded((await readFile(path, 'utf8')).trim(), `the file "${path}"`);
};

const decoded = (text: string, where = 'L2D_MASTER_KEY'): Buffer => {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32 || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    throw new Error(
      `The master key in ${where} must be 32 bytes in base64: make one with \`openssl rand -base64 32\`.`,
    );

  return key;
};

const textOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};
