import { setTimeout as pause } from 'node:timers/promises';
import type { AppendOutcome, AppendRequest } from '../event-store.js';
import { MemoryEventStore } from '../stores/memory-event-store.js';
import { LogSilent } from './log-silent.js';
import { ask, open, runnerOn, seats } from './seat-book.example.js';

/** A store that answers as late as it is told to, or throws that in place of an answer. */
class SlowStore extends MemoryEventStore {
  late: () => Promise<void> = async () => undefined;
  appended: () => Promise<void> = async () => undefined;

  constructor() {
    super({ anyClock: true });
  }

  override async append(request: AppendRequest): Promise<AppendOutcome> {
    await this.late();
    const outcome = await super.append(request);
    await this.appended();
    return outcome;
  }
}

const SILENCE_MS = 200;
const runnerOver = (store: SlowStore) => runnerOn(store, { limits: { silence_ms: SILENCE_MS } });

const took = async (work: Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work.catch(() => undefined);
  return performance.now() - began;
};

describe('a log that answers nothing', () => {
  it('keeps nobody waiting, does nothing twice, and is heard again as soon as it answers', async () => {
    const store = new SlowStore();
    const runner = runnerOver(store);
    await runner.send(open(2));
    let thaws!: () => void;
    const frozen = new Promise<void>((resolve) => (thaws = resolve));
    store.appended = () => frozen;

    const amara = runner.send(ask('amara'), { commandId: 'a' });
    await expect(amara).rejects.toBeInstanceOf(LogSilent);
    const again = runner.send(ask('amara'), { commandId: 'a' });
    const bo = runner.send(ask('bo', {}, 'spring'));
    expect(await took(Promise.all([again.catch(() => undefined), bo.catch(() => undefined)]))).toBeLessThan(
      0.9 * SILENCE_MS,
    );
    await expect(again).rejects.toBeInstanceOf(LogSilent);
    await expect(bo).rejects.toBeInstanceOf(LogSilent);

    thaws();
    await pause(10);
    expect(await runner.send(ask('amara'), { commandId: 'a' })).toMatchObject({ revision: 1, position: '2' });
    expect((await store.readAll()).map(({ type }) => type)).toEqual([
      'SeatsOpened',
      'SeatGiven',
      'GuestWaits',
    ]);
  });

  it('is told apart from one that is slow', async () => {
    const store = new SlowStore();
    const runner = runnerOver(store);
    const other = runnerOn(store);
    await runner.send(open(9));
    let conflicts = 0;
    store.late = async () => {
      await pause(0.6 * SILENCE_MS);
      if (++conflicts <= 3) {
        store.late = async () => undefined;
        await other.send(ask(`guest ${conflicts}`));
        store.late = slow;
      }
    };
    const slow = store.late;
    const sent = runner.send(ask('amara'));
    expect(await took(sent)).toBeGreaterThan(2 * SILENCE_MS);
    expect((await sent).revision).toBe(4);
  });

  it('is told with what came in place of an answer, though it is read as ever', async () => {
    const store = new SlowStore();
    const runner = runnerOver(store);
    const full = new Error('its disk is full');
    store.late = () => Promise.reject(full);
    const reading = setInterval(() => void runner.stateOf(seats, 'spring'), 20);
    await expect(runner.send(ask('amara'))).rejects.toMatchObject({ cause: full });
    clearInterval(reading);
  });

  it('is asked anew by who comes long after', async () => {
    const store = new SlowStore();
    const runner = runnerOver(store);
    store.late = () => Promise.reject(new Error('its disk is full'));
    await expect(runner.send(ask('amara'))).rejects.toBeInstanceOf(LogSilent);
    await pause(1_100);
    expect(await took(runner.send(ask('bo')))).toBeGreaterThan(0.8 * SILENCE_MS);

    await pause(1_100);
    store.late = () => pause(50);
    expect((await runner.send(ask('chidi'))).revision).toBe(0);
  });
});
