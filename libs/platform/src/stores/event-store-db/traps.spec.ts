import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { KeyClaimed } from '../append-rules.js';
import { appended, sampleAppend, sampleCommand } from '../append-samples.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';
import { LogFailed } from './log-failed.js';

const isEvents = (stream: string): boolean => stream.startsWith('l2d:');
const isClaim = (stream: string): boolean => stream.startsWith('l2d.command-');

// On a test server in memory, built on the client's generated services: not the real product.
describe('the EventStoreDB store on a test server', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  let other: EventStoreDbEventStore;
  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore(server.url);
    // As another process would: connections and turns of its own.
    other = new EventStoreDbEventStore(server.url);
  });
  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    await server.stop();
  });

  const written = async (key: string) =>
    (await store.readStored()).filter(({ commandKey }) => commandKey === key);

  describe('when the connection is cut', () => {
    it.each([
      ['before the events were stored', 'cut before storing', isEvents],
      ['after the events were stored', 'cut after storing', isEvents],
      ['before the claim was stored', 'cut before storing', isClaim],
      ['after the claim was stored', 'cut after storing', isClaim],
      ['by a server that is not ready', 'refused', isEvents],
    ] as const)('%s, appends once and knows its own', async (_, fault, stream) => {
      server.next(fault, stream);
      const events = appended(await store.append(sampleAppend('notes-amara', sampleCommand('c', 'a', 'b'))));

      expect(await store.readAll()).toEqual(events);
      expect(events).toHaveLength(2);
    });

    it('leaves a call that is not answered in time, and still appends once', async () => {
      const impatient = new EventStoreDbEventStore(server.url, { call_ms: 300 });
      server.next('never answered', isEvents);
      const events = appended(await impatient.append(sampleAppend('notes-amara', sampleCommand('c'))));

      expect(await store.readAll()).toEqual(events);
      await impatient.close();
    });

    it('reads on', async () => {
      await store.append(sampleAppend('notes-amara', sampleCommand('c')));
      server.cutConnections();

      expect(await store.readAll()).toHaveLength(1);
    });

    it('goes on telling of what other processes append', async () => {
      let told: () => void = () => undefined;
      const next = () => new Promise<void>((resolve) => (told = resolve));
      let heard = next();
      other.onAppended(() => told());
      await heard;
      heard = next();
      server.cutConnections();
      await heard;

      heard = next();
      await store.append(sampleAppend('notes-amara', sampleCommand('c')));
      await heard;
    });
  });

  describe('when a process ends between the claim of a key and its events', () => {
    const claimedOnly = async (stream: string, key: string) => {
      const dying = new EventStoreDbEventStore(server.url, { resend_ms: 0 });
      server.next('cut before storing', isEvents);
      await expect(dying.append(sampleAppend(stream, sampleCommand(key)))).rejects.toThrow(LogFailed);
      await dying.close();
    };

    it('records the command when it comes again', async () => {
      await claimedOnly('notes-amara', 'c');
      expect(await store.commandOf('c')).toBeUndefined();
      appended(await store.append(sampleAppend('notes-amara', sampleCommand('c'))));

      expect(await written('c')).toHaveLength(1);
      expect((await store.commandOf('c'))?.receipt.stream).toBe('notes-amara');
    });

    it('records it also behind what was recorded meanwhile, and beside other commands', async () => {
      await claimedOnly('notes-amara', 'c');
      const [behind] = appended(await other.append(sampleAppend('notes-amara', sampleCommand('d'))));
      const group = [sampleCommand('e', 'a', 'b'), sampleCommand('c')];
      appended(await store.append(sampleAppend('notes-amara', group, { behind })));

      expect(await written('c')).toMatchObject([{ revision: 3 }]);
      expect((await store.commandOf('c'))?.receipt.revision).toBe(3);
    });

    it('records it also at the same revision, behind others in a group', async () => {
      await claimedOnly('notes-amara', 'c');
      appended(
        await store.append(sampleAppend('notes-amara', [sampleCommand('e', 'a', 'b'), sampleCommand('c')])),
      );

      expect(await written('c')).toMatchObject([{ revision: 2 }]);
      expect((await store.commandOf('c'))?.receipt.revision).toBe(2);
    });

    it('takes the key for no other stream until it is known that it was not recorded', async () => {
      await claimedOnly('notes-amara', 'c');
      const elsewhere = () => store.append(sampleAppend('notes-bo', sampleCommand('c')));
      await expect(elsewhere()).rejects.toThrow(KeyClaimed);
      await other.append(sampleAppend('notes-amara', sampleCommand('d')));
      appended(await elsewhere());

      expect(await written('c')).toMatchObject([{ stream: 'notes-bo' }]);
    });
  });

  it('records a key once when two processes use it for two streams at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const both = [store, other].map((one, index) =>
        one.append(sampleAppend(`notes-${round}-${index}`, sampleCommand(`c${round}`))),
      );
      const outcomes = await Promise.allSettled(both);

      const taken = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(await written(`c${round}`)).toHaveLength(1);
      expect(taken).toContainEqual(
        expect.objectContaining({ value: expect.objectContaining({ outcome: 'appended' }) as unknown }),
      );
    }
  });

  it('knows its own append from another process’s of the same command, which the server takes for the same', async () => {
    server.next('held', isEvents);
    const request = sampleAppend('notes-amara', sampleCommand('c'));
    const late = store.append(request);
    while (server.isDue) await pause(5);
    appended(await other.append(request));
    server.letGo();

    expect(await late).toEqual({ outcome: 'known', key: 'c' });
    expect(await written('c')).toHaveLength(1);
  });

  it('tells the true revision when another process was faster between', async () => {
    const [behind] = appended(await store.append(sampleAppend('notes-amara', sampleCommand('first'))));
    server.next('held', isEvents);
    const slow = store.append(sampleAppend('notes-amara', sampleCommand('slow'), { behind }));
    while (server.isDue) await pause(5);
    const fast = sampleCommand('fast', ...Array.from({ length: 7 }, (_, n) => n));
    appended(await other.append(sampleAppend('notes-amara', fast, { behind })));
    server.letGo();

    expect(await slow).toEqual({ outcome: 'conflict', revision: 7 });
  });

  it('reads the end of a stream once for all who want the same revision of it', async () => {
    const contenders = Array.from({ length: 50 }, (_, n) => sampleCommand(`c${n}`));
    await store.append(sampleAppend('notes-bo', sampleCommand('first')));
    const before = server.counted.reads;
    const outcomes = await Promise.all(
      contenders.map((command) => store.append(sampleAppend('notes-amara', command))),
    );

    expect(outcomes.slice(1)).toEqual(Array(49).fill({ outcome: 'conflict', revision: 0 }));
    // One that looks whether the command is recorded elsewhere, for each; and what the first needs.
    expect(server.counted.reads - before).toBeLessThan(55);
  });

  it('has a bounded number of appends under way, however many are asked for', async () => {
    server.delay_ms = 5;
    const many = Array.from({ length: 100 }, (_, n) => sampleCommand(`c${n}`));
    await Promise.all(many.map((command) => store.append(sampleAppend(`notes-${command.key}`, command))));
    const group = Array.from({ length: 100 }, (_, n) => sampleCommand(`g${n}`));
    appended(await store.append(sampleAppend('notes-group', group)));

    expect(server.counted.mostUnderWay).toBeGreaterThan(32);
    expect(server.counted.mostUnderWay).toBeLessThanOrEqual(64);
    expect(await store.readAll()).toHaveLength(200);
  });

  it('reads nothing of the server’s own events, of its book-keeping or of another log', async () => {
    const second = new EventStoreDbEventStore(server.url, { log: 'other' });
    await second.append(sampleAppend('notes-amara', sampleCommand('c')));
    expect(await store.head()).toBe('0');
    for (const key of ['a', 'b', 'c']) {
      await store.append(sampleAppend(`notes-${key}`, sampleCommand(key)));
      await second.append(sampleAppend(`notes-${key}`, sampleCommand(`second/${key}`)));
    }

    const streams = (await store.readAll({ limit: 3 })).map(({ stream }) => stream);
    expect(streams).toEqual(['notes-a', 'notes-b', 'notes-c']);
    expect(server.log.records.filter(({ stream }) => stream.startsWith('$')).length).toBeGreaterThan(3);
    expect(await store.identity()).not.toBe(await second.identity());
    await second.close();
  });

  it('finds the leader, by what a follower answers and by what a cluster tells', async () => {
    const follower = await EventStoreDbTestServer.start({ leader: server });
    for (const hosts of [follower.address, `${follower.address},${server.address}`]) {
      const led = new EventStoreDbEventStore(`esdb://${hosts}?tls=false`);
      appended(await led.append(sampleAppend(`notes-${hosts}`, sampleCommand(hosts))));
      await led.close();
    }

    expect(await store.readAll()).toHaveLength(2);
    expect(follower.log.records).toHaveLength(1);
    await follower.stop();
  });

  it('refuses to append when it is closed', async () => {
    await store.close();

    await expect(store.append(sampleAppend('notes-amara', sampleCommand('c')))).rejects.toThrow('closed');
  });
});
