import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { appendedInTheEnd, sampleAppend, sampleCommand } from '../append-samples.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';
import { StreamNames } from './stored-form.js';

const NAMES = new StreamNames('l2d');

// On a test server in memory, built on the client's generated services: not the real product.
describe('a key whose claims came to nothing, on a test server', () => {
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

  it('finds what a key is used for behind hundreds of claims that came to nothing', async () => {
    const claims = NAMES.claimsOf('c');
    await appendedInTheEnd(store, 'notes-bo', sampleCommand('first'));
    const others = Array.from({ length: 501 }, (_, n) => ({
      id: `6f1c1b0e-6d3b-4c55-9d0e-${String(n).padStart(12, '0')}`,
      type: 'CommandClaimed',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify({ key: 'c', stream: 'notes-bo', behind: -1, first: 0 })),
      customMetadata: Buffer.from('{}'),
    }));
    server.log.append(claims, -1, others);
    const request = sampleAppend('notes-amara', sampleCommand('c'));
    const outcome = await Promise.race([store.append(request), pause(30_000, 'no answer', { ref: false })]);

    expect(outcome).toMatchObject({ outcome: 'appended' });
    expect((await store.commandOf('c'))?.receipt.stream).toBe('notes-amara');
    expect(await store.append(sampleAppend('notes-dina', sampleCommand('c')))).toMatchObject({
      outcome: 'known',
    });
  });

  it('reads no more than it needs of a stream where a claim came to nothing', async () => {
    const many = sampleCommand('many', ...Array.from({ length: 400 }, (_, n) => n));
    const losing = new EventStoreDbEventStore(server.url, { resend_ms: 0 });
    server.next('cut before storing', (stream) => stream === NAMES.of('notes-amara'));
    await losing.append(sampleAppend('notes-amara', sampleCommand('c'))).catch(() => undefined);
    await losing.close();
    await store.append(sampleAppend('notes-amara', many));
    const before = server.counted.events;

    expect(await store.commandOf('c')).toBeUndefined();
    expect(server.counted.events - before).toBeLessThan(5);
  });
});
