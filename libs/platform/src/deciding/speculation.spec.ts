import fc from 'fast-check';
import { setTimeout as pause } from 'node:timers/promises';
import { ControlledClock } from '../clock.js';
import { Refused, TryAgain } from '../commands.js';
import type { AppendOutcome, AppendRequest } from '../event-store.js';
import { commandOf, type EventType } from '#kernel';
import { MemoryKeyring } from '../sealing/keyring.js';
import { KeyringSealing, type Unsealed } from '../sealing/sealing.js';
import { ClocksDisagree, KeyClaimed, Unrecordable } from '../stores/append-rules.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { CommandRunner } from './command-runner.js';
import { EventRegistry } from './event-registry.js';
import { RuleBook } from './rule-book.js';
import { ask, AT, deciders, ExpectGuest, open, runnerOn, seats } from './seat-book.example.js';

type Step = (request: AppendRequest, append: () => Promise<AppendOutcome>) => Promise<AppendOutcome>;

/** A store whose next appends go as told; the others as they should. */
class StagedStore extends MemoryEventStore {
  readonly asked: AppendRequest[] = [];
  steps: Step[] = [];

  constructor() {
    super({ anyClock: true });
  }

  override async append(request: AppendRequest): Promise<AppendOutcome> {
    this.asked.push(request);
    const step = this.steps.shift();
    return step ? step(request, () => super.append(request)) : super.append(request);
  }
}

const guestsOf = async (store: MemoryEventStore, stream = 'seats-autumn') =>
  (await store.readStream(stream)).map(({ type, data }) => `${type} ${data.guest ?? data.seats}`);

const throws: Step = async () => {
  throw new Error('the connection was lost');
};

describe('an append that is not recorded as asked', () => {
  it('by a conflict: every command of it is decided again on what the log holds by then', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    await runner.send(open(2));
    store.steps = [
      async (_, append) => {
        await runnerOn(store).send(ask('someone else'));
        return append();
      },
    ];
    await Promise.all(['amara', 'bo', 'chidi'].map((name) => runner.send(ask(name))));
    expect(await guestsOf(store)).toEqual([
      'SeatsOpened 2',
      'SeatGiven someone else',
      'SeatGiven amara',
      'GuestWaits bo',
      'GuestWaits chidi',
    ]);
  });

  it('because a command of it is known: that one gets its first receipt, the others are decided again', async () => {
    const store = new StagedStore();
    const keyring = new MemoryKeyring();
    const runner = runnerOn(store, { keyring });
    await runner.send(open(1));
    let first: unknown;
    store.steps = [
      async (_, append) => {
        first = await runnerOn(store, { keyring }).send(ask('bo'), { commandId: 'b' });
        return append();
      },
    ];
    const [amara, bo] = await Promise.all([
      runner.send(ask('amara')),
      runner.send(ask('bo'), { commandId: 'b' }),
    ]);
    expect(bo).toEqual(first);
    expect(amara.revision).toBe(2);
    expect(await guestsOf(store)).toEqual(['SeatsOpened 1', 'SeatGiven bo', 'GuestWaits amara']);
  });

  it('because the time is not the log’s: it is decided again at the time stated', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store, { clock: new ControlledClock(AT) });
    const later = '2026-09-02T10:00:00.000Z';
    store.steps = [async () => ({ outcome: 'decide-again-at', recordedAt: later })];
    await runner.send(ask('amara'));
    const [event] = await store.readStream('seats-autumn');
    expect([event!.recordedAt, event!.effectiveOn]).toEqual([later, '2026-09-02']);
  });

  it('with an unknown outcome: it is asked again and recorded once', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    store.steps = [
      throws,
      async (_, append) => {
        await append();
        throw new Error('the answer was lost');
      },
    ];
    const receipts = await Promise.all([runner.send(ask('amara')), runner.send(ask('bo'))]);
    expect(await guestsOf(store)).toEqual(['GuestWaits amara', 'GuestWaits bo']);
    expect(receipts.map(({ revision }) => revision)).toEqual([0, 1]);
  });

  it('because one command’s events cannot be kept: only that one fails', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    const names = ['amara', 'bo', 'chidi', 'dina', 'a\0b', 'ewan', 'fiona'];
    const outcomes = await Promise.allSettled(names.map((name) => runner.send(ask(name))));
    expect(outcomes.map((outcome: any) => outcome.reason?.constructor)).toEqual(
      names.map((name) => (name === 'a\0b' ? Unrecordable : undefined)),
    );
    expect(await guestsOf(store)).toEqual(
      names.filter((name) => name !== 'a\0b').map((name) => `GuestWaits ${name}`),
    );
  });

  it('because a key is claimed for another stream: that command alone is to be tried again', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    const names = ['amara', 'bo', 'chidi', 'dina', 'ewan'];
    const claimed: Step = async ({ commands }, append) => {
      const key = commands.map((command) => command.key).find((one) => one.endsWith('/chidi'));
      if (key) throw new KeyClaimed(key, 'seats-spring');
      return append();
    };
    store.steps = Array(20).fill(claimed);
    const outcomes = await Promise.allSettled(
      names.map((name) => runner.send(ask(name), { commandId: name })),
    );

    expect(outcomes.map((outcome: any) => outcome.reason?.constructor)).toEqual(
      names.map((name) => (name === 'chidi' ? KeyClaimed : undefined)),
    );
    expect(await guestsOf(store)).toEqual(
      names.filter((name) => name !== 'chidi').map((name) => `GuestWaits ${name}`),
    );
  });

  it('until the deadline: the caller is told to try again, and the next one is served', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store, { limits: { deadline_ms: 100 } });
    store.steps = Array(50).fill(throws);
    const sent = runner.send(ask('amara'));
    await expect(sent).rejects.toBeInstanceOf(TryAgain);
    store.steps = [];
    await pause(600);
    expect((await runner.send(ask('bo'))).revision).toBe(0);
    expect(runner.waiting).toBe(0);
  });

  it('because the store hangs: the caller is answered at the deadline all the same', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store, { limits: { deadline_ms: 50 } });
    let release!: (outcome: AppendOutcome) => void;
    store.steps = [() => new Promise((resolve) => (release = resolve))];
    await expect(runner.send(ask('amara'))).rejects.toBeInstanceOf(TryAgain);
    release({ outcome: 'conflict', revision: 0 });
    await pause(50);
    expect((await runner.send(ask('bo'))).revision).toBe(0);
  });
});

