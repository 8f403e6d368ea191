import { execFileSync, spawnSync } from 'node:child_process';

/** What a scenario needs of a machine: a program, or a right. */
export type Need = keyof typeof NEEDS;

const runs = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

const program = (name: string, debianPackage: string) => ({
  isMet: () => runs(name),
  otherwise: `the program ${name} is missing: apt-get install ${debianPackage}`,
});

const NEEDS = {
  root: {
    isMet: () => process.getuid?.() === 0,
    otherwise: 'it mounts file systems and kills processes of another user: run it as root',
  },
  mount: program('mount', 'mount'),
  losetup: program('losetup', 'mount'),
  'mkfs.ext4': program('mkfs.ext4', 'e2fsprogs'),
  'mkfs.xfs': program('mkfs.xfs', 'xfsprogs'),
  xfs_io: program('xfs_io', 'xfsprogs'),
  'loop devices': {
    isMet: () => {
      try {
        execFileSync('losetup', ['--find'], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    },
    otherwise:
      'there is no free loop device: run it where /dev/loop-control may be used (a container needs --privileged)',
  },
} as const;

/** Sentences about what is missing; a scenario that lacks something fails. */
export const missing = (needs: readonly Need[]): readonly string[] =>
  needs.filter((need) => !NEEDS[need].isMet()).map((need) => NEEDS[need].otherwise);
