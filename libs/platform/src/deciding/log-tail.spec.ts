import { setTimeout as pause } from 'node:timers/promises';
import { ControlledClock } from '../clock.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { ask, AT, open, runnerOn, seats } from './seat-book.example.js';

/** Counts what it is asked, and takes its time to answer. */
class AskedStore extends MemoryEventStore {
  readonly asked = { head: 0, readAll: 0, readStream: 0 };
  takes: () => number = () => 0;
  /** What an answer about the head waits for, once it is known. */
  untilHead: Promise<unknown> = Promise.resolve();

  override async head() {
    this.asked.head += 1;
    const head = await super.head();
    await this.untilHead;
    return this.#inTime(head);
  }

  override async readAll(...options: Parameters<MemoryEventStore['readAll']>) {
    this.asked.readAll += 1;
    return this.#inTime(await super.readAll(...options));
  }

  override async readStream(...options: Parameters<MemoryEventStore['readStream']>) {
    this.asked.readStream += 1;
    return this.#inTime(await super.readStream(...options));
  }

  async #inTime<T>(answer: T): Promise<T> {
    await pause(this.takes());
    return answer;
  }
}

const BOOKS = ['a', 'b', 'c', 'd', 'e'];

describe('the end of the log', () => {
  const clock = new ControlledClock(AT);
  let store: AskedStore;
  const runner = () => runnerOn(store, { clock });
  const guests = async (of: ReturnType<typeof runner>, book: string) =>
    (await of.stateOf(seats, book)).guests.size;
  const asked = async (work: () => Promise<unknown>) => {
    const before = { ...store.asked };
    await work();
    const { head, readAll, readStream } = store.asked;
    return {
      head: head - before.head,
      readAll: readAll - before.readAll,
      readStream: readStream - before.readStream,
    };
  };

  beforeEach(() => {
    store = new AskedStore({ anyClock: true });
  });

  it('is looked at once for all states that are asked for together, and no stream is read in which nothing happened', async () => {
    const here = runner();
    for (const book of BOOKS) await here.send(open(1, book));
    await Promise.all(BOOKS.map((book) => guests(here, book)));
    const again = await asked(() => Promise.all(BOOKS.map((book) => guests(here, book))));
    expect(again).toEqual({ head: 1, readAll: 0, readStream: 0 });
  });

  it('is known without reading where this process alone records', async () => {
    const here = runner();
    await here.send(open(9, 'a'));
    await guests(here, 'a');
    const recorded = await asked(async () => {
      await here.send(ask('amara', { bookId: 'a' }));
      expect(await guests(here, 'a')).toBe(1);
    });
    expect(recorded).toEqual({ head: 1, readAll: 0, readStream: 0 });
  });

  it('tells what another process recorded, and only those streams are read', async () => {
    const [here, there] = [runner(), runner()];
    for (const book of BOOKS) await here.send(open(9, book));
    await Promise.all(BOOKS.map((book) => guests(here, book)));
    await there.send(ask('amara', { bookId: 'b' }));
    const looked = await asked(async () => {
      expect(await guests(here, 'b')).toBe(1);
      expect(await guests(here, 'c')).toBe(0);
    });
    expect(looked).toEqual({ head: 2, readAll: 1, readStream: 1 });
  });

  it('is given up by whoever is far behind: each stream is looked at again', async () => {
    const [here, there] = [runner(), runner()];
    for (const book of ['a', 'b']) await here.send(open(20_000, book));
    for (const book of ['a', 'b']) await guests(here, book);
    const many = Array.from({ length: 10_500 }, (_, index) => ask(`guest ${index}`, { bookId: 'b' }));
    for (let from = 0; from < many.length; from += 500)
      await Promise.all(many.slice(from, from + 500).map((one) => there.send(one)));
    expect(await guests(here, 'b')).toBe(10_500);
    const looked = await asked(() => guests(here, 'a'));
    expect(looked).toEqual({ head: 1, readAll: 0, readStream: 1 });
  });

  it('takes what this process records during a look for no log that was put back', async () => {
    const here = runner();
    for (const book of BOOKS) await here.send(open(9, book));
    await Promise.all(BOOKS.map((book) => guests(here, book)));
    let answer = (): void => undefined;
    store.untilHead = new Promise<void>((resolve) => (answer = resolve));
    const looking = guests(here, 'a');
    await pause(5);
    await here.send(ask('amara', { bookId: 'b' }));
    answer();
    await looking;
    const looked = await asked(() => Promise.all(BOOKS.map((book) => guests(here, book))));
    expect(looked).toEqual({ head: 1, readAll: 0, readStream: 0 });
  });

  it('forgets all it knew of a log that was put back to an earlier one', async () => {
    const earlier = new AskedStore({ anyClock: true });
    const gone = store;
    for (const one of [gone, earlier]) {
      store = one;
      await runner().send(open(9, 'a'), { commandId: 'first' });
    }
    let current = gone;
    const restored = new Proxy(gone, {
      get: (_, name) => {
        const value = Reflect.get(current, name) as unknown;
        return typeof value === 'function' ? (value.bind(current) as unknown) : value;
      },
    });
    const here = runnerOn(restored, { clock });
    await here.send(ask('amara', { bookId: 'a' }));
    expect(await guests(here, 'a')).toBe(1);
    current = earlier;
    expect(await guests(here, 'a')).toBe(0);
  });

  it('never leaves out what was acknowledged before a state was asked for, whoever recorded it', async () => {
    let drawn = 7;
    const random = (below: number) => (drawn = (drawn * 48_271) % 2_147_483_647) % below;
    store.takes = () => random(3);
    const runners = [runner(), runner(), runner()];
    for (const book of BOOKS) await runners[0]!.send(open(10_000, book));
    const acknowledged = new Map(BOOKS.map((book) => [book, 0]));
    let compared = 0;
    const work = async (number: number): Promise<void> => {
      const one = runners[number % runners.length]!;
      for (let step = 0; step < 40; step += 1) {
        const book = BOOKS[random(BOOKS.length)]!;
        if (random(2) === 0) {
          await one.send(ask(`guest ${number}-${step}`, { bookId: book }));
          acknowledged.set(book, acknowledged.get(book)! + 1);
        } else {
          const least = acknowledged.get(book)!;
          expect(await guests(one, book)).toBeGreaterThanOrEqual(least);
          compared += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: 24 }, (_, number) => work(number)));
    expect(compared).toBeGreaterThan(300);
  });
});