describe('one append is enough', () => {
  it('for repeats that wait together, and where the clock was put back', async () => {
    const store = new StagedStore();
    const clock = new ControlledClock(AT);
    const runner = runnerOn(store, { clock });
    const expected = commandOf(ExpectGuest, { bookId: 'autumn', guest: 'amara' });
    await Promise.all([1, 2, 3].map(() => runner.send(expected, { commandId: 'k' })));
    expect(store.asked).toHaveLength(1);

    clock.moveTo('2026-08-31T00:00:00.000Z');
    await runner.send(ask('bo'));
    expect(store.asked.map(({ recordedAt }) => recordedAt)).toEqual([AT, AT]);
  });
});

describe('what fails one command only', () => {
  it('is a digest or a seal that cannot be made: its neighbours are decided without it', async () => {
    class Choosy extends KeyringSealing {
      override async seal(unsealed: Unsealed, type: EventType<string, any>): Promise<unknown> {
        if (unsealed.data.guest === 'bad seal') throw new Error('no key to seal with');
        return super.seal(unsealed, type);
      }
      override async digestKey(personId?: string): Promise<Buffer> {
        this.digests += 1;
        if (this.digests === 2) throw new Error('no key to digest with');
        return super.digestKey(personId);
      }
      private digests = 0;
    }
    const store = new StagedStore();
    const registry = new EventRegistry(deciders);
    const sealing = new Choosy(new MemoryKeyring(), registry);
    const clock = new ControlledClock(AT);
    const runner = new CommandRunner({ rules: new RuleBook(deciders), registry, store, clock, sealing });
    const outcomes = await Promise.allSettled(
      ['amara', 'bad digest', 'bo', 'bad seal', 'chidi'].map((name) => runner.send(ask(name))),
    );
    expect(outcomes.map((outcome: any) => outcome.reason?.message)).toEqual([
      undefined,
      'no key to digest with',
      undefined,
      'no key to seal with',
      undefined,
    ]);
    expect(await guestsOf(store)).toEqual(['GuestWaits amara', 'GuestWaits bo', 'GuestWaits chidi']);
  });
});

describe('a stream that cannot be folded', () => {
  it('fails its commands at once, with the reason', async () => {
    const store = new StagedStore();
    await runnerOn(store).send(ask('amara'));
    const { GuestWaits: _, ...evolve } = seats.evolve as Record<string, any>;
    const older = { ...seats, evolve: { ...evolve, GuestWaits: undefined } } as unknown as typeof seats;
    await expect(runnerOn(store, { deciders: [older] }).send(ask('bo'))).rejects.toThrow(
      'knows no event "GuestWaits"',
    );
  });
});

describe('a process whose clock is wrong', () => {
  it('is told so at once, and to try again', async () => {
    const store = new MemoryEventStore({ clock: new ControlledClock('2026-09-01T09:00:00.000Z') });
    const sent = runnerOn(store).send(ask('amara'));
    await expect(sent).rejects.toBeInstanceOf(TryAgain);
    await expect(sent).rejects.toThrow(new ClocksDisagree(AT, '2026-09-01T09:00:00.000Z').message);
  });
});

