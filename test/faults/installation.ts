import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { builtProduct } from './built-product.js';

type Variables = Readonly<Record<string, string>>;

/** A program of the build, by its path below `dist`, and its arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/** What a program left behind when it ended. */
export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program of the product that runs. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended>;
}

/** A program that listens. */
export interface RunningServer extends Running {
  readonly url: string;
}

/** The built product on a data folder of its own, used only through its programs, as an operator would. */
export interface Installation {
  /** For files of the test; the data folder is in it. */
  readonly folder: string;
  /** `npm start` (or another program that serves), on a free port; answers when it says where it listens. */
  serve(variables?: Variables, program?: Program): Promise<RunningServer>;
  /** Any program of the product, without waiting for it. */
  readonly run: (program: string, args?: readonly string[], variables?: Variables) => Running;
  /** One verb of the operator's command line. */
  readonly l2d: (...args: readonly string[]) => Promise<Ended>;
  /** One verb that prints JSON. */
  readonly json: (...args: readonly string[]) => Promise<any>;
  /** The process id of the embedded server, if one runs. */
  postgres(): number | undefined;
  /** Where the embedded server is, which must be running, for a program that does not go by the data folder. */
  readonly databaseUrl: () => string;
  /** Asks the embedded server, which must be running. */
  readonly asked: (statement: string) => Promise<readonly any[]>;
  /** Kills whatever still runs and removes the data. */
  remove(): Promise<void>;
}

/** Where `npm start`, `npm run worker` and `npm run l2d` lead. */
export const API = 'apps/api/src/main.js';
export const WORKER = 'apps/worker/src/main.js';
export const CLI = 'apps/cli/src/main.js';

/** An installation in a folder that everybody may enter, or in the one given. */
export const openInstallation = async (within = openFolder(), builtIn?: string): Promise<Installation> => {
  const product = builtIn ?? (await builtProduct());
  const data = join(within, 'data');
  const children: Running[] = [];

  const run = (program: string, args: readonly string[] = [], variables: Variables = {}): Running => {
    const running = started(join(product, 'dist', program), args, {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? within,
      L2D_DATA: data,
      L2D_LOG_LEVEL: 'warn',
      PORT: '0',
      ...variables,
    });
    children.push(running);
    return running;
  };
  const databaseUrl = (): string => {
    const password = readFileSync(join(data, 'postgres', 'postgres-password'), 'utf8').trim();
    const server = postmasterIn(data);
    if (!server) throw new Error(`No PostgreSQL runs in ${data}.`);
    const address = `127.0.0.1:${server.port}/leading_to_deliver`;
    return `postgres://leading_to_deliver:${password}@${address}`;
  };
  const l2d = (...args: readonly string[]) => run(CLI, args).ended;

  return {
    folder: within,
    run,
    l2d,
    serve: (variables, { file, args } = { file: API, args: [] }) => listening(run(file, args, variables)),
    json: async (...args) => {
      const { code, out, err } = await l2d(...args, '--json');
      if (code !== 0 && code !== 1) throw new Error(`l2d ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as unknown;
    },
    postgres: () => postmasterIn(data)?.pid,
    databaseUrl,
    asked: async (statement) => {
      const client = new Client({
        connectionString: databaseUrl(),
        options: '-c search_path=leading_to_deliver,pg_temp',
      });
      await client.connect();
      return client
        .query<Record<string, unknown>>(statement)
        .then(({ rows }) => rows)
        .finally(() => client.end());
    },
    remove: async () => {
      await Promise.all(children.map((child) => child.end('SIGKILL')));
      await removeDatabase(data);
      rmSync(within, { recursive: true, force: true });
    },
  };
};

/** A folder that the database's user can enter. */
export const openFolder = (mode = 0o755): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'l2d-installation-')));
  chmodSync(folder, mode);
  return folder;
};

/** True while a process lives; one that ended and was not yet seen off does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return ['EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
};

const started = (file: string, args: readonly string[], env: Variables): Running => {
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return {
    process: child,
    ended,
    end: (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
};

const listening = (running: Running): Promise<RunningServer> =>
  new Promise((resolve, reject) => {
    let said = '';
    running.process.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /API\s+(http:\/\/[^/\s]+)\/api/.exec(said)?.[1];
      if (url) resolve({ ...running, url });
    });
    void running.ended.then(({ code, err }) =>
      reject(new Error(`The server ended with ${code} before it listened: ${err}`)),
    );
  });

const homeOf = (data: string): { folder: string; place: string } => {
  const folder = join(data, 'postgres');
  const pointer = join(folder, 'postgres-location');
  return { folder, place: existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : folder };
};

const postmasterIn = (data: string): { pid: number; port: number } | undefined => {
  const file = join(homeOf(data).place, 'postgres', 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  // Its first lines are there before its port is.
  return pid && port && isAlive(pid) ? { pid, port } : undefined;
};

/** Ends the server the fastest way, and removes what it keeps where its user can enter. */
const removeDatabase = async (data: string): Promise<void> => {
  const { folder, place } = homeOf(data);
  const pid = postmasterIn(data)?.pid;
  if (pid !== undefined) process.kill(pid, 'SIGQUIT');
  while (pid !== undefined && isAlive(pid)) await sleep(20);
  const refuge = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  for (const gone of [place, `/var/lib/leading-to-deliver-${refuge}`])
    rmSync(gone, { recursive: true, force: true });
};
