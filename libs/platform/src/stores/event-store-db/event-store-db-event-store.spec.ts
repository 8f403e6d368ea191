import { randomUUID } from 'node:crypto';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { describeEventStore } from '../event-store.contract.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';

const REAL = process.env['TEST_EVENTSTOREDB_URL'];

// A server of its own in memory for each test: built on the client's generated services, not the real product.
describeEventStore('the EventStoreDB store on a test server', async () => {
  const server = await EventStoreDbTestServer.start();
  const store = new EventStoreDbEventStore(server.url);
  return {
    store,
    close: async () => {
      await store.close();
      await server.stop();
    },
  };
});

// A real server cannot be emptied: each test has a log of its own by the names of its streams, which the server filters by.
if (REAL !== undefined)
  describeEventStore('the EventStoreDB store on the server named by TEST_EVENTSTOREDB_URL', async () => {
    const store = new EventStoreDbEventStore(REAL, { log: `t${randomUUID().replaceAll('-', '')}` });
    return { store, close: () => store.close() };
  });
