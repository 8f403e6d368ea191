import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';
import { StreamNames } from './stored-form.js';

const NAMES = new StreamNames('l2d');

// On a test server in memory, built on the client's generated services: not the real product.
describe('the EventStoreDB store on a test server', () => {
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

  /** What somebody else writes into the server, with a tool of its own. */
  const written = (stream: string, metadata: string) =>
    server.log.append(stream, 'any', [
      {
        id: '6f1c1b0e-6d3b-4c55-9d0e-0b6d8f0c0001',
        type: 'Note',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        customMetadata: Buffer.from(metadata),
      },
    ]);

  it.each(['', '{}', '{"$correlationId":"7"}', '{"hash":"x","metadata":{}}', 'no JSON'])(
    'says of an event that somebody else wrote into a stream of its, with metadata %j, that it is not its own',
    async (metadata) => {
      written(NAMES.of('notes-amara'), metadata);

      for (const read of [
        () => store.readAll(),
        () => store.readStored(),
        () => store.readStream('notes-amara'),
      ])
        await expect(read()).rejects.toThrow('was not written by this product');
    },
  );
});
