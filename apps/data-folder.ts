import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigurationError } from '#platform';

/** Makes the data folder where it is missing. Throws a `ConfigurationError` when it cannot be one. */
export const prepareDataFolder = async (folder: string): Promise<void> => {
  try {
    await made(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([
      `L2D_DATA is "${folder}", which cannot be used as a folder (${code}): name one that this user may write to.`,
    ]);
  }
};

// Folder by folder: making them all in one call does not return below some file systems, such as /proc.
const made = async (folder: string): Promise<void> => {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error('It is a file.'), { code: 'ENOTDIR' });

  if (dirname(folder) !== folder) await made(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
};
