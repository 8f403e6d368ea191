import { ControlledClock } from '../clock.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
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

  it('takes any time when told to', async () => {
    const store = new MemoryEventStore({ anyClock: true });
    const recordedAt = '2019-09-14T09:15:00.000Z';

    appended(await store.append(sampleAppend('notes-amara', sampleCommand('c'), { recordedAt })));
  });
});
