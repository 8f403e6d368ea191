import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { as } from './account.js';
import { program } from './binaries.js';
import { run } from './cluster.js';
import type { DataHome } from './data-home.js';
import { isRunning } from './folder-lock.js';
import { serverEnvironment } from './server-environment.js';

/** A server as its `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const START_PATIENCE_MS = 180_000;
const UNWRITTEN_MS = 1_000;

/** Everything a promise of durability rests on, and what keeps people's data out of the server's log. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_connections: '200',
  max_wal_size: '1GB',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
};

/** The server that runs on this home, started if none does. Answers when it takes connections. */
export const running = async (home: DataHome, preferredPort?: number): Promise<Postmaster> => {
  const deadline = Date.now() + START_PATIENCE_MS;
  let port = preferredPort;
  let attempts = 0;
  for (;;) {
    const found = postmasterOf(home.cluster);
    if (found && isPostmaster(found.pid, home.cluster)) {
      if (found.ready) return found;
      if (Date.now() > deadline)
        throw new Error(`The database in ${home.cluster} does not get ready: see ${logFile(home)}.`);
      await sleep(25);
      continue;
    }
    // The port of a server that died is taken again, so that programs connected to it find it.
    port ??= found?.port;
    if ((found && isRunning(found.pid)) || holdsNoServer(home.cluster))
      rmSync(join(home.cluster, 'postmaster.pid'), { force: true });
    const complaint = await started(home, await portNear(port), deadline);
    if (complaint === undefined) continue;
    // Programs that were connected know no other port: it is given up only where that is what keeps the server from starting.
    if (complaint.includes('TCP/IP sockets')) port = undefined;
    attempts += 1;
    if (attempts >= 5)
      throw new Error(`The database in ${home.cluster} does not start: ${complaint} See ${logFile(home)}.`);
    await sleep(200 * attempts);
  }
};

/** Stops the server and waits until it is gone; what was committed is on disk either way. */
export const stopped = async (home: DataHome): Promise<void> => {
  const found = postmasterOf(home.cluster);
  if (!found || !isPostmaster(found.pid, home.cluster)) return;

  await run(home, program(home.binaries, 'pg_ctl'), [
    'stop',
    '-D',
    home.cluster,
    '-m',
    'fast',
    '-w',
    '-t',
    '120',
    '-s',
  ]);
  while (isPostmaster(found.pid, home.cluster)) await sleep(10);
};

/** What `postmaster.pid` says, if there is one. */
export const postmasterOf = (cluster: string): Postmaster | undefined => {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  try {
    const [pid, , , port, , , , status] = readFileSync(file, 'utf8').split('\n');
    if (!Number(pid)) return undefined;
    return { pid: Number(pid), port: Number(port ?? 0), ready: status?.trim() === 'ready' };
  } catch {
    return undefined;
  }
};

/** True for a `postmaster.pid` that names nobody: what a power cut leaves of it. One written just now may not be whole yet. */
const holdsNoServer = (cluster: string): boolean => {
  const file = statSync(join(cluster, 'postmaster.pid'), { throwIfNoEntry: false });
  return file !== undefined && !postmasterOf(cluster) && Date.now() - file.mtimeMs > UNWRITTEN_MS;
};

/** True when the process of this id is the server of this folder, and not one that was given the id of a dead server. */
const isPostmaster = (pid: number, cluster: string): boolean => {
  if (!isRunning(pid)) return false;
  try {
    // A server's working directory is its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    const { status, stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
    return status === null || basename(stdout.trim()).startsWith('postgres');
  }
};

/** Starts a server that outlives this process. Answers its complaint if it ended at once. */
const started = async (home: DataHome, port: number, deadline: number): Promise<string | undefined> => {
  const log = openSync(logFile(home), 'a', 0o600);
  const logStart = statSync(logFile(home)).size;
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child: ChildProcess = spawn(program(home.binaries, 'postgres'), ['-D', home.cluster, ...settings], {
    ...as(home.account),
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(),
    windowsHide: true,
  });
  closeSync(log);
  let ended = false;
  child.on('exit', () => (ended = true));
  child.on('error', () => (ended = true));
  child.unref();
  while (!ended && Date.now() < deadline) {
    if (postmasterOf(home.cluster)?.ready && isPostmaster(child.pid ?? 0, home.cluster)) return undefined;
    await sleep(10);
  }
  return complaintIn(readFileSync(logFile(home)).subarray(logStart).toString());
};

const complaintIn = (log: string): string => {
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|could not|error/i.test(line));
  return `${(lines.at(-1) ?? 'It ended without a word').replace(/^.*?(FATAL|PANIC|LOG): */, '').trim()}.`;
};

const logFile = (home: DataHome): string => join(home.folder, 'postgres.log');

/** This port while it is free, else any that is. */
const portNear = async (port: number | undefined): Promise<number> => {
  const wished = port ? await listenedOn(port) : undefined;
  const any = wished ?? (await listenedOn(0));
  if (any === undefined) throw new Error('No port of 127.0.0.1 is free for the database.');
  return any;
};

const listenedOn = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
