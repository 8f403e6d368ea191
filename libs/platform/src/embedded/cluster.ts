import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { as } from './account.js';
import { program } from './binaries.js';
import { DATABASE, type DataHome } from './data-home.js';
import { renameLasting } from './lasting-files.js';
import { serverEnvironment } from './server-environment.js';

const MAJOR = '18';

/** Makes the database's folder at the first start, else checks that it is one this program can run. */
export const madeCluster = async (home: DataHome): Promise<void> => {
  const { cluster } = home;
  if (!existsSync(cluster)) return initialised(home);

  const versionFile = join(cluster, 'PG_VERSION');
  if (!existsSync(versionFile))
    throw new Error(
      `The folder ${cluster} is not a PostgreSQL database (it has no PG_VERSION): name another data folder in L2D_DATA, or restore this one.`,
    );
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== MAJOR)
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${version}, this program carries ${MAJOR}: export its log with the program that made it.`,
    );
};

/** Made beside its place and moved there when it is whole: a kill in between leaves no half database. */
const initialised = async (home: DataHome): Promise<void> => {
  const { cluster, account } = home;
  home.log(`First start: a PostgreSQL ${MAJOR} database is made in ${cluster} (about a second).`);
  const unfinished = `${cluster}.${randomUUID()}`;
  const passwordFile = `${unfinished}.password`;
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, home.password, { mode: 0o600 });
    if (account) for (const made of [unfinished, passwordFile]) chownSync(made, account.uid, account.gid);
    await run(home, program(home.binaries, 'initdb'), [
      `--pgdata=${unfinished}`,
      `--username=${DATABASE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The builtin provider sorts alike on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]);
    renameLasting(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
};

/** Runs a program of the server to its end; a failure is a sentence with the program's own last line. */
export const run = (home: DataHome, file: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...as(home.account),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: serverEnvironment(),
      windowsHide: true,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${file} failed: ${complaint.trim().split('\n').at(0) ?? `exit code ${code}`}`)),
    );
  });
