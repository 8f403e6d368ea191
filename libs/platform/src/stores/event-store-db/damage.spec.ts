import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { appendedInTheEnd, sampleAppend, sampleCommand } from '../append-samples.js';
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

  it('does not read a stream as whole whose first events were truncated', async () => {
    for (let n = 0; n < 4; n += 1) await appendedInTheEnd(store, 'notes-amara', sampleCommand(`c${n}`));
    server.log.truncatedBefore.set(NAMES.of('notes-amara'), 2);
    const lacks = 'The stream "notes-amara" lacks revision';

    await expect(store.readStream('notes-amara')).rejects.toThrow(`${lacks} 0`);
    await expect(store.readStream('notes-amara', { from: 1 })).rejects.toThrow(`${lacks} 1`);
    await expect(store.readStream('notes-amara', { backwards: true })).rejects.toThrow(`${lacks} 1`);
    expect(await store.readStream('notes-amara', { from: 2 })).toHaveLength(2);
    expect(await store.readStream('notes-amara', { backwards: true, limit: 2 })).toHaveLength(2);
  });

  it('does not answer an append to a deleted stream as if the stream had been new', async () => {
    await appendedInTheEnd(store, 'notes-amara', sampleCommand('c'));
    server.log.truncatedBefore.set(NAMES.of('notes-amara'), 1);

    await expect(store.append(sampleAppend('notes-amara', sampleCommand('d')))).rejects.toThrow(
      'The stream "notes-amara" lacks revision 0',
    );
  });

  it('finds no event at the position of one that is the server’s own', async () => {
    for (const key of ['a', 'b', 'c', 'd']) await appendedInTheEnd(store, 'notes-amara', sampleCommand(key));
    const own = server.log.records.filter(({ stream }) => stream.startsWith('$'));

    expect(own.length).toBeGreaterThan(1);
    for (const { position } of own) expect(await store.eventAt(String(position))).toBeUndefined();
  });

  it('reads a stream of more events than one call is asked for, both ways', async () => {
    const many = (key: string) => sampleCommand(key, ...Array.from({ length: 400 }, (_, n) => n));
    for (const key of ['a', 'b', 'c']) await appendedInTheEnd(store, 'notes-amara', many(key));
    const revisions = Array.from({ length: 1_200 }, (_, n) => n);
    const read = async (options: Parameters<typeof store.readStream>[1]) =>
      (await store.readStream('notes-amara', options)).map(({ revision }) => revision);

    expect(await read({})).toEqual(revisions);
    expect(await read({ backwards: true })).toEqual(revisions.toReversed());
    expect(await read({ from: 50, limit: 1_100 })).toEqual(revisions.slice(50, 1_150));
  });

  it('says of a position where no event is that none is there', async () => {
    await appendedInTheEnd(store, 'notes-amara', sampleCommand('c'));

    await expect(store.readAll({ after: '7' })).rejects.toThrow(/No event of the log .* position 7:/);
    await expect(store.readAll({ after: '7', backwards: true })).rejects.toThrow('position 7:');
    expect(await store.eventAt('7')).toBeUndefined();
  });
});
