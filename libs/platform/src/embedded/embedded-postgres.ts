import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { madeCluster } from './cluster.js';
import { DATABASE, dataHome, madeFolder, type DataHome } from './data-home.js';
import { withFolderLock } from './folder-lock.js';
import { running, stopped } from './postmaster.js';

/** A running server of our own, shared by all processes that named its data folder. */
export interface EmbeddedPostgres {
  /** Where to connect; holds the password, so never log it. */
  readonly url: string;
  /** Ends this process's use. The last user stops the server and waits until it is down. */
  stop(): Promise<void>;
}

/** How the built-in server is started. */
export interface EmbeddedPostgresOptions {
  readonly dataDirectory: string;
  /** Told, in sentences, what is done that takes time or lies elsewhere than expected. */
  readonly log?: (line: string) => void;
}

/** Users hold this advisory lock shared for as long as they live; whoever gets it alone is the last. */
const USERS_LOCK = 6_170_001;

/**
 * Starts, or adopts, the PostgreSQL server of a data folder: the one default that needs nothing but Node. It listens on
 * 127.0.0.1 with a password of its own and outlives a killed process; the next start finds it. Throws a sentence that
 * names the folder when that is not ours, not readable, or of another version.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const folder = madeFolder(options.dataDirectory);
  const log = options.log ?? (() => undefined);
  const user = await ServerUser.of(folder, log);
  return { url: user.url, stop: () => user.leave() };
};

/** Finds or starts the server of a folder, without being counted as a user of it. */
export const startedServer = async (
  folder: string,
  log: (line: string) => void,
  port?: number,
): Promise<{ home: DataHome; url: (database: string) => string; port: number }> => {
  const home = dataHome(folder, log);
  await madeCluster(home);
  const server = await running(home, port);
  const url = (database: string) =>
    `postgres://${DATABASE}:${home.password}@127.0.0.1:${server.port}/${database}`;
  return { home, url, port: server.port };
};

/** The lock under which a folder's server is started and stopped. */
export const inFolder = <T>(folder: string, step: () => Promise<T>): Promise<T> =>
  withFolderLock(join(folder, 'postgres.lock'), step);

class ServerUser {
  private leaving = false;
  private restoring: Promise<void> | undefined;
  private connection: Client | undefined;
  private home: DataHome | undefined;
  private port: number | undefined;
  url = '';

  private constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {}

  static async of(folder: string, log: (line: string) => void): Promise<ServerUser> {
    const user = new ServerUser(folder, log);
    await inFolder(folder, () => user.enter());
    return user;
  }

  async leave(): Promise<void> {
    if (this.leaving) return;

    this.leaving = true;
    await this.restoring;
    await inFolder(this.folder, async () => {
      if (await this.isLast()) await stopped(this.home as DataHome);
    });
  }

  private async enter(): Promise<void> {
    const { home, url, port } = await startedServer(this.folder, this.log, this.port);
    this.home = home;
    const connection = await connected(url('postgres'), home);
    await connection.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
    const { rowCount } = await connection.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await connection.query(`create database ${DATABASE}`);
    this.connection = connection;
    if (this.port !== undefined && this.port !== port)
      this.log(`The database now listens on port ${port}, no longer ${this.port}: restart this program.`);
    this.port = port;
    this.url = url(DATABASE);
    connection.on('end', () => this.lost(connection));
  }

  /** The server died under us (out of memory, a stray kill): it is started again, on the same port if that is free. */
  private lost(connection: Client): void {
    if (this.leaving || this.connection !== connection) return;

    this.connection = undefined;
    this.restoring = this.restored();
  }

  private async restored(): Promise<void> {
    while (!this.leaving && !this.connection) {
      try {
        this.log('The database server ended; it is started again.');
        await inFolder(this.folder, () => this.enter());
      } catch (error) {
        this.log(`The database server could not be started again: ${(error as Error).message}`);
        await sleep(1_000, undefined, { ref: false });
      }
    }
  }

  private async isLast(): Promise<boolean> {
    const { connection } = this;
    if (!connection) return false;
    try {
      await connection.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
      const { rows } = await connection.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
        USERS_LOCK,
      ]);
      return rows[0]?.last ?? false;
    } catch {
      return false;
    } finally {
      await connection.end().catch(() => undefined);
    }
  }
}

const connected = async (url: string, home: DataHome): Promise<Client> => {
  const connection = new Client({
    connectionString: url,
    application_name: 'leading-to-deliver user',
    connectionTimeoutMillis: 30_000,
  });
  // The `end` that follows says all there is to do.
  connection.on('error', () => undefined);
  try {
    await connection.connect();
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new Error(
        `The database in ${home.cluster} does not know the password in ${home.folder}/postgres-password: the two do not belong together.`,
        { cause: error },
      );
    throw new Error(
      `The database in ${home.cluster} does not take connections: ${(error as Error).message}.`,
      { cause: error },
    );
  }
  return connection;
};
