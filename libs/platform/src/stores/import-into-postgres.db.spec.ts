import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '../embedded/test-database.js';
import { appended, sampleAppend, sampleCommand } from './append-samples.js';
import { openDatabase } from './database.js';
import { MemoryEventStore } from './memory-event-store.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('a log that is imported into PostgreSQL', () => {
  it('lets nothing be recorded between the look whether it is empty and its end', async () => {
    const origin = new MemoryEventStore({ anyClock: true });
    await origin.append(sampleAppend('notes-amara', sampleCommand('a/1', 'one', 'two')));
    const log = (await origin.readStored()).map(({ position: _, ...event }) => event);
    const fresh = await testDatabase();
    const database = await openDatabase({ url: fresh.url });
    const store = new PostgresEventStore(database);
    let meanwhile: ReturnType<typeof store.append> | undefined;
    try {
      await store.importStored({
        id: 'the file',
        pages: async function* () {
          meanwhile = store.append(sampleAppend('notes-bo', sampleCommand('b/1')));
          const waited = await Promise.race([meanwhile.then(() => 'recorded'), pause(500, 'waits')]);
          expect(waited).toBe('waits');
          yield log;
        },
      });
      expect(appended(await meanwhile!).map(({ position }) => position)).toEqual(['3']);
      expect((await store.readAll()).map(({ stream }) => stream)).toEqual([
        'notes-amara',
        'notes-amara',
        'notes-bo',
      ]);
    } finally {
      await meanwhile?.catch(() => undefined);
      await store.close();
      await database.close();
      await fresh.drop();
    }
  });
});
