import { createServer } from 'node:net';
import { join } from 'node:path';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { QueryBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  assertKeysOfLog,
  assertWholeLog,
  Clock,
  Commands,
  type Configuration,
  configurationFrom,
  ControlledClock,
  type Context,
  EventStore,
  EventStoreDbEventStore,
  FileKeyring,
  Followers,
  httpAdapter,
  isOfThisMachine,
  Metrics,
  openDatabase,
  openDoor,
  OutageWatch,
  PlatformModule,
  PostgresEventStore,
  type ProductLogger,
  publishOpenApi,
  ReadModels,
  startEmbeddedPostgres,
  SystemClock,
} from '#platform';
import { contexts as allContexts } from '../../contexts.js';
import { prepareDataFolder } from '../../data-folder.js';
import { Opened } from '../../opened.js';
import { QuietFrameworkLogger } from '../../quiet-framework-logger.js';
import { watchFollowers } from './follower-metrics.js';

/** What of the product to open, and how. */
export interface ProductOptions {
  /** Over what the environment says. */
  readonly configuration?: Partial<Configuration>;
  /** Default: the machine's. Any other is for tests and the sample programme. */
  readonly clock?: Clock;
  /** Whether it listens, or only for who asks about its health and metrics; default true. */
  readonly http?: boolean | 'health';
  /** Whether it follows the log: read models and processes; default true. */
  readonly worker?: boolean;
  readonly contexts?: readonly Context[];
  /** Opens also a log that an interrupted import left half there: to go on with it, and nothing else. */
  readonly importing?: boolean;
}

/** The product, open. */
export interface Product {
  readonly app: INestApplicationContext;
  /** Where it listens, `http://127.0.0.1:3000`; absent without HTTP. */
  readonly url?: string;
  readonly configuration: Configuration;
  readonly commands: Commands;
  readonly queryBus: QueryBus;
  readonly readModels: ReadModels;
  readonly store: EventStore;
  readonly followers: Followers;
  readonly clock: Clock;
  /** Finishes what runs, stops following, and leaves the database; the last user of the embedded one stops it. */
  close(): Promise<void>;
}

/**
 * Opens the product: configuration, database, log, rules, followers, routes, in this order. What fails closes what was
 * opened before it and throws a sentence. `npm start`, the demo, the command line and the stories all begin here.
 */
export const openProduct = async (options: ProductOptions = {}): Promise<Product> => {
  const configuration = { ...configurationFrom(), ...options.configuration };
  const opened = new Opened();
  try {
    return await openedProduct(configuration, options, opened);
  } catch (error) {
    // What fails while closing must not hide why it was closed.
    await opened.close().catch(() => undefined);
    throw error;
  }
};

const openedProduct = async (
  configuration: Configuration,
  options: ProductOptions,
  opened: Opened,
): Promise<Product> => {
  const { clock = new SystemClock(), http = true, worker = true, contexts = allContexts } = options;
  const logger = new QuietFrameworkLogger({
    level: configuration.logLevel,
    readable: process.stderr.isTTY === true,
  });
  Logger.overrideLogger(logger);

  await prepareDataFolder(configuration.dataFolder);
  const keyring = await FileKeyring.open({
    folder: join(configuration.dataFolder, 'keys'),
    masterKey: configuration.masterKey,
  });
  opened.add(() => keyring.close());
  const url = configuration.databaseUrl ?? (await embedded(configuration, logger, opened));
  const database = await openDatabase({
    url,
    entities: contexts.flatMap(({ projections = [] }) => projections.map(({ table }) => table)),
    poolSize: configuration.poolSize,
  });
  opened.add(() => database.close());
  const anyClock = clock instanceof ControlledClock;
  const store = configuration.eventStoreDbUrl
    ? new EventStoreDbEventStore(configuration.eventStoreDbUrl, { anyClock })
    : new PostgresEventStore(database, { anyClock });
  opened.add(() => store.close());
  if (!options.importing) await assertWholeLog(store);
  await assertKeysOfLog(database.pool, store, keyring, configuration.dataFolder);

  const module = PlatformModule.of({ contexts, clock, store, keyring, database, http });
  const app = http
    ? await NestFactory.create<NestFastifyApplication>(module, httpAdapter(), {
        bodyParser: false,
        logger,
        abortOnError: false,
      })
    : await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
  opened.add(() => app.close());
  const followers = app.get(Followers);
  opened.add(() => followers.stop());
  await (worker ? followers.start() : followers.prepare());

  const address = http
    ? await listening(app as NestFastifyApplication, configuration, opened, http === true ? contexts : [])
    : undefined;
  return {
    app,
    ...(address === undefined ? {} : { url: address }),
    configuration,
    commands: app.get(Commands),
    queryBus: app.get(QueryBus),
    readModels: app.get(ReadModels),
    store,
    followers,
    clock,
    close: () => opened.close(),
  };
};

