import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { openProduct } from '../../apps/api/src/start.js';
import { autumnCohort, confirmationOf, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { EventStoreDbTestServer } from '../support/event-store-db/event-store-db-server.js';
import { type Office, openOffice } from '../support/office.js';

const { cohortId } = autumnCohort(2);
const places = `cohorts/${cohortId}/places`;
const READ = [
  'programmes',
  'cohorts',
  'organisations',
  'people',
  'places',
  `cohorts/${cohortId}`,
  `cohorts/${cohortId}/place-book`,
  `cohorts/${cohortId}/history`,
  'completion-rates',
] as const;

/** What can be read, without what differs from log to log: positions, and the ids of events, made from ids of commands. */
const readOf = async (office: Office) => {
  const answers: Record<string, unknown> = {};
  for (const path of READ) answers[path] = withoutPositions(await office.see(path));
  return answers;
};
const withoutPositions = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      ['position', 'event', 'claimedIn'].includes(key) ? undefined : value,
    ),
  );

const twoPlacesAreConfirmed = async (office: Office): Promise<void> => {
  await enrolling(office, 2);
  await registered(office, 'Glenmore Council', ['amara', 'bo', 'chidi', 'ewan']);
  // One step after the other: what follows of one and the next step would be recorded in either order.
  const done = async (path: string, body?: object): Promise<void> => {
    await office.done(path, body);
    await office.settle();
  };
  for (const name of ['amara', 'bo', 'chidi'])
    await done(places, { placeId: idOf(`place of ${name}`), sponsorId: idOf('Glenmore Council') });
  for (const name of ['amara', 'bo']) {
    const place = `${places}/${idOf(`place of ${name}`)}`;
    await done(`${place}/acceptance`);
    await done(`${place}/confirmation`, confirmationOf(name, 'ewan'));
  }
  await done(`${places}/${idOf('place of bo')}/withdrawal`, { reasonClass: 'work' });
};

// The EventStoreDB is a test server in memory, built on the client's generated services: not the real product.
const PATIENCE_MS = 20_000;

describe('an office whose log is in EventStoreDB', () => {
  let server: EventStoreDbTestServer;
  let office: Office;
  let onPostgres: Office;
  beforeAll(async () => {
    server = await EventStoreDbTestServer.start();
    office = await openOffice('2026-09-01', { eventStoreDbUrl: server.url });
    onPostgres = await openOffice('2026-09-01');
    for (const one of [office, onPostgres]) await twoPlacesAreConfirmed(one);
  });
  afterAll(async () => {
    await Promise.all([office?.close(), onPostgres?.close()]);
    await server?.stop();
  });
  const get = async (path: string) => (await request(office.product.url!).get(path)).body;

  it('reads as one whose log is in PostgreSQL', async () => {
    expect(await readOf(office)).toEqual(await readOf(onPostgres));
    expect((await office.product.store.readAll()).length).toBeGreaterThan(20);
  });

  it('says which log it is, and nobody stands still', async () => {
    const { log, followers } = await get('/health/followers');
    expect(log).toBe(`EventStoreDB at ${server.address}`);
    expect(followers.filter(({ lag, failed }: any) => lag > 0 || failed)).toEqual([]);
    expect(await get('/health/ready')).toEqual({ status: 'ready' });
  });

  it('is proved, and its read models equal the log', async () => {
    const proof = await office.product.followers.verify();
    expect(proof.log.problems).toEqual([]);
    expect(proof.projections.filter(({ differing, problem }) => differing > 0 || problem)).toEqual([]);
    expect(proof.sound).toBe(true);
  });

  it('answers for what was recorded by a day', async () => {
    office.clock.moveTo('2026-09-03T09:00:00.000Z');
    await office.settle();
    const recorded = await office.get('places?asAt=2026-09-01&clock=recorded');
    expect(recorded.status).toBe(200);
    expect(recorded.body.items).toHaveLength(3);
    const before = await office.get('places?asAt=2026-08-31&clock=recorded');
    expect(before.body.items).toEqual([]);
  });

  it('goes on where it was when it is opened again, also after its connections were cut', async () => {
    const before = await readOf(office);
    server.cutConnections();
    const again = await openProduct({
      clock: office.clock,
      configuration: {
        databaseUrl: office.databaseUrl,
        dataFolder: office.folder,
        eventStoreDbUrl: server.url,
        port: 0,
        logLevel: 'silent',
      },
    });
    // Just cut, the log may be said to be out for a moment: whoever is told so sends again under the same key.
    const puffinPoint = { name: 'Puffin Point', sector: 'voluntary' };
    const sent = () => office.post('organisations', puffinPoint, { 'Idempotency-Key': 'puffin-point' });
    let answer = await sent();
    for (const patience = Date.now() + PATIENCE_MS; answer.status === 503 && Date.now() < patience;) {
      await pause(200);
      answer = await sent();
    }
    expect(answer.status).toBe(201);
    await again.followers.settle();

    expect(await readOf(office)).not.toEqual(before);
    expect(await again.store.identity()).toBe(await office.product.store.identity());
    await again.close();
  });
});
