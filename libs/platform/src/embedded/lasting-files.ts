import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that only its owner may read; after a power cut it is there whole, or not at all. */
export const writeLasting = (path: string, text: string): void => {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  renameLasting(draft, path);
};

/** Gives a file or folder, whose content is on the disk already, its name for good. */
export const renameLasting = (from: string, to: string): void => {
  renameSync(from, to);
  // Windows cannot open a folder, and keeps names without it.
  if (process.platform === 'win32') return;

  const folder = openSync(dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
