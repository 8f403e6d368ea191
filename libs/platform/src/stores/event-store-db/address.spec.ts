import { jest } from '@jest/globals';
import { certificateOfOurs } from '../../../../../test/support/event-store-db/certificate.js';
import { EventStoreDbTestServer } from '../../../../../test/support/event-store-db/event-store-db-server.js';
import { appended, sampleAppend, sampleCommand } from '../append-samples.js';
import { addressProblem, hostsOf } from './address.js';
import { EventStoreDbEventStore } from './event-store-db-event-store.js';

describe('the address of an EventStoreDB', () => {
  it.each([
    'esdb://localhost:2113?tls=false',
    'esdb://localhost',
    'esdb://l2d:sec%40ret@one:2113,two:2113,three:2113?keepAliveInterval=10000&connectionName=l2d',
    'esdb+discover://l2d:secret@cluster.example:2113/?tls=true&nodePreference=leader',
  ])('may be %s', (url) => expect(addressProblem(url)).toBeUndefined());

  it.each([
    ['another protocol', 'http://localhost:2113', 'is not the address'],
    ['no host', 'esdb://l2d:secret@', 'is not the address'],
    ['a password with an @', 'esdb://l2d:sec@ret@localhost', 'is not the address'],
    ['a port that is none', 'esdb://l2d:secret@localhost:port', 'is not usable'],
    ['a password that is badly escaped', 'esdb://l2d:secret%zz@localhost', 'is not usable'],
    ['an unknown setting', 'esdb://l2d:secret@localhost?tlss=false', 'a setting that is not one of'],
    ['unverified certificates', 'esdb://l2d:secret@localhost?tlsVerifyCert=false', 'a setting'],
    ['a follower', 'esdb://l2d:secret@localhost?nodePreference=follower', 'nodePreference'],
    ['a file that is not there', 'esdb://l2d:secret@localhost?tlsCAFile=/no/such/file', 'tlsCAFile'],
  ])('is refused with %s, and nothing of it is told', (_, url, words) => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const problem = addressProblem(url);

    expect(problem).toContain(words);
    expect(problem).toMatch(/\.$/);
    expect(problem).not.toContain('secret');
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  it('tells its hosts without who signs in', () =>
    expect(hostsOf('esdb://l2d:secret@one:2113,two:2113?tls=true')).toBe('one:2113,two:2113'));
});

describe('an EventStoreDB store over TLS, on a test server', () => {
  it('signs in with what its address says, and trusts whom it names', async () => {
    const { file, tls } = await certificateOfOurs();
    const server = await EventStoreDbTestServer.start({ tls, credentials: 'l2d:sec:ret/@' });
    const trusted = `?tls=true&tlsCAFile=${encodeURIComponent(file)}`;
    const at = (user: string, settings = trusted) =>
      new EventStoreDbEventStore(`esdb://${user}${server.address}${settings}`);
    const stores = [
      at('l2d:sec%3Aret%2F%40@'),
      at('l2d:wrong-secret@'),
      at(''),
      at('l2d:secret@', '?tls=true'),
    ];
    const [store, wrong, nobody, untrusting] = stores as [
      EventStoreDbEventStore,
      EventStoreDbEventStore,
      EventStoreDbEventStore,
      EventStoreDbEventStore,
    ];

    appended(await store.append(sampleAppend('notes-amara', sampleCommand('c'))));
    expect(await store.readAll()).toHaveLength(1);
    for (const one of [wrong, nobody]) await expect(one.head()).rejects.toThrow('check user and password');
    await expect(untrusting.head()).rejects.toThrow('tlsCAFile');
    for (const one of stores) await one.close();
    await server.stop();
  });

  it('says which hosts it cannot reach and what to do, and not who signs in', async () => {
    const server = await EventStoreDbTestServer.start();
    const store = new EventStoreDbEventStore(`esdb://l2d:secret@${server.address}?tls=false`);
    server.beUnreachable(true);
    const failed = (await store.head().catch((error: unknown) => error)) as Error;

    expect(failed.message).toContain(server.address);
    expect(failed.message).toContain('EVENTSTOREDB_URL');
    expect(store.place).toBe(`EventStoreDB at ${server.address}`);
    const told = JSON.stringify({ ...failed, text: String(failed), stack: failed.stack });
    expect(told).not.toContain('secret');
    server.beUnreachable(false);
    expect(await store.head()).toBe('0');
    await store.close();
    await server.stop();
  });
});
