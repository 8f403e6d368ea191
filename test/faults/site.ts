import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { API, type Installation, openInstallation, type RunningServer } from './installation.js';
import { ended, familyOf, isPostgres, killed, signalled } from './processes.js';
import type { Trial } from './scenario.js';

const VICTIM = 'test/faults/victim.js';

/** The built product in operation: each of its servers on a port that it keeps, started again by whoever killed it. */
export interface Site {
  readonly installation: Installation;
  /** Where each server listens; clients are spread over them. */
  readonly urls: readonly string[];
  /** Starts the servers that do not run; resolves when all listen. */
  start(): Promise<void>;
  /** SIGKILL of one server, `npm start` with the worker in it. */
  killServer(which?: number): Promise<void>;
  /** SIGKILL of PostgreSQL, its postmaster and all its backends. The product starts it again. */
  killPostgres(): Promise<void>;
  /** An immediate stop of PostgreSQL (SIGQUIT): it ends without a checkpoint. The product starts it again. */
  stopPostgresAtOnce(): Promise<void>;
  /** Everything at once, as a power cut does: all stand still, something is done, and none of them does anything any more. */
  killEverything(meanwhile?: () => Promise<void>): Promise<void>;
}

/** A product of this build on a data folder of its own, with so many servers; a sabotaged one where the trial says so. */
export const openSite = async (
  trial: Trial,
  { servers = 1, folder }: { readonly servers?: number; readonly folder?: string } = {},
): Promise<Site> => {
  const installation = await openInstallation(folder, process.cwd());
  trial.afterwards(() => installation.remove());
  const ports: number[] = [];
  for (let index = 0; index < servers; index += 1) ports.push(await freePort());
  let database: number | undefined;
  const running: (RunningServer | undefined)[] = ports.map(() => undefined);

  const started = async (index: number): Promise<void> => {
    if (running[index]) return;
    const program = trial.sabotage ? { file: VICTIM, args: [trial.sabotage] } : { file: API, args: [] };
    const server = await installation.serve({ PORT: String(ports[index]) }, program);
    running[index] = server;
    void server.ended.then(({ code, err }) => {
      if (code === null || running[index] !== server) return;
      running[index] = undefined;
      trial.say(`a server ended by itself with ${code}: ${err.slice(-500)}`);
    });
  };
  const killServer = async (which = 0): Promise<void> => {
    await running[which]?.end('SIGKILL');
    running[which] = undefined;
  };

  return {
    installation,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    start: async () => {
      for (const index of ports.keys()) await started(index);
      database = installation.postgres();
    },
    killServer,
    killPostgres: async () => {
      await killed([await postmaster(installation)]);
    },
    stopPostgresAtOnce: async () => {
      const pid = await postmaster(installation);
      const family = familyOf(pid);
      signalled(pid, 'SIGQUIT');
      await ended(family);
    },
    killEverything: async (meanwhile) => {
      // On a disk without power it cannot be asked for any more.
      const postgres = postgresOf(installation) ?? database;
      const pids = running.flatMap((server) => server?.process.pid ?? []);
      await killed(
        [...pids, ...(postgres !== undefined && isPostgres(postgres) ? [postgres] : [])],
        meanwhile,
      );
      running.fill(undefined);
    },
  };
};

/** As the disk says; nothing when it cannot be read. */
const postgresOf = (installation: Installation): number | undefined => {
  try {
    return installation.postgres();
  } catch {
    return undefined;
  }
};

/** The server that runs, once one does: it may be on its way up. */
const postmaster = async (installation: Installation): Promise<number> => {
  for (const patience = Date.now() + 30_000; Date.now() < patience; await sleep(20)) {
    const pid = installation.postgres();
    if (pid !== undefined) return pid;
  }
  throw new Error('No PostgreSQL runs on the data folder, and none is started.');
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
