import { randomUUID } from 'node:crypto';
import { link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/** Makes a file with this text unless it exists; the first of several processes wins. True for the one that made it. */
export const madeFirst = async (path: string, text: string): Promise<boolean> => {
  const draft = await drafted(path, text);
  try {
    // A link is made whole or not at all: nobody ever reads half of the file.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }

  await syncFolder(path);
  return true;
};

/** Puts a file with this text in the place of another, at once and durably. */
export const replaced = async (path: string, text: string): Promise<void> => {
  const draft = await drafted(path, text);
  await rename(draft, path);
  await syncFolder(path);
};

/** The `code` of a system error. */
export const codeOf = (error: unknown): string | undefined =>
  (error as NodeJS.ErrnoException | undefined)?.code;

const drafted = async (path: string, text: string): Promise<string> => {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
};

/** Makes durable that a file is in its folder. */
export const syncFolder = async (path: string): Promise<void> => {
  // Windows cannot open a folder, and keeps names durable without it.
  if (process.platform === 'win32') return;

  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
