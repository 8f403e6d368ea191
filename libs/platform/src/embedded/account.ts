import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The user a server runs as, where that is not the user of this process. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OURS = 'leading-to-deliver';

/**
 * PostgreSQL refuses to run as root: then this is the account it runs as, `postgres` where the machine has one, else
 * one of our own that is made now. `undefined` where this process is not root and the server may run as it is.
 */
export const serverAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;

  const known = accountNamed('postgres') ?? accountNamed(OURS) ?? madeAccount() ?? accountNamed('nobody');
  if (!known)
    throw new Error(
      'PostgreSQL does not run as root and no other user could be made: add a user named "postgres" or start as another user.',
    );
  return known;
};

const accountNamed = (name: string): Account | undefined => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];

  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
};

const madeAccount = (): Account | undefined => {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--user-group', OURS], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return accountNamed(OURS);
};

/** What `spawn` needs to run a program as an account; run from `/`, which every account can enter. */
export const as = (account: Account | undefined): { uid?: number; gid?: number; cwd: string } => ({
  cwd: '/',
  ...(account ? { uid: account.uid, gid: account.gid } : {}),
});

/** True when the account can enter and list a folder, tried as the account itself: modes alone do not tell. */
export const canEnter = (account: Account | undefined, folder: string): boolean =>
  account === undefined ||
  spawnSync('/bin/sh', ['-c', 'cd "$0" && ls >/dev/null', folder], { ...as(account), stdio: 'ignore' })
    .status === 0;
