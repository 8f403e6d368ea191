import { setTimeout as sleep } from 'node:timers/promises';
import { londonDateOf, type Recorded } from '#kernel';
import { autumnCohort, enrolling, idOf, registered } from '../support/autumn-cohort.js';
import { type Office, openOffice } from '../support/office.js';
import { type ServerProcess, startServer } from '../support/server-process.js';
import { builtProduct } from './built-product.js';

const CROWD = 500;

let office: Office;
let servers: ServerProcess[] = [];
beforeAll(async () => {
  const product = await builtProduct();
  office = await openOffice();
  await enrolling(office, 1, londonDateOf(new Date().toISOString()));
  await registered(office, 'Glenmore Council', []);
  servers = await Promise.all([1, 2].map(() => startServer(product, office.databaseUrl, office.folder)));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await office?.close();
});

const { cohortId } = autumnCohort(1);

describe('a crowd that asks for the last place at once, at two servers', () => {
  it('is answered 201 one by one: one is offered, the others wait in the order of the log', async () => {
    const answers = await Promise.all(Array.from({ length: CROWD }, (_, index) => asking(index)));

    expect(answers.filter(({ status }) => status !== 201).map(({ body }) => body)).toEqual([]);
    const outcomes = answers.map(({ body }) => body.recorded.at(-1).type);
    expect(outcomes.filter((type) => type === 'PlaceOffered')).toHaveLength(1);
    expect(outcomes.filter((type) => type === 'PlaceWaitlisted')).toHaveLength(CROWD - 1);

    const log = await recordedIn(`places-${cohortId}`);
    const waiting = log.filter(({ type }) => type === 'PlaceWaitlisted');
    expect(log.filter(({ type }) => type === 'PlaceOffered')).toHaveLength(1);
    expect(waiting.map(({ data }) => data.ahead)).toEqual(waiting.map((_, index) => index));

    await office.settle();
    expect(await lineOf()).toEqual(waiting.map(({ data }) => data.placeId));
  });

  it('leaves no server that cannot stop cleanly', async () => {
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0]);
  });
});

/** Asks for the place, and again under the same key where a server says that more is asked at once than it can answer in time. */
const asking = async (index: number): Promise<{ readonly status: number; readonly body: any }> => {
  for (;;) {
    const answer = await fetch(`${servers[index % 2]!.url}/api/cohorts/${cohortId}/places`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `crowd-${index}` },
      body: JSON.stringify({ placeId: idOf(`${index}`), sponsorId: idOf('Glenmore Council') }),
    });
    const body = (await answer.json()) as any;
    if (answer.status !== 503) return { status: answer.status, body };

    await sleep(Number(answer.headers.get('retry-after')) * 1_000);
  }
};

const recordedIn = async (stream: string): Promise<readonly Recorded[]> =>
  office.product.store.readStream(stream, { limit: 10 * CROWD });

/** The waiting line as the place book shows it, page by page. */
const lineOf = async (): Promise<readonly string[]> => {
  const line: string[] = [];
  for (let cursor = ''; ;) {
    const page = await office.see(`cohorts/${cohortId}/place-book?state=waiting&limit=200${cursor}`);
    line.push(...page.items.map((item: { placeId: string }) => item.placeId));
    if (!page.next) return line;
    cursor = `&cursor=${page.next}`;
  }
};
