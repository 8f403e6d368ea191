import { ControlledClock } from '../clock.js';
import { MemoryKeyring } from '../sealing/keyring.js';
import { KeyringSealing } from '../sealing/sealing.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { AskedLog } from './asked-log.js';
import { EventRegistry } from './event-registry.js';
import { ask, AT, deciders, open, runnerOn, seats } from './seat-book.example.js';
import { KnownKeys, StreamStates } from './stream-states.js';

/** Counts the events it gives out. */
class CountedStore extends MemoryEventStore {
  given = 0;

  override async readStream(...asked: Parameters<MemoryEventStore['readStream']>) {
    const events = await super.readStream(...asked);
    this.given += events.length;
    return events;
  }
}

describe('the states of streams', () => {
  it('are folded from the log once: a command costs the same however long its stream is', async () => {
    const store = new CountedStore({ anyClock: true });
    const runner = runnerOn(store, { clock: new ControlledClock(AT) });
    await Promise.all(Array.from({ length: 2_500 }, (_, index) => runner.send(ask(`guest ${index}`))));
    await runner.send(ask('amara'));
    await expect(runner.send(ask('nobody'))).rejects.toThrow();
    expect(store.given).toBe(0);

    const cold = runnerOn(store);
    expect((await cold.stateOf(seats, 'autumn')).guests.size).toBe(2_501);
    expect(store.given).toBe(2_501);
    await cold.send(ask('bo'));
    expect(store.given).toBe(2_501);
  });

  it('are kept up to a weight, the latest used of them', async () => {
    const store = new CountedStore({ anyClock: true });
    const runner = runnerOn(store);
    for (const book of ['a', 'b', 'c']) await runner.send(open(1, book));
    const sealing = new KeyringSealing(new MemoryKeyring(), new EventRegistry(deciders));
    const states = new StreamStates(new AskedLog(store), sealing, { cachedEvents: 22, knownKeys: 10 });
    const givenFor = async (book: string) => {
      const before = store.given;
      await states.settled(seats, `seats-${book}`);
      return store.given - before;
    };
    // Two of weight 11 fit, a third does not.
    const given = [];
    for (const book of ['a', 'b', 'a', 'b', 'c', 'b', 'a']) given.push(await givenFor(book));
    expect(given).toEqual([1, 1, 0, 0, 1, 0, 1]);
  });
});

describe('a state that is ahead of the log', () => {
  it('is dropped: what was put back to an earlier log is read and decided on', async () => {
    const clock = new ControlledClock(AT);
    const gone = new MemoryEventStore({ anyClock: true });
    const earlier = new MemoryEventStore({ anyClock: true });
    for (const store of [gone, earlier]) await runnerOn(store).send(open(1), { commandId: 'first' });
    let current: MemoryEventStore = gone;
    const restored = new Proxy(gone, {
      get: (_, name) => {
        const value = Reflect.get(current, name) as unknown;
        return typeof value === 'function' ? (value.bind(current) as unknown) : value;
      },
    });
    const runner = runnerOn(restored, { clock });
    await runner.send(ask('amara'));
    current = earlier;
    await runner.send(ask('bo'));
    expect((await earlier.readStream('seats-autumn')).map(({ type, data }) => [type, data.guest])).toEqual([
      ['SeatsOpened', undefined],
      ['SeatGiven', 'bo'],
    ]);
  });
});

describe('known keys', () => {
  it('are bounded, and say when some were forgotten', () => {
    const known = new KnownKeys(2);
    for (const key of ['a', 'b', 'a']) known.add(key);
    expect([known.has('a'), known.has('b'), known.hasForgotten]).toEqual([true, true, false]);
    known.add('c');
    expect([known.has('a'), known.has('b'), known.has('c'), known.hasForgotten]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
