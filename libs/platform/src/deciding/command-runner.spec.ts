import { jest } from '@jest/globals';
import { BEGINNING, commandOf, derivedId } from '#kernel';
import { ControlledClock } from '../clock.js';
import { Refused, TryAgain } from '../commands.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { MemoryKeyring } from '../sealing/keyring.js';
import { ask, AT, ExpectGuest, open, runnerOn, seats } from './seat-book.example.js';

const logOf = () => new MemoryEventStore({ anyClock: true });
const eventsOf = async (store: MemoryEventStore, stream = 'seats-autumn') =>
  (await store.readStream(stream)).map(({ type, data }) => `${type} ${data.guest ?? data.seats}`);
const refusalOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refused ? error.refusal.refused : String(error)),
  );

describe('deciding a command', () => {
  it('records what its rule decides, with everything known of how it came about', async () => {
    const store = logOf();
    const receipt = await runnerOn(store).send(open(2), {
      commandId: 'c1',
      actor: 'amara',
      role: 'planner',
      origin: 'import',
      correlationId: 'r1',
      causationId: 'r0',
      effectiveOn: '2026-08-03',
    });

    const id = derivedId('amara/c1', 0);
    expect(receipt).toEqual({
      stream: 'seats-autumn',
      revision: 0,
      position: '1',
      recorded: [{ type: 'SeatsOpened', id }],
    });
    expect(await store.readStream('seats-autumn')).toEqual([
      {
        position: '1',
        stream: 'seats-autumn',
        revision: 0,
        id,
        type: 'SeatsOpened',
        version: 1,
        effectiveOn: '2026-08-03',
        recordedAt: AT,
        data: { bookId: 'autumn', seats: 2 },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        metadata: {
          commandId: 'c1',
          commandType: 'OpenSeats',
          correlationId: 'r1',
          causationId: 'r0',
          actor: 'amara',
          role: 'planner',
          origin: 'import',
        },
      },
    ]);
  });

  it('falls back to the local administrator and a made id', async () => {
    const store = logOf();
    await runnerOn(store).send(open(1));
    const [{ metadata, effectiveOn }] = (await store.readStream('seats-autumn')) as [any];
    expect(metadata).toEqual({
      commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      commandType: 'OpenSeats',
      correlationId: metadata.commandId,
      causationId: metadata.commandId,
      actor: 'local-administrator',
      role: 'administrator',
      origin: 'command',
    });
    expect(effectiveOn).toBe('2026-09-01');
  });

  it('decides on what other processes recorded, also when it refuses or does nothing', async () => {
    const store = logOf();
    const [one, other] = [runnerOn(store), runnerOn(store)];
    await one.send(open(1));
    await other.send(ask('amara'));
    await one.send(ask('bo'));
    expect(await eventsOf(store)).toEqual(['SeatsOpened 1', 'SeatGiven amara', 'GuestWaits bo']);

    expect((await other.send(ask('bo'))).recorded).toEqual([]);
    expect((await one.stateOf(seats, 'autumn')).guests.size).toBe(2);
    const winter = [open(1, 'winter'), open(1, 'winter')] as const;
    expect(await refusalOf(one.send(winter[0]))).toBe('answered');
    expect(await refusalOf(other.send(winter[1]))).toBe('already-open');
  });

  it('reads a state once for all who ask while it is being read, and never what was before they asked', async () => {
    const store = logOf();
    const runner = runnerOn(store);
    await runner.send(open(2));
    const reads = jest.spyOn(store, 'readStream');
    const first = runner.stateOf(seats, 'autumn');
    await runnerOn(store).send(ask('amara'));
    reads.mockClear();
    const rest = await Promise.all([1, 2, 3].map(() => runner.stateOf(seats, 'autumn')));
    await first;
    expect(rest.map(({ guests }) => guests.size)).toEqual([1, 1, 1]);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('answers a command that records nothing with where its stream or the log stands', async () => {
    const store = logOf();
    const runner = runnerOn(store);
    const untouched = { stream: 'seats-winter', revision: -1, recorded: [] };
    const emptied = ask('x', { times: 0 }, 'winter');
    expect(await runner.send(emptied)).toEqual({ ...untouched, position: BEGINNING });
    await runner.send(open(1));
    expect(await runner.send(emptied)).toEqual({ ...untouched, position: '1' });
    await runner.send(ask('amara'));
    await runner.send(open(1, 'spring'));
    expect(await runner.send(ask('amara'))).toEqual({
      stream: 'seats-autumn',
      revision: 1,
      position: '2',
      recorded: [],
    });
  });

  it('never records before the time of the stream’s last event', async () => {
    const store = logOf();
    const clock = new ControlledClock(AT);
    const runner = runnerOn(store, { clock });
    await runner.send(open(1));
    clock.moveTo('2026-08-31T00:00:00.000Z');
    await runner.send(ask('amara'));
    expect((await store.readStream('seats-autumn')).map(({ recordedAt }) => recordedAt)).toEqual([AT, AT]);
  });

  it('refuses a revision that has passed, and a day that is to come or is none', async () => {
    const runner = runnerOn(logOf());
    await runner.send(open(1), { expectedRevision: -1 });
    expect(await refusalOf(runner.send(ask('amara'), { expectedRevision: 3 }))).toBe('revision-differs');
    expect(await refusalOf(runner.send(ask('amara'), { expectedRevision: 0 }))).toBe('answered');

    const on = (effectiveOn: string) => refusalOf(runner.send(ask('bo'), { effectiveOn }));
    expect(await on('2026-09-02')).toBe('effective-in-the-future');
    expect(await on('2026-02-30')).toBe('effective-day-unclear');
    expect(await on('2026-09-01')).toBe('answered');
    const ahead = commandOf(ExpectGuest, { bookId: 'autumn', guest: 'chidi' });
    expect(await refusalOf(runner.send(ahead, { effectiveOn: '2027-01-01' }))).toBe('answered');
  });

  it('takes instances of command classes only, and ids that can be kept', async () => {
    const runner = runnerOn(logOf());
    await expect(runner.send({ bookId: 'autumn', seats: 1 })).rejects.toThrow('not a plain object');
    await expect(runner.send(new Date())).rejects.toThrow('No rule decides Date');
    await expect(runner.send(open(1), { commandId: 'a\0b' })).rejects.toThrow('commandId');
    await expect(runner.send(commandOf(ExpectGuest, { guest: 'x' } as never))).rejects.toThrow(
      'The id of a ExpectGuest must be plain text',
    );
    expect(runner.waiting).toBe(0);
  });
});

describe('the same command again', () => {
  it('sent 500 times at once under one key is recorded once, with equal receipts', async () => {
    const store = logOf();
    const keyring = new MemoryKeyring();
    const runners = [runnerOn(store, { keyring }), runnerOn(store, { keyring })];
    await runners[0]!.send(open(1));
    const receipts = await Promise.all(
      Array.from({ length: 500 }, (_, index) => runners[index % 2]!.send(ask('amara'), { commandId: 'k' })),
    );
    expect(receipts).toEqual(Array(500).fill(receipts[0]));
    expect(receipts[0]!.recorded).toHaveLength(1);
    expect(await eventsOf(store)).toEqual(['SeatsOpened 1', 'SeatGiven amara']);
  });

  it('is its actor’s own: another actor may use the same id', async () => {
    const store = logOf();
    const runner = runnerOn(store);
    await runner.send(ask('amara'), { commandId: 'k', actor: 'amara' });
    await runner.send(ask('bo'), { commandId: 'k', actor: 'bo' });
    expect(await eventsOf(store)).toEqual(['GuestWaits amara', 'GuestWaits bo']);
  });

  it('is told from another command under its key, in the same stream, elsewhere, and in another process', async () => {
    const store = logOf();
    const keyring = new MemoryKeyring();
    const runner = runnerOn(store, { keyring });
    await runner.send(ask('amara'), { commandId: 'k' });
    for (const sender of [runner, runnerOn(store, { keyring })])
      for (const other of [
        ask('bo'),
        ask('bo', {}, 'winter'),
        ask('nobody'),
        ask('nobody', {}, 'spring'),
        open(3),
      ])
        expect(await refusalOf(sender.send(other, { commandId: 'k' }))).toBe('key-reused');
    expect(await eventsOf(store)).toEqual(['GuestWaits amara']);
    expect((await runner.send(ask('amara'), { commandId: 'k' })).recorded).toHaveLength(1);
  });

  it('gets the first receipt although its rule or its revision would refuse by now', async () => {
    const store = logOf();
    const runner = runnerOn(store, { limits: { knownKeys: 1 } });
    const first = await runner.send(open(2), { commandId: 'k', expectedRevision: -1 });
    await runner.send(ask('amara'));
    await runner.send(ask('bo'));
    expect(await runner.send(open(2), { commandId: 'k', expectedRevision: -1 })).toEqual(first);
  });

  it('is decided anew when it recorded nothing the first time', async () => {
    const runner = runnerOn(logOf());
    expect(await refusalOf(runner.send(ask('nobody'), { commandId: 'k' }))).toBe('turned-away');
    expect((await runner.send(ask('amara'), { commandId: 'k' })).recorded).toHaveLength(1);
  });
});

describe('commands that wait together', () => {
  it('share appends, and each gets its own outcome', async () => {
    const store = logOf();
    const runner = runnerOn(store);
    const outcomes = await Promise.allSettled([
      runner.send(open(1)),
      runner.send(ask('amara')),
      runner.send(ask('nobody')),
      runner.send(ask('bo', { breaks: true })),
      runner.send(ask('chidi')),
      runner.send(ask('amara')),
    ]);
    expect(await eventsOf(store)).toEqual(['SeatsOpened 1', 'SeatGiven amara', 'GuestWaits chidi']);
    expect(outcomes.map((outcome: any) => outcome.value?.revision ?? outcome.reason.message)).toEqual([
      0,
      1,
      'Say who comes.',
      'a rule that breaks',
      2,
      2,
    ]);
  });

  it('are split where one append cannot hold them, in their order', async () => {
    const store = logOf();
    const runner = runnerOn(store, { limits: { eventsAtOnce: 7 } });
    const names = Array.from({ length: 20 }, (_, index) => `guest ${index}`);
    const receipts = await Promise.all(names.map((name) => runner.send(ask(name, { times: 3 }))));
    expect(await eventsOf(store)).toEqual(names.flatMap((name) => Array(3).fill(`GuestWaits ${name}`)));
    expect(receipts.map(({ revision }) => revision)).toEqual(names.map((_, index) => 3 * index + 2));
  });

  it('are split by bytes, and one that is too much alone is refused alone', async () => {
    const store = logOf();
    const runner = runnerOn(store);
    const note = 'é'.repeat(200_000);
    const outcomes = await Promise.all([
      ...['amara', 'bo', 'chidi', 'dina'].map((name) => refusalOf(runner.send(ask(name, { note })))),
      refusalOf(runner.send(ask('too long', { note: note.repeat(3) }))),
      refusalOf(runner.send(ask('too many', { times: 501 }))),
    ]);
    expect(outcomes).toEqual([...Array(4).fill('answered'), 'too-much-at-once', 'too-much-at-once']);
    expect(await eventsOf(store)).toHaveLength(4);
  });

  it('are turned away when too many wait', async () => {
    const runner = runnerOn(logOf(), { limits: { waiting: 3 } });
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => runner.send(ask(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect((outcomes[3] as PromiseRejectedResult).reason).toBeInstanceOf(TryAgain);
    expect(runner.waiting).toBe(0);
  });
});