type Listening = Pick<Configuration, 'port' | 'host' | 'workerPort'>;

const listenError = (error: unknown, { port, host, workerPort }: Listening): unknown => {
  const setting = port === workerPort ? 'L2D_WORKER_PORT' : 'PORT';
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use: stop what uses it, or set ${setting} to another.`,
    EADDRNOTAVAIL: `HOST is "${host}", which is no address of this machine: name one that it has.`,
  };
  const sentence = sentences[(error as { code?: string }).code ?? ''];
  return sentence ? new Error(sentence, { cause: error }) : error;
};

/** For what takes long before it listens: throws at once where it could not listen in the end. */
export const assertPortIsFree = async (at: Listening): Promise<void> => {
  const { port, host } = at;
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ port, host }, resolve);
    });
  } catch (error) {
    throw listenError(error, at);
  }
  await new Promise((resolve) => server.close(resolve));
};

const embedded = async (
  { dataFolder }: Configuration,
  logger: ProductLogger,
  opened: Opened,
): Promise<string> => {
  const server = await startEmbeddedPostgres({
    dataDirectory: join(dataFolder, 'postgres'),
    log: (line) => logger.log(line, 'database'),
  });
  opened.add(() => server.stop());
  return server.url;
};

const listening = async (
  app: NestFastifyApplication,
  configuration: Configuration,
  opened: Opened,
  contexts: readonly Context[],
): Promise<string> => {
  const watch = app.get(OutageWatch);
  opened.add(async () => watch.stop());
  watch.start();
  const limits = {
    running: configuration.runningRequests,
    queued: configuration.queuedRequests,
    waitMilliseconds: configuration.queueMilliseconds,
  };
  const admission = openDoor(app, limits, watch);
  opened.add(async () => admission.close());
  const metrics = app.get(Metrics);
  metrics.watch(app.getHttpAdapter().getInstance(), admission);
  watchFollowers(metrics, app.get(Followers), watch);
  // Without routes of contexts there is nothing to describe.
  if (contexts.length > 0)
    publishOpenApi(
      app,
      contexts.flatMap(({ guards = [], claims = [] }) => [...guards, ...claims]),
    );
  if (!isOfThisMachine(configuration.host))
    new Logger('http').warn(
      `There is no sign-in: whoever reaches ${configuration.host} may do everything. L2D_NETWORK=closed says that nobody else does.`,
    );
  try {
    await app.listen({ port: configuration.port, host: configuration.host, backlog: BACKLOG });
  } catch (error) {
    throw listenError(error, configuration);
  }
  // Closed before the followers stop: a request that waits for an outcome still gets it.
  opened.add(() => app.getHttpAdapter().close() as Promise<void>);
  return app.getUrl();
};

/** Connections that may wait to be accepted: a crowd that comes at once is queued by us, not refused by the system. */
const BACKLOG = 2_048;
