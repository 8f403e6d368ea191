import { type DynamicModule, Logger, Module, type Provider, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock } from './clock.js';
import { Commands } from './commands.js';
import type { Context } from './context.js';
import { decidingProviders } from './deciding/deciding-providers.js';
import { EventStore } from './event-store.js';
import { CountedCommands } from './http/counted-commands.js';
import { HealthController } from './http/health.controller.js';
import { Metrics } from './http/metrics.js';
import { MetricsController } from './http/metrics.controller.js';
import { OfOneMoment } from './http/of-one-moment.js';
import { UnlessOut } from './http/unless-out.js';
import { Outage } from './outage/outage.js';
import { OutageWatch } from './outage/outage-watch.js';
import { supportsOf } from './outage/supports.js';
import { Followers } from './following/followers.js';
import { ReadModelsOverPostgres } from './following/read-models.js';
import { ReadModels } from './read-models.js';
import { Keyring } from './sealing/keyring.js';
import { Sealing } from './sealing/sealing.js';
import type { Database } from './stores/database.js';

/** What the modules of a product stand on, opened before them and closed after them. */
export interface PlatformParts {
  readonly contexts: readonly Context[];
  readonly clock: Clock;
  readonly store: EventStore;
  readonly keyring: Keyring;
  readonly database: Database;
  /** Which routes are made: those of health and metrics alone, or the contexts' too. */
  readonly http: boolean | 'health';
}

/** Everything Nest composes: buses, rules, queries and routes of all contexts. */
@Module({})
export class PlatformModule {
  static of({ contexts, clock, store, keyring, database, http }: PlatformParts): DynamicModule {
    const deciding = decidingProviders(contexts);
    const metrics = new Metrics();
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: EventStore, useValue: store },
        { provide: Keyring, useValue: keyring },
        { provide: Metrics, useValue: metrics },
        ...deciding.map((provider) => counted(provider, metrics)),
        {
          provide: ReadModels,
          useFactory: (sealing: Sealing) => new ReadModelsOverPostgres({ database, store, sealing, clock }),
          inject: [Sealing],
        },
        {
          provide: OutageWatch,
          useFactory: (outage: Outage) => new OutageWatch(outage, supportsOf(database.pool, store)),
          inject: [Outage],
        },
        // Before the other: nobody waits for an answer of one moment either.
        {
          provide: APP_INTERCEPTOR,
          useFactory: (watch: OutageWatch) => new UnlessOut(watch),
          inject: [OutageWatch],
        },
        {
          provide: APP_INTERCEPTOR,
          useFactory: (readModels: ReadModels) => new OfOneMoment(readModels),
          inject: [ReadModels],
        },
        {
          provide: Followers,
          useFactory: (commands: Commands, sealing: Sealing) =>
            new Followers({
              contexts,
              database,
              store,
              sealing,
              commands,
              clock,
              log: new Logger('followers'),
            }),
          inject: [Commands, Sealing],
        },
        ...contexts.flatMap(({ queries = [] }) => queries),
      ],
      controllers: [
        ...(http === true ? routesOf(contexts) : []),
        ...(http === false ? [] : [HealthController, MetricsController]),
      ],
    };
  }
}

const routesOf = (contexts: readonly Context[]): Type<unknown>[] =>
  contexts.flatMap(({ controllers = [] }) => controllers);

/** The provider of `Commands`, with every command counted by its outcome; others as they are. */
const counted = (provider: Provider, metrics: Metrics): Provider => {
  if (typeof provider === 'function' || provider.provide !== Commands || !('useFactory' in provider))
    return provider;

  const { useFactory } = provider;
  return {
    ...provider,
    useFactory: (...parts: unknown[]) => new CountedCommands(useFactory(...parts) as Commands, metrics),
  };
};
