import { Logger, type Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../clock.js';
import { Commands } from '../commands.js';
import type { Context } from '../context.js';
import { EventStore } from '../event-store.js';
import { Outage } from '../outage/outage.js';
import { Keyring } from '../sealing/keyring.js';
import { KeyringSealing, Sealing } from '../sealing/sealing.js';
import { CommandRunner } from './command-runner.js';
import { Completions } from './completions.js';
import { EventRegistry } from './event-registry.js';
import { CommandsOverBus, handlerOf } from './generated-handlers.js';
import { Guards } from './guards.js';
import type { DecidingLimits } from './limits.js';
import { MergedIds } from './merged-ids.js';
import { RuleBook } from './rule-book.js';

/**
 * Everything that decides the commands of these contexts: `EventRegistry`, `Sealing`, `CommandRunner`, `Commands`, the `Outage`
 * they tell of and a handler for each command. The module that lists them imports `CqrsModule` and provides `EventStore`, `Clock` and
 * `Keyring`. Throws when a command has two rules or an event two declarations.
 */
export const decidingProviders = (
  contexts: readonly Context[],
  limits: Partial<DecidingLimits> = {},
): Provider[] => {
  const rules = new RuleBook(contexts.flatMap(({ deciders = [] }) => deciders));
  const registry = new EventRegistry(rules.deciders);
  const guards = contexts.flatMap((context) => context.guards ?? []);
  const claims = contexts.flatMap((context) => context.claims ?? []);
  const mergedIds = new MergedIds(
    contexts.flatMap((context) => context.merged ?? []),
    rules,
  );
  const completions = new Completions(contexts.flatMap((context) => context.completions ?? []));

  return [
    { provide: RuleBook, useValue: rules },
    { provide: EventRegistry, useValue: registry },
    {
      provide: Sealing,
      useFactory: (keyring: Keyring) => new KeyringSealing(keyring, registry),
      inject: [Keyring],
    },
    {
      provide: CommandRunner,
      useFactory: (store: EventStore, clock: Clock, sealing: Sealing) =>
        new CommandRunner({ rules, registry, store, clock, sealing, limits }),
      inject: [EventStore, Clock, Sealing],
    },
    { provide: Outage, useFactory: () => new Outage(new Logger('outage')) },
    {
      provide: Commands,
      useFactory: (bus: CommandBus, runner: CommandRunner, store: EventStore, outage: Outage) =>
        new CommandsOverBus(
          bus,
          runner,
          outage,
          rules,
          new Guards(guards, store, claims),
          completions,
          mergedIds,
        ),
      inject: [CommandBus, CommandRunner, EventStore, Outage],
    },
    ...rules.commands().map(handlerOf),
  ];
};
