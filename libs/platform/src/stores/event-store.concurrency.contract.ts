import { instantOf } from '#kernel';
import type { EventStore } from '../event-store.js';
import { appendedInTheEnd, sampleAppend, sampleCommand } from './append-samples.js';
import { placeOf } from './places-in-log.js';

/** The part of the contract about many appends at once. */
export const describeConcurrency = (opened: () => EventStore): void => {
  let store: EventStore;
  beforeEach(() => {
    store = opened();
  });

  describe('under concurrency', () => {
    const contiguous = async (count: number) =>
      expect(
        await Promise.all((await store.readAll()).map(({ position }) => placeOf(store, position))),
      ).toEqual(Array.from({ length: count }, (_, index) => index + 1));

    it('lets exactly one of 100 appends have a revision', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          store.append(sampleAppend('notes-amara', sampleCommand(`c${n}`))),
        ),
      );

      expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(99);
      await contiguous(1);
    });

    // Each tries again for each that was faster: of 40 that is 820 attempts.
    it('takes 40 appends to one stream one behind the other', async () => {
      await Promise.all(
        Array.from({ length: 40 }, (_, n) => appendedInTheEnd(store, 'notes-amara', sampleCommand(`c${n}`))),
      );

      expect(await store.readStream('notes-amara')).toHaveLength(40);
      await contiguous(40);
    });

    it('takes 100 appends to 100 streams without a hole', async () => {
      const now = instantOf(Date.now());
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          store.append(sampleAppend(`notes-${n}`, sampleCommand(`c${n}`), { recordedAt: now })),
        ),
      );

      expect(outcomes.every(({ outcome }) => outcome === 'appended')).toBe(true);
      await contiguous(100);
    });

    it('records once what is sent 50 times at once with one key', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => store.append(sampleAppend('notes-amara', sampleCommand('same')))),
      );

      expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'known')).toHaveLength(49);
      expect(await placeOf(store, await store.head())).toBe(1);
    });
  });
};
