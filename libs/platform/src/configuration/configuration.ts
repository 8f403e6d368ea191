import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import type { LogLevel } from '../logging/product-logger.js';
import { addressProblem } from '../stores/event-store-db/address.js';
import { addressIn, secretIn } from './secret-files.js';

/** All that may differ from one installation to another. */
export interface Configuration {
  /** The PostgreSQL to use; absent: the embedded one. */
  readonly databaseUrl?: string;
  /** The EventStoreDB that keeps the log; absent: the PostgreSQL does. Read models, checkpoints and keys stay there. */
  readonly eventStoreDbUrl?: string;
  /** The folder of the embedded database and the keys, absolute. */
  readonly dataFolder: string;
  /** One of this machine alone, unless the network is said to be closed: see `isOfThisMachine`. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where a worker in a process of its own answers for its health; absent: nowhere. 0: any free port. */
  readonly workerPort?: number;
  /** 32 bytes in base64; absent: a development key in the data folder. */
  readonly masterKey?: string;
  /** The file of the private key that signs seals of the log, absolute; absent: they are not signed. */
  readonly sealKey?: string;
  readonly logLevel: LogLevel;
  /** Whether the API follows the log itself (`inside`), or leaves that to workers of their own (`apart`). */
  readonly worker: WorkerPlace;
  /** Connections to the database per process. */
  readonly poolSize: number;
  readonly runningRequests: number;
  readonly queuedRequests: number;
  readonly queueMilliseconds: number;
}

export type WorkerPlace = 'inside' | 'apart';

const WORKER_PLACES: readonly WorkerPlace[] = ['inside', 'apart'];
const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The configuration cannot be used; each problem is a sentence that names the variable and says what to do. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Whether an address reaches no further than this machine, or in a container than that. */
export const isOfThisMachine = (host: string): boolean => LOOPBACK.includes(host);

/** Every variable the product reads, with what it is for: the README's table is checked against it. */
export const VARIABLES = {
  DATABASE_URL:
    'A PostgreSQL 15 to 18, as postgres://user:password@host:port/database; else the embedded one.',
  DATABASE_PASSWORD_FILE:
    'The file of the password that belongs to DATABASE_URL, which then names a user and no password.',
  EVENTSTOREDB_URL:
    'An EventStoreDB or KurrentDB, or a cluster, that keeps the log, as esdb://user:password@host:port,host:port?tls=true; else the PostgreSQL.',
  EVENTSTOREDB_PASSWORD_FILE:
    'The file of the password that belongs to EVENTSTOREDB_URL, which then names a user and no password.',
  L2D_DATA: 'The data folder; default ./data.',
  PORT: 'The port of the API; default 3000, 0 for any free one.',
  HOST: 'The address of the API; only this machine (127.0.0.1, ::1, localhost) until there is a sign-in.',
  L2D_NETWORK:
    'open or closed; default open. Closed says that whoever reaches any address of this machine may do everything, as in a container: HOST may then be any.',
  L2D_WORKER_PORT:
    'The port on which a worker in a process of its own answers for its health; else it has none.',
  L2D_MASTER_KEY: 'The key that guards personal data, 32 bytes in base64; else a development key is made.',
  L2D_MASTER_KEY_FILE: 'The file of that key, in place of L2D_MASTER_KEY.',
  L2D_SEAL_KEY: 'The file of an Ed25519 private key (PEM) that signs seals; else they are not signed.',
  L2D_LOG_LEVEL: `How much is logged: ${LOG_LEVELS.join(', ')}; default info.`,
  L2D_WORKER:
    'Whether the API follows the log itself: inside, or apart where `npm run worker` runs beside it; default inside.',
  L2D_POOL_SIZE: 'Connections to the database per process, 4 to 200; default 10.',
  L2D_RUNNING_REQUESTS: 'So many requests run at once, 1 to 1,000; default 64.',
  L2D_QUEUED_REQUESTS: 'So many wait for their turn, 0 to 10,000; default 1,000.',
  L2D_QUEUE_MILLISECONDS:
    'So long a request waits for its turn, and less than half of it while there is always one that waits, 10 to 10,000; default 500.',
} as const;

