import { testDatabase } from '../embedded/test-database.js';
import { openDatabase } from './database.js';
import { describeEventStore } from './event-store.contract.js';
import { PostgresEventStore } from './postgres-event-store.js';

describeEventStore('the PostgreSQL store', async () => {
  const fresh = await testDatabase();
  const database = await openDatabase({ url: fresh.url });
  const store = new PostgresEventStore(database);
  return {
    store,
    close: async () => {
      await store.close();
      await database.close();
      await fresh.drop();
    },
  };
});
