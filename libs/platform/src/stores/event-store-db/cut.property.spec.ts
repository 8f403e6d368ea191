import fc from 'fast-check';
import {
  EventStoreDbTestServer,
  type Fault,
} from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { proveLog } from '../../following/log-proof.js';
import { KeyClaimed } from '../append-rules.js';
import { sampleAppend, sampleCommand } from '../append-samples.js';
import type { StoredEvent } from '../event-hash.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';
import { LogFailed } from './log-failed.js';

const FAULTS: readonly Fault[] = ['cut before storing', 'cut after storing', 'refused', 'late'];

/** One process appends a command to a stream's end, as far as it sees it, while this may happen to an append on its way. */
const step = fc.record({
  process: fc.nat(2),
  stream: fc.nat(2),
  keys: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
  fault: fc.option(fc.constantFrom(...FAULTS), { freq: 3 }),
  alone: fc.boolean(),
});

// On a test server in memory, built on the client's generated services: not the real product.
describe('whatever happens to appends on their way, and whoever sends them', () => {
  it('every key is recorded once at most, what was acknowledged is there, and the log is whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const server = await EventStoreDbTestServer.start();
        const processes = [0, 30_000, 30_000].map(
          // The first gives up at once, as one that ends in the middle.
          (resend_ms) => new EventStoreDbEventStore(server.url, { resend_ms, anyClock: true }),
        );
        const acknowledged: string[] = [];
        const doing = async ({ process, stream, keys, fault }: (typeof steps)[number]) => {
          const store = processes[process]!;
          if (fault) server.next(fault);
          try {
            const [behind] = await store.readStream(`notes-${stream}`, { backwards: true, limit: 1 });
            const commands = keys.map((key) => sampleCommand(`c${key}`, `${stream}`, 'more'));
            const outcome = await store.append(sampleAppend(`notes-${stream}`, commands, { behind }));
            if (outcome.outcome === 'appended') acknowledged.push(...keys.map((key) => `c${key}`));
          } catch (error) {
            if (!(error instanceof LogFailed || error instanceof KeyClaimed)) throw error;
          }
        };
        let together: Promise<void>[] = [];
        for (const one of steps) {
          together.push(doing(one));
          if (one.alone) together = [(await Promise.all(together), Promise.resolve())];
        }
        await Promise.all(together);

        const log = await processes[1]!.readStored();
        const recorded = log.map(({ commandKey }: StoredEvent) => commandKey).filter((key) => key !== '');
        expect(recorded.filter((key, index) => recorded.indexOf(key) < index)).toEqual([]);
        expect(new Set(acknowledged).size).toBe(acknowledged.length);
        expect(acknowledged.filter((key) => !recorded.includes(key))).toEqual([]);
        for (const key of recorded)
          expect((await processes[2]!.commandOf(key))?.receipt.recorded).toHaveLength(2);
        expect((await proveLog(processes[1]!)).problems).toEqual([]);
        await Promise.all(processes.map((store) => store.close()));
        await server.stop();
      }),
      { numRuns: 12 },
    );
  });
});
