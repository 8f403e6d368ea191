import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { BEGINNING } from '#kernel';
import type { LogToImport } from '../../event-store.js';
import { logOf } from '../../seals/plain-log.samples.js';
import { sampleAppend, sampleCommand } from '../append-samples.js';
import type { ChainedEvent } from '../event-hash.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';

/** As one that was read from a file: nobody knows a position. */
const LOG: readonly ChainedEvent[] = logOf(
  Array.from({ length: 60 }, (_, nth) => `notes-${Math.floor(nth / 3) % 7}`),
).map(({ position: _, ...event }) => event);

const PAGE = 16;

const toImport = (
  between: (events: number) => Promise<void> | void = () => undefined,
  id = 'the file',
): LogToImport => ({
  id,
  pages: async function* () {
    for (let from = 0; from < LOG.length; from += PAGE) {
      await between(from);
      yield LOG.slice(from, from + PAGE);
    }
  },
});

const isEvents = (stream: string): boolean => stream.startsWith('l2d:');
const isClaim = (stream: string): boolean => stream.startsWith('l2d.command-');
const isMark = (stream: string): boolean => stream === 'l2d.import';

// On a test server in memory, built on the client's generated services: not the real product.
describe('importing a log into EventStoreDB', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  let other: EventStoreDbEventStore;
  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore(server.url, { anyClock: true });
    other = new EventStoreDbEventStore(server.url, { anyClock: true });
  });
  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    await server.stop();
  });

  const stored = async () => (await other.readStored()).map(({ position: _, ...event }) => event);

  it.each([
    ['its first mark', 'cut after storing', isMark, 0],
    ['an event', 'cut before storing', isEvents, 0],
    ['an event later', 'cut after storing', isEvents, 2 * PAGE],
    ['a claim', 'cut after storing', isClaim, PAGE],
  ] as const)('goes on where the connection is cut at %s (%s)', async (_, fault, stream, from) => {
    if (stream === isMark) server.next(fault, stream);
    await store.importStored(
      toImport((events) => {
        if (events === from && stream !== isMark && !server.isDue) server.next(fault, stream);
      }),
    );
    expect(await stored()).toEqual(LOG);
    expect(await other.unfinishedImport()).toBeUndefined();
  });

  it('says in every process that it is not whole yet, also in front of its first event and behind its last', async () => {
    const said: (string | undefined)[] = [];
    await store.importStored(toImport(async () => void said.push(await other.unfinishedImport())));

    expect(said.length).toBeGreaterThan(6);
    expect(new Set(said)).toEqual(new Set(['the file']));
    expect(await other.unfinishedImport()).toBeUndefined();
  });

  it('is made by two at once as by one', async () => {
    const ended = await Promise.allSettled([store.importStored(toImport()), other.importStored(toImport())]);
    expect(await stored()).toEqual(LOG);
    // One of them may have come too late to say so.
    expect(ended.map(({ status }) => status)).toContain('fulfilled');
    expect(await other.unfinishedImport()).toBeUndefined();
  });

  it('is begun for one of two files only', async () => {
    const ended = await Promise.allSettled([
      store.importStored(toImport(undefined, 'one')),
      other.importStored(toImport(undefined, 'another')),
    ]);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stored()).toEqual(LOG);
  });

  it.each([
    ['in a stream of their own', 'notes-of-others', 2 * PAGE],
    ['in a stream that is still to come', LOG[2 * PAGE]!.stream, 0],
    ['before anything was imported', 'notes-of-others', 0],
  ])('never counts as whole where others recorded meanwhile, %s', async (_, stream, from) => {
    let recorded = false;
    const meanwhile = async (events: number) => {
      if (events !== from || recorded) return;
      recorded = true;
      const [behind] = await other.readStream(stream, { backwards: true, limit: 1 });
      await other.append(sampleAppend(stream, sampleCommand('of others'), { behind }));
    };
    await expect(store.importStored(toImport(meanwhile))).rejects.toThrow(
      /^Others recorded in the log .* Stop every server/,
    );
    expect(await other.unfinishedImport()).toBe('the file');
    await expect(store.importStored(toImport())).rejects.toThrow(/^Others recorded in the log/);
    expect(await other.unfinishedImport()).toBe('the file');
  });

  it('never counts as whole where others recorded behind it, before it was compared', async () => {
    let reads = 0;
    const atTheEnd = async (events: number) => {
      if (events !== 0 || (reads += 1) < 2) return;
      await other.append(sampleAppend('notes-of-others', sampleCommand('of others')));
    };
    await expect(store.importStored(toImport(atTheEnd))).rejects.toThrow(
      /seen at "notes-of-others" revision 0/,
    );
    expect(await other.unfinishedImport()).toBe('the file');
  });

  it('appends what follows each other in one stream together', async () => {
    await store.importStored(toImport());
    const claims = LOG.filter(({ commandKey }) => commandKey !== '').length;
    // Three events of a stream follow each other; a page may part them.
    expect(server.counted.appends - claims).toBeLessThan(LOG.length / 2);
  });

  it('leaves nothing where it is refused', async () => {
    await other.append(sampleAppend('notes-of-others', sampleCommand('of others')));
    const before = server.log.records.length;
    await expect(store.importStored(toImport())).rejects.toThrow(/is not empty/);
    expect(server.log.records).toHaveLength(before);
    expect(await store.head()).not.toBe(BEGINNING);
  });
});
