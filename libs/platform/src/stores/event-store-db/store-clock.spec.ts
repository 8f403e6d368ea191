import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { appended, sampleAppend, sampleCommand } from '../append-samples.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';

// On a test server in memory, built on the client's generated services: not the real product.
describe('the clock an EventStoreDB store goes by', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore(server.url);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await store.close();
    await server.stop();
  });
  const append = (key: string) => store.append(sampleAppend(`notes-${key}`, sampleCommand(key)));

  it('is that of the server', async () => {
    server.log.clockOff_ms = 60_000;

    await expect(append('c')).rejects.toThrow('may differ by 5 s');
    expect(await store.head()).toBe('0');
  });

  it('is looked at again before a time is refused by it: one of the machines may have slept, or been set', async () => {
    server.log.clockOff_ms = 60_000;
    await expect(append('c')).rejects.toThrow('may differ by 5 s');
    server.log.clockOff_ms = 0;
    await pause(1_100);

    appended(await append('c'));
  });

  it('is not asked more than once a second by a process whose time is refused', async () => {
    server.log.clockOff_ms = 60_000;
    for (let n = 0; n < 10; n += 1) await append('c').catch(() => undefined);

    expect(server.log.stream('l2d.clock').length).toBeLessThan(4);
  });

  it('is looked at again after a minute', async () => {
    appended(await append('c'));
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);

    appended(await append('d'));
    expect(server.log.stream('l2d.clock')).toHaveLength(2);
  });
});
