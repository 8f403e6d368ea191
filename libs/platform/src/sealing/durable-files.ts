import { randomUUID } from 'node:crypto';
import { access, link, open, rename, rm, unlink } from 'node:fs/promises';
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

/** A file that is made once and never overwritten, in words. */
export interface NewFile {
  readonly path: string;
  /** `seal`, in "The seal FILE cannot be written". */
  readonly name: string;
  /** What is true when it could not be written: `Nothing was sealed.` */
  readonly otherwise: string;
}

/**
 * Makes a new file from a draft that `write` makes beside it, ending when it is on the disk. The file is there when it is
 * whole. Throws a sentence when there is one of this name, or the file system does not take it; anything else as it is.
 */
export const madeNew = async <T>(file: NewFile, write: (draft: string) => Promise<T>): Promise<T> => {
  const { path, name, otherwise } = file;
  await mustBeNew(file);
  const draft = `${path}.${randomUUID()}`;
  try {
    const made = await write(draft);
    await givenItsName(draft, path);
    return made;
  } catch (error) {
    await rm(draft, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file, error);
    if (syscall === undefined) throw error;
    throw new Error(`The ${name} ${path} cannot be written (${code}). ${otherwise}`, { cause: error });
  }
};

const mustBeNew = async (file: NewFile): Promise<void> => {
  const isThere = await access(file.path).then(
    () => true,
    () => false,
  );
  if (isThere) throw exists(file);
};

/** Takes the name first, which fails where somebody else has it by now: renaming alone would overwrite theirs. */
const givenItsName = async (draft: string, path: string): Promise<void> => {
  await (await open(path, 'wx')).close();
  await rename(draft, path);
  await syncFolder(path);
};

const exists = ({ path, name }: NewFile, cause?: unknown) =>
  new Error(`There is a file ${path}, and a ${name} never overwrites one. Give the ${name} another name.`, {
    cause,
  });

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
