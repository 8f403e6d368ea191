import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Trial } from './scenario.js';

const run = promisify(execFile);

export type FileSystem = 'xfs' | 'ext4';

const FORMAT: Readonly<Record<FileSystem, readonly string[]>> = { xfs: ['-q', '-f'], ext4: ['-q', '-F'] };
const PATIENCE_MS = 60_000;

/** A file system of its own in a file, whose power can be cut. */
export interface Disk {
  /** Where it is mounted; everybody may enter. */
  readonly folder: string;
  /** From here on nothing is written any more, and what was not synced is gone; reading fails too. */
  cutPower(): Promise<void>;
  /** Mounts it again as it was when the power was cut. Nothing may use it any more. */
  powerBack(): Promise<void>;
}

/** Makes and mounts a disk of so many megabytes, which take no room until they are written; removed after the trial. */
export const openDisk = async (trial: Trial, fileSystem: FileSystem, megabytes: number): Promise<Disk> => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'l2d-disk-')));
  trial.afterwards(() => rmSync(home, { recursive: true, force: true }));
  const [image, folder] = [join(home, 'image'), join(home, 'mounted')];
  chmodSync(home, 0o755);
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, megabytes * 1_048_576);
  await run(`mkfs.${fileSystem}`, [...FORMAT[fileSystem], image]);

  let isMounted = false;
  const mount = async (): Promise<void> => {
    await run('mount', ['-o', 'loop,noatime', image, folder]);
    isMounted = true;
  };
  const isHeld = async (): Promise<boolean> => (await run('losetup', ['--associated', image])).stdout !== '';
  const unmount = async (): Promise<void> => {
    // Who was killed just now may hold it a moment longer; mounted again while it is held, it would still be without power.
    for (const patience = Date.now() + PATIENCE_MS; isMounted || (await isHeld()); await sleep(20))
      try {
        if (isMounted) await run('umount', [folder]);
        isMounted = false;
        if (Date.now() > patience) throw new Error(`Something holds the disk ${image}.`);
      } catch (error) {
        if (Date.now() > patience) throw error;
      }
  };
  trial.afterwards(unmount);
  await mount();
  chmodSync(folder, 0o755);

  return {
    folder,
    cutPower: async () => {
      await run('xfs_io', ['-x', '-c', 'shutdown', folder]);
    },
    powerBack: async () => {
      await unmount();
      await mount();
    },
  };
};
