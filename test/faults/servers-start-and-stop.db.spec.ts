import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Installation, isAlive, openInstallation } from './installation.js';

const STOP_MS = 10_000;

const register = (url: string, name: string): Promise<Response> =>
  fetch(`${url}/api/organisations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ organisationId: randomUUID(), name, sector: 'voluntary' }),
  });

const HALF_A_BODY = 'Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"name":';

/** A connection on which so much is said, and no more. */
const clientThatSays = async (url: string, words: string): Promise<Socket> => {
  const client = connect(Number(new URL(url).port), '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  client.write(words);
  return client;
};

describe('a server on the embedded database', () => {
  let installation: Installation;
  beforeEach(async () => {
    installation = await openInstallation();
  });
  afterEach(() => installation.remove());

  it('stops within seconds, also under clients that say nothing or not all, and leaves no database behind', async () => {
    const server = await installation.serve();
    const postgres = installation.postgres()!;
    expect((await register(server.url, 'Glenmore Care')).status).toBe(201);
    const clients = await Promise.all([
      clientThatSays(server.url, ''),
      clientThatSays(server.url, 'POST /api/organisations HTTP/1.1\r\nHost: localhost\r\nContent-Le'),
      clientThatSays(server.url, `POST /api/organisations HTTP/1.1\r\nHost: localhost\r\n${HALF_A_BODY}`),
    ]);

    const asked = performance.now();
    const { code, err } = await server.end('SIGTERM');
    for (const client of clients) client.destroy();
    expect({ code, err }).toEqual({ code: 0, err: 'Stopping.\n' });
    expect(performance.now() - asked).toBeLessThan(STOP_MS);
    expect(isAlive(postgres)).toBe(false);
  });

  it('shares the database: a second one goes on when the first stops, and the last stops it', async () => {
    const first = await installation.serve();
    const second = await installation.serve();
    const postgres = installation.postgres()!;

    expect((await first.end('SIGTERM')).code).toBe(0);
    expect(isAlive(postgres)).toBe(true);
    const answer = await register(second.url, 'Kinnaird Care');
    expect(answer.status).toBe(201);
    // The second now follows the log in place of the first.
    const { position } = (await answer.json()) as { position: string };
    const seen = await fetch(`${second.url}/api/organisations?after=${position}`);
    expect(((await seen.json()) as any).items).toMatchObject([{ name: 'Kinnaird Care' }]);

    expect((await second.end('SIGTERM')).code).toBe(0);
    expect(isAlive(postgres)).toBe(false);
  });
});
