import { ControlledClock } from '../clock.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
import { ClocksDisagree } from './append-rules.js';
import { describeEventStore } from './event-store.contract.js';
import { MemoryEventStore } from './memory-event-store.js';

describeEventStore('the memory store', async () => {
  const store = new MemoryEventStore();
  return { store, close: () => store.close() };
});

describe('the memory store', () => {
  it('goes by the clock it is given', async () => {
    const recordedAt = '2026-09-14T09:15:00.000Z';
    const store = new MemoryEventStore({ clock: new ControlledClock(recordedAt) });

    appended(await store.append(sampleAppend('notes-amara', sampleCommand('c'), { recordedAt })));
    await expect(store.append(sampleAppend('notes-bo', sampleCommand('d')))).rejects.toThrow(recordedAt);
  });

  it('goes on recording at its last time when the clock is set back, and later by the clock again', async () => {
    const recordedAt = '2026-09-14T09:15:00.000Z';
    const clock = new ControlledClock(recordedAt);
    const store = new MemoryEventStore({ clock });
    const at = (key: string, time: string) =>
      store.append(sampleAppend(`notes-${key}`, sampleCommand(key), { recordedAt: time }));
    appended(await at('a', recordedAt));

    for (const back of ['2026-09-14T08:15:00.000Z', '2026-09-14T08:20:00.000Z']) {
      clock.moveTo(back);
      for (const before of [back, '2026-09-14T09:14:00.000Z'])
        expect(await at('b', before)).toEqual({ outcome: 'decide-again-at', recordedAt });
    }
    appended(await at('b', recordedAt));
    await expect(at('c', '2026-09-14T09:15:00.001Z')).rejects.toThrow(ClocksDisagree);

    clock.moveTo('2026-09-14T10:00:00.000Z');
    await expect(at('c', recordedAt)).rejects.toThrow(ClocksDisagree);
    appended(await at('c', '2026-09-14T10:00:00.000Z'));
  });

  it('takes any time when told to', async () => {
    const store = new MemoryEventStore({ anyClock: true });
    const recordedAt = '2019-09-14T09:15:00.000Z';

    appended(await store.append(sampleAppend('notes-amara', sampleCommand('c'), { recordedAt })));
  });
});
