import { runnerOn } from '../deciding/seat-book.example.js';
import { type Database, openDatabase } from '../stores/database.js';
import { PostgresEventStore } from '../stores/postgres-event-store.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, lending, loanList, loans, readers } from './loans.example.js';

/** A poll that never comes while a test runs. */
const NEVER_MS = 3_600_000;

describe('a worker that follows what another process records', () => {
  let library: Library;
  let elsewhere: { database: Database; store: PostgresEventStore };
  beforeEach(async () => {
    library = await openLibrary();
    const entities = lending.projections!.map(({ table }) => table);
    const database = await openDatabase({ url: library.url, entities });
    elsewhere = { database, store: new PostgresEventStore(database, { anyClock: true }) };
  });
  afterEach(async () => {
    await elsewhere.store.close();
    await elsewhere.database.close();
    await library.close();
  });

  const sentElsewhere = (loanId: string) =>
    runnerOn(elsewhere.store, { clock: library.clock, deciders: [loans, readers] }).send(begin(loanId));
  /** The store, with how often it told of an append. */
  const counting = (tells: boolean) => {
    const wakes = { count: 0 };
    const onAppended: PostgresEventStore['onAppended'] = (listener) =>
      library.store.onAppended(() => {
        wakes.count += 1;
        if (tells) listener();
      });
    const store = new Proxy(library.store, {
      get: (target, name) => {
        if (name === 'onAppended') return onAppended;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return { wakes, store };
  };

  it('is woken by each commit, and waits for no poll', async () => {
    const { wakes, store } = counting(true);
    await library.followers({ store, poll_ms: NEVER_MS }).start();
    const readModels = library.readModels();
    for (const loanId of ['l1', 'l2', 'l3']) {
      const before = wakes.count;
      const { position } = await sentElsewhere(loanId);
      await readModels.passed(position, loanList);
      expect(wakes.count).toBeGreaterThan(before);
    }
  });

  it('comes by what it was not told of at the next poll', async () => {
    const { store } = counting(false);
    await library.followers({ store }).start();
    const { position } = await sentElsewhere('l1');
    await library.readModels().passed(position, loanList);
    expect(await library.rows('select loan_id from loans_v1')).toEqual([{ loan_id: 'l1' }]);
  });
});
