import { setTimeout as pause } from 'node:timers/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { appendedInTheEnd, sampleCommand } from '../append-samples.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';

// On a test server in memory, built on the client's generated services: not the real product.
describe('an EventStoreDB store whose server falls silent', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore(server.url);
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  it('asks again for a page whose server fell silent in the middle, and hands out none that is cut', async () => {
    const impatient = new EventStoreDbEventStore(server.url, { call_ms: 300 });
    for (let n = 0; n < 5; n += 1) await appendedInTheEnd(store, 'notes-amara', sampleCommand(`c${n}`));
    server.silentAfter = 2;
    expect(await impatient.readAll()).toHaveLength(5);

    server.silentAfter = 2;
    expect(await impatient.readStream('notes-amara')).toHaveLength(5);
    await impatient.close();
  });
});

describe('an EventStoreDB store that waits for servers which answer nothing', () => {
  it('says in time that it cannot be reached, although the client looks for them longer', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const store = new EventStoreDbEventStore(`esdb://${host},${host}?tls=false&gossipTimeout=3`, {
      call_ms: 200,
    });
    const began = performance.now();

    await expect(store.head()).rejects.toThrow('did not answer in time');
    expect(performance.now() - began).toBeLessThan(2_500);
    await store.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('can be closed at once, and then asks nobody any more', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const store = new EventStoreDbEventStore(`esdb://${host},${host}?tls=false&gossipTimeout=1`);
    store.onAppended(() => undefined);
    await pause(50);
    const late = pause(2_000, 'still closing', { ref: false });

    expect(await Promise.race([store.close(), late])).toBeUndefined();
    // Both hosts are asked to the end.
    await pause(2_500);
    const asked = sockets.size;
    await pause(1_500);
    expect(sockets.size).toBe(asked);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
