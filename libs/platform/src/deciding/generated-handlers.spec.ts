import { jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { commandOf, decider, event, refuse, rule } from '#kernel';
import { Clock, ControlledClock } from '../clock.js';
import { Commands, TryAgain } from '../commands.js';
import type { Context, Guard } from '../context.js';
import { EventStore } from '../event-store.js';
import { ProductLogger } from '../logging/product-logger.js';
import { Keyring, MemoryKeyring } from '../sealing/keyring.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { decidingProviders } from './deciding-providers.js';
import { EventRegistry } from './event-registry.js';
import { RuleBook } from './rule-book.js';
import { ask, AT, guests, NameGuest, open, seats } from './seat-book.example.js';

// Takes `stateOf` by itself, as guards do.
const guestsAreNamedOnce: Guard<NameGuest> = {
  command: NameGuest,
  refuses: ['named-already'],
  check: async ({ personId }, { stateOf }) =>
    (await stateOf(guests, personId)).names.length > 0
      ? refuse('named-already', 'This guest has a name.', 'personId')
      : undefined,
};

const contexts: readonly Context[] = [
  { name: 'seats', deciders: [seats] },
  { name: 'queries only' },
  { name: 'guests', deciders: [guests], guards: [guestsAreNamedOnce] },
];

const started = async (logger?: ProductLogger) => {
  const store = new MemoryEventStore({ anyClock: true });

  @Module({
    imports: [CqrsModule.forRoot()],
    providers: [
      { provide: EventStore, useValue: store },
      { provide: Clock, useValue: new ControlledClock(AT) },
      { provide: Keyring, useValue: new MemoryKeyring() },
      ...decidingProviders(contexts),
    ],
  })
  class DecidingModule {}

  const testing = Test.createTestingModule({ imports: [DecidingModule] });
  const app = await (logger ? testing.setLogger(logger) : testing).compile();
  await app.init();
  return { app, store, commands: app.get(Commands) };
};

describe('commands over the bus', () => {
  it('reach their rules with their envelope, and are seen on the bus', async () => {
    const { app, store, commands } = await started();
    const seen: string[] = [];
    app.get(CommandBus).subscribe((command) => seen.push(command.constructor.name));

    await commands.send(open(1), { commandId: 'k', actor: 'amara', effectiveOn: '2026-08-01' });
    await commands.send(commandOf(NameGuest, { personId: 'p1', name: 'Amara' }));
    const [opened, named] = await store.readAll();
    expect(opened).toMatchObject({ effectiveOn: '2026-08-01', metadata: { commandId: 'k', actor: 'amara' } });
    expect(named!.metadata).toMatchObject({
      actor: 'local-administrator',
      role: 'administrator',
      origin: 'command',
    });
    expect(seen).toEqual(['OpenSeats', 'NameGuest']);
    expect((await commands.stateOf(guests, 'p1')).names).toEqual(['Amara']);
    await app.close();
  });

  it('pass the guards of their context first, and a repeat passes to its receipt', async () => {
    const { app, commands } = await started();
    const naming = commandOf(NameGuest, { personId: 'p1', name: 'Amara' });
    const receipt = await commands.send(naming, { commandId: 'k' });
    await expect(commands.send(naming, { commandId: 'other' })).rejects.toMatchObject({
      refusal: { refused: 'named-already' },
    });
    expect(await commands.send(naming, { commandId: 'k' })).toEqual(receipt);
    await app.close();
  });

  it('may be sent again as the same object, each time with an envelope of its own', async () => {
    const { app, store, commands } = await started();
    const command = ask('amara');
    const receipts = await Promise.all([
      commands.send(command, { commandId: 'one' }),
      commands.send(command, { commandId: 'two' }),
      commands.send(command, { commandId: 'one' }),
    ]);
    expect(receipts[2]).toEqual(receipts[0]);
    expect(receipts[1].recorded).toEqual([]);
    expect(await store.readAll()).toHaveLength(1);
    await app.close();
  });

  it('are turned down when no rule decides them', async () => {
    const { app, commands } = await started();
    await expect(commands.send({ bookId: 'autumn' })).rejects.toThrow('not a plain object');
    await expect(commands.send(new Map())).rejects.toThrow('No rule decides Map');
    await app.close();
  });
});

describe('at the start', () => {
  it('a command with two rules is an error that names both', () => {
    const again = decider({ ...seats, name: 'chairs' });
    expect(() => decidingProviders([...contexts, { name: 'chairs', deciders: [again] }])).toThrow(
      'OpenSeats has two rules, in the deciders "seats" and "chairs"',
    );
  });

  it('two deciders of one name, or with a name that is no word, are errors', () => {
    expect(() => new RuleBook([seats, { ...guests, name: 'seats' }])).toThrow(
      'Two deciders are named "seats"',
    );
    expect(() => new RuleBook([{ ...seats, name: 'seats-of' }])).toThrow('letters only');
  });

  it('an event declared twice is an error, one that two deciders of a library share is not', () => {
    const same = event('SeatGiven', 1).of<{ other: string }>();
    const newer = event('SeatGiven', 2).of<{ other: string }>();
    const withEvents = (events: object) =>
      ({ ...guests, evolve: { ...guests.evolve, SeatGiven: () => 0 }, events }) as never;
    expect(() => new EventRegistry([seats, withEvents({ ...guests.events, same })])).toThrow(
      '"SeatGiven" version 1 is declared twice, for the deciders "seats" and "guest"',
    );
    expect(() => new EventRegistry([seats, withEvents({ ...guests.events, newer })])).toThrow(
      '"SeatGiven" is declared for the deciders "seats" and "guest"',
    );
    const versions = new EventRegistry([{ ...seats, events: { ...seats.events, newer } }]);
    expect(versions.typeOf({ type: 'SeatGiven', version: 2 })).toBe(newer);
    expect(versions.typeOf({ type: 'SeatGiven', version: 3 })).toBeUndefined();
    expect(new EventRegistry([seats, withEvents({ ...guests.events, ...seats.events })]).all()).toHaveLength(
      4,
    );
  });

  it('a step without its event and an event without a step are errors', () => {
    const { SeatGiven: _, ...steps } = seats.evolve as Record<string, unknown>;
    expect(() => new EventRegistry([{ ...seats, evolve: steps as never }])).toThrow(
      'No decider has a step for the event "SeatGiven"',
    );
    expect(() => new EventRegistry([{ ...guests, events: {} }])).toThrow(
      'The decider "guest" has a step for "GuestNamed", which is not among its events',
    );
  });

  it('each event is found by its name and version', () => {
    expect(
      EventRegistry.of(contexts)
        .all()
        .map(({ type }) => type),
    ).toEqual(['SeatsOpened', 'SeatGiven', 'GuestWaits', 'GuestNamed']);
  });
});

describe('commands that a log does not answer', () => {
  it('are told of once, with the cause, and once when one is recorded again', async () => {
    const lines: any[] = [];
    const to = { write: (line: string) => lines.push(JSON.parse(line)) };
    const { app, store, commands } = await started(new ProductLogger({ level: 'info', to }));
    lines.splice(0);
    const gone = Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' });
    const reading = jest.spyOn(store, 'commandOf').mockRejectedValue(gone);
    const appending = jest.spyOn(store, 'append').mockRejectedValue(gone);
    const sent = [ask('amara'), ask('bo')].map((command) => commands.send(command));
    for (const one of sent) await expect(one).rejects.toBeInstanceOf(TryAgain);
    await expect(commands.send(commandOf(NameGuest, { personId: 'p1', name: 'Amara' }))).rejects.toThrow();
    reading.mockRestore();
    appending.mockRestore();
    await commands.send(ask('chidi'));

    expect(lines).toMatchObject([
      {
        level: 'error',
        context: 'outage',
        err: { message: 'the connection is gone', stack: expect.stringContaining('at ') },
      },
      { level: 'warn', context: 'outage', commands: 3 },
    ]);
    expect(lines.map(({ commandId }) => commandId)).toEqual([undefined, undefined]);
    await app.close();
  });
});

describe('a rule that answers with an event of another decider', () => {
  it('throws before anything is recorded, and the log says in which command', async () => {
    const lines: string[] = [];
    const logger = new ProductLogger({ level: 'warn', to: { write: (line) => lines.push(line) } });
    class Stray {}
    const painted = event('SeatPainted', 1).of<{ bookId: string }>();
    const stray = decider({
      name: 'stray',
      key: () => 'one',
      initial: {},
      events: {},
      evolve: {} as never,
      rules: [rule(Stray, [], () => [painted({ bookId: 'autumn' })])] as never,
    });
    const app = await Test.createTestingModule({
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: EventStore, useValue: new MemoryEventStore({ anyClock: true }) },
        { provide: Clock, useValue: new ControlledClock(AT) },
        { provide: Keyring, useValue: new MemoryKeyring() },
        ...decidingProviders([{ name: 'stray', deciders: [stray] }]),
      ],
    })
      .setLogger(logger)
      .compile();
    await app.init();
    await expect(app.get(Commands).send(new Stray(), { commandId: 'k' })).rejects.toThrow(
      'The rule for Stray answers with "SeatPainted" version 1, which is not among the events of the decider "stray"',
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', context: 'Commands', commandId: 'k', command: 'Stray', msg: 'Failed' },
    ]);
    await app.close();
  });
});