describe('a refusal', () => {
  it('that stands on facts not yet recorded is not answered before they are', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    const other = runnerOn(store);
    // The opening is lost to another process, which opens with no seat: the second is not already open then.
    store.steps = [
      async (_, append) => {
        await other.send(ask('someone else'));
        return append();
      },
    ];
    const outcomes = await Promise.allSettled([
      runner.send(open(0)),
      runner.send(open(4), { expectedRevision: 0 }),
    ]);
    expect(outcomes.map((outcome: any) => outcome.value?.revision ?? outcome.reason.refusal.refused)).toEqual(
      [1, 'revision-differs'],
    );
  });

  it('that stands on a state the log has left is decided again', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    const other = runnerOn(store);
    await runner.send(open(1));
    await other.send(ask('amara'));
    // By what this runner has folded, the book is open; by the log it is full.
    expect((await runner.send(open(5))).revision).toBe(2);
    await expect(other.send(open(5))).rejects.toBeInstanceOf(Refused);
  });
});

describe('a rule that throws', () => {
  it('fails its own command, and the commands before and after it share nothing with it', async () => {
    const store = new StagedStore();
    const runner = runnerOn(store);
    const outcomes = await Promise.allSettled(
      ['amara', 'bad', 'bo', 'bad', 'chidi'].map((name) =>
        runner.send(ask(name, { breaks: name === 'bad' })),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(store.asked.map(({ commands }) => commands.length)).toEqual([1, 1, 1]);
  });
});

describe('commands from several processes', () => {
  const step = fc.record({
    runner: fc.integer({ min: 0, max: 1 }),
    guest: fc.integer({ min: 0, max: 7 }),
    book: fc.constantFrom('autumn', 'winter'),
    key: fc.integer({ min: 0, max: 9 }),
    waits: fc.integer({ min: 0, max: 2 }),
    fault: fc.constantFrom(0, 0, 0, 0, 1, 2),
  });

  it('in any interleaving leave what one after another would: nothing lost, nothing twice, seats never oversold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 4 }),
        async (steps, free) => {
          const store = new StagedStore();
          const keyring = new MemoryKeyring();
          const limits = { eventsAtOnce: 3, knownKeys: 2, cachedEvents: 30 };
          const runners = [runnerOn(store, { keyring, limits }), runnerOn(store, { keyring, limits })];
          if (free > 0) for (const book of ['autumn', 'winter']) await runners[0]!.send(open(free, book));

          const sent = [];
          for (const { runner, guest, book, key, waits, fault } of steps) {
            if (fault === 1) store.steps.push(throws);
            if (fault === 2)
              store.steps.push(async (_, append) => {
                await append();
                throw new Error('the answer was lost');
              });
            const commandId = `${book} ${guest} ${key}`;
            sent.push(runners[runner]!.send(ask(`guest ${guest}`, {}, book), { commandId }));
            for (let turn = 0; turn < waits; turn += 1) await new Promise(setImmediate);
          }
          const receipts = await Promise.all(sent);

          for (const book of ['autumn', 'winter']) {
            const asked = new Set(
              steps.filter((one) => one.book === book).map(({ guest }) => `guest ${guest}`),
            );
            const events = (await store.readStream(`seats-${book}`)).filter(
              ({ type }) => type !== 'SeatsOpened',
            );
            expect(new Set(events.map(({ data }) => data.guest))).toEqual(asked);
            expect(events).toHaveLength(asked.size);
            expect(events.map(({ type }) => type)).toEqual(
              events.map((_, index) => (index < free ? 'SeatGiven' : 'GuestWaits')),
            );
          }
          for (const [index, receipt] of receipts.entries()) {
            const { book, guest } = steps[index]!;
            const events = await store.readStream(`seats-${book}`, { from: receipt.revision, limit: 1 });
            if (receipt.recorded.length > 0)
              expect(events[0]).toMatchObject({
                data: { guest: `guest ${guest}` },
                position: receipt.position,
              });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('sent by one process are recorded in the order they were sent', async () => {
    const store = new StagedStore();
    const runners = [runnerOn(store), runnerOn(store)];
    const names = Array.from({ length: 300 }, (_, index) => index);
    await Promise.all(names.map((index) => runners[index % 2]!.send(ask(`guest ${index}`))));
    const numbers = (await store.readStream('seats-autumn')).map(({ data }) => Number(data.guest.slice(6)));
    for (const parity of [0, 1])
      expect(numbers.filter((index) => index % 2 === parity)).toEqual(
        names.filter((index) => index % 2 === parity),
      );
  });
});