/** Reads the configuration, `process.env` unless told otherwise. Throws a `ConfigurationError` with every problem. */
export const configurationFrom = (environment: Environment = process.env): Configuration => {
  const problems: string[] = [];
  const read = (name: string) => environment[name]?.trim() || undefined;
  const whole = (name: keyof typeof VARIABLES, fallback: number, from: number, to: number): number => {
    const text = read(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= from && value <= to) return value;
    problems.push(`${name} is "${text}": set it to a whole number from ${from} to ${to}, or leave it out.`);
    return fallback;
  };
  const oneOf = <T extends string>(name: keyof typeof VARIABLES, fallback: T, words: readonly T[]): T => {
    const text = read(name) ?? fallback;
    const found = words.find((word) => word === text);
    if (found === undefined) problems.push(`${name} is "${text}": set it to one of ${words.join(', ')}.`);
    return found ?? fallback;
  };

  for (const name of Object.keys(environment))
    if (name.startsWith('L2D_') && !name.startsWith('L2D_TEST_') && !(name in VARIABLES))
      problems.push(`${name} is not known: remove it, or correct its name (${ours().join(', ')}).`);

  const databaseUrl = addressIn({ read, problems }, 'DATABASE');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl))
    problems.push(
      'DATABASE_URL is not the address of a PostgreSQL: write postgres://user:password@host:port/database, or leave it out for the embedded one.',
    );

  const eventStoreDbUrl = addressIn({ read, problems }, 'EVENTSTOREDB');
  const problem = eventStoreDbUrl === undefined ? undefined : addressProblem(eventStoreDbUrl);
  if (problem !== undefined) problems.push(`EVENTSTOREDB_URL ${problem}`);

  const masterKeyFile = secretIn({ read, problems }, 'L2D_MASTER_KEY_FILE')?.trim();
  if (read('L2D_MASTER_KEY') !== undefined && read('L2D_MASTER_KEY_FILE') !== undefined)
    problems.push('L2D_MASTER_KEY is set beside L2D_MASTER_KEY_FILE: leave one of them out.');
  const masterKey = read('L2D_MASTER_KEY') ?? masterKeyFile;
  if (masterKey !== undefined && Buffer.from(masterKey, 'base64').length !== 32)
    problems.push(
      'L2D_MASTER_KEY is not 32 bytes in base64, nor what its file holds: make one with `openssl rand -base64 32`.',
    );

  const sealKey = read('L2D_SEAL_KEY');
  const network = oneOf('L2D_NETWORK', 'open', ['open', 'closed'] as const);
  const host = read('HOST') ?? '';
  const data = read('L2D_DATA') ?? './data';
  const configuration: Configuration = {
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(eventStoreDbUrl === undefined ? {} : { eventStoreDbUrl }),
    ...(masterKey === undefined ? {} : { masterKey }),
    ...(sealKey === undefined ? {} : { sealKey: resolve(sealKey) }),
    dataFolder: isAbsolute(data) ? data : resolve(data),
    host: network === 'closed' && isIP(host) ? host : oneOf('HOST', '127.0.0.1', LOOPBACK),
    port: whole('PORT', 3000, 0, 65_535),
    ...(read('L2D_WORKER_PORT') === undefined ? {} : { workerPort: whole('L2D_WORKER_PORT', 0, 0, 65_535) }),
    logLevel: oneOf('L2D_LOG_LEVEL', 'info', LOG_LEVELS),
    worker: oneOf('L2D_WORKER', 'inside', WORKER_PLACES),
    poolSize: whole('L2D_POOL_SIZE', 10, 4, 200),
    runningRequests: whole('L2D_RUNNING_REQUESTS', 64, 1, 1_000),
    queuedRequests: whole('L2D_QUEUED_REQUESTS', 1_000, 0, 10_000),
    queueMilliseconds: whole('L2D_QUEUE_MILLISECONDS', 500, 10, 10_000),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);

  return configuration;
};

const ours = (): string[] => Object.keys(VARIABLES).filter((name) => name.startsWith('L2D_'));

const isPostgresUrl = (text: string): boolean => {
  try {
    const { protocol, pathname } = new URL(text);
    return ['postgres:', 'postgresql:'].includes(protocol) && pathname.length > 1;
  } catch {
    return false;
  }
};
