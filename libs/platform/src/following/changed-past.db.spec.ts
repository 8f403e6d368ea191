import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbTestServer } from '../../../../test/support/event-store-db/event-store-db-server.js';
import type { Commands } from '../commands.js';
import { runnerOn } from '../deciding/seat-book.example.js';
import type { EventStore } from '../event-store.js';
import { EventStoreDbEventStore } from '../stores/event-store-db/event-store-db-event-store.js';
import type { FollowerStatus } from './status.js';
import { type Library, openLibrary } from './library.example.js';
import { begin, loans, readers } from './loans.example.js';

/** A log that is followed, and what may be done to it behind everybody's back. */
interface Ground {
  readonly library: Library;
  readonly store: EventStore;
  /** Decides as a process does that has just begun: it remembers nothing. */
  commands(): Commands;
  /** Takes away all from the first event of a loan on. */
  cutFrom(loanId: string): Promise<void>;
  close(): Promise<void>;
}

const onPostgres = async (): Promise<Ground> => {
  const library = await openLibrary();
  return {
    library,
    store: library.store,
    commands: () => runnerOn(library.store, { clock: library.clock, deciders: [loans, readers] }),
    cutFrom: async (loanId) => {
      await library.rows(
        `delete from log_event where position >= (select min(position) from log_event where stream = 'loan-${loanId}')`,
      );
    },
    close: () => library.close(),
  };
};

// A test server in memory, built on the client's generated services: not the real product.
const onEventStoreDb = async (): Promise<Ground> => {
  const library = await openLibrary();
  const server = await EventStoreDbTestServer.start();
  const store = new EventStoreDbEventStore(server.url, { anyClock: true });
  return {
    library,
    store,
    commands: () => runnerOn(store, { clock: library.clock, deciders: [loans, readers] }),
    cutFrom: async (loanId) => server.log.cutFrom(`l2d:loan-${loanId}`),
    close: async () => {
      await library.close();
      await store.close();
      await server.stop();
    },
  };
};

describe.each([
  ['PostgreSQL', onPostgres],
  ['EventStoreDB', onEventStoreDb],
])('followers of a log in %s whose past is changed while they run', (_, opened) => {
  let ground: Ground;
  let followers: ReturnType<Library['followers']>;
  beforeEach(async () => {
    ground = await opened();
    const commands = ground.commands();
    followers = ground.library.followers({ store: ground.store, commands });
    await followers.start();
    for (const loanId of ['l1', 'l2', 'l3']) await commands.send(begin(loanId));
    await followers.settle();
  });
  afterEach(() => ground.close());

  const untilAllStandStill = async (): Promise<readonly FollowerStatus[]> => {
    for (const deadline = Date.now() + 20_000; ; await pause(20)) {
      const { followers: standing } = await followers.status();
      if (standing.every(({ failed }) => failed)) return standing;
      if (Date.now() > deadline) throw new Error(`Some go on: ${JSON.stringify(standing)}`);
    }
  };

  it('stop by themselves when the end of the log was cut off, and say so', async () => {
    await ground.cutFrom('l3');
    for (const { failed } of await untilAllStandStill())
      expect(failed!.error).toMatch(/^The log ends at position \d+, but it was followed up to position \d+/);
  });

  it('stop before they fold anything of a log that went on otherwise', async () => {
    const before = await ground.library.rows('select loan_id, steps from loans_v1 order by 1');
    await ground.cutFrom('l3');
    const commands = ground.commands();
    for (const loanId of ['m1', 'm2', 'm3', 'm4']) await commands.send(begin(loanId, 'bo'));

    for (const { failed } of await untilAllStandStill())
      expect(failed!.error).toMatch(/the log was restored or changed|its end was cut off/);
    expect(await ground.library.rows('select loan_id, steps from loans_v1 order by 1')).toEqual(before);
  });

  it('are not moved with a log that went on otherwise: a process would pass over what it never handled', async () => {
    await followers.stop();
    await ground.cutFrom('l2');
    const commands = ground.commands();
    for (const loanId of ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']) await commands.send(begin(loanId, 'bo'));

    await expect(followers.standing()).rejects.toThrow(
      /cannot be moved with its log as it stands\. The log('s event at position \d+ is not the one|.*its end was cut off)/,
    );
  });

  it('stop at their start too, whoever leads next', async () => {
    await followers.stop();
    await ground.cutFrom('l3');
    followers = ground.library.followers({ store: ground.store, commands: ground.commands() });
    await followers.start();
    for (const { failed, name } of await untilAllStandStill())
      expect(failed).toMatchObject({
        error: expect.stringMatching(/its end was cut off/),
        resume: `l2d resume ${name}`,
      });
  });

  it('stop at an event that the log leaves out', async () => {
    const { store } = ground;
    const all = store.readAll.bind(store);
    const leavesOut: EventStore['readAll'] = async (asked) =>
      (await all(asked)).filter(({ stream, revision }) => !(stream === 'reader-amara' && revision === 3));
    store.readAll = leavesOut;
    const commands = ground.commands();
    for (const loanId of ['l4', 'l5']) await commands.send(begin(loanId));

    for (const { failed } of await untilAllStandStill())
      expect(failed!.error).toMatch(/^The log (has a hole|lacks what comes before)/);
  });
});
