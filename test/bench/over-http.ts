import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { derivedId, londonDateOf } from '#kernel';
import { autumnCohort, PROGRAMME, VERSION } from '../support/autumn-cohort.js';
import type { Bench, Ground } from './ground.js';
import { type Account, perSecond, ratio, spread } from './measuring.js';
import { peer } from './peers.js';
import { inTurn } from './rounds.js';
import { CohortRow, openRows, PlaceRow } from './rows-and-counters.js';

const AT_ONCE = 64;
const SEATS = 20;
const SPONSORS = 50;
const ROW_CONNECTIONS = 20;
const PATIENCE_MS = 60_000;

const { cohortId } = autumnCohort(SEATS);
const sponsorOf = (number: number): string => derivedId('bench', 'sponsor', number % SPONSORS);

/**
 * Requests for a place over HTTP, from another process than the server's: to the product as `npm start` runs it and with its worker
 * apart, to an endpoint that does nothing, and to one that locks a row and counts. All check the same ids.
 */
export const overHttp: Bench = {
  name: 'over-http',
  run: async (ground) => {
    const rowsUrl = await ground.database();
    const rows = ground.closing(await openRows(rowsUrl, 2), (open) => open.destroy());
    await rows.getRepository(CohortRow).insert({ cohortId, capacity: SEATS });
    const plain = await server(ground, 'test/bench/plain-server.js', [rowsUrl, String(ROW_CONNECTIONS)]);
    const product = await productServer(ground);

    const clients = [
      await client('the product', `${product.url}/api/cohorts/${cohortId}/places`, ground),
      await client('an empty endpoint', `${plain}/empty/${cohortId}/places`, ground),
      await client('a locked row', `${plain}/rows/${cohortId}/places`, ground),
    ];
    const rates = await inTurn(clients, ground);
    const [ours, , locked] = clients;
    const places = await rows.getRepository(PlaceRow).find({ select: { placeId: true } });
    return {
      figures: Object.entries(rates).map(([name, values]) =>
        spread(`${name}, ${AT_ONCE} at once`, values, 'requests/s'),
      ),
      ratios: [
        ratio('ours to an empty endpoint', rates['the product']!, rates['an empty endpoint']!, {
          atLeast: 0.7,
        }),
        ratio('ours to a locked row', rates['the product']!, rates['a locked row']!, { atLeast: 1.5 }),
      ],
      accounts: [
        ours!.account(await product.requested()),
        locked!.account(places.map(({ placeId }) => placeId)),
      ],
    };
  },
};

/** Asks for places with as many connections as it asks at once. */
const client = async (name: string, address: string, ground: Ground) => {
  const { origin, pathname } = new URL(address);
  const { Pool } = (await peer('undici')).default as { Pool: any };
  const pool = ground.closing(
    new Pool(origin, { connections: AT_ONCE, pipelining: 1 }),
    (open: any) => open.destroy() as Promise<void>,
  );
  const acknowledged = new Set<string>();
  let next = 0;
  return {
    name,
    measure: (seconds: number) =>
      perSecond(AT_ONCE, seconds, async () => {
        const number = next++;
        const placeId = derivedId('bench', name, number);
        const answer = await pool.request({
          path: pathname,
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': placeId },
          body: JSON.stringify({ placeId, sponsorId: sponsorOf(number) }),
        });
        const text = (await answer.body.text()) as string;
        if (answer.statusCode !== 201) throw new Error(`${name} answered ${answer.statusCode}: ${text}`);
        acknowledged.add(placeId);
      }),
    account: (stored: readonly string[]): Account => {
      const recorded = new Set(stored);
      return {
        who: name,
        acknowledged: acknowledged.size,
        lost: [...acknowledged].filter((id) => !recorded.has(id)).length,
        doubled: stored.length - recorded.size,
      };
    },
  };
};

/** The product's own server on a database of its own, with a cohort that enrols. */
const productServer = async (ground: Ground) => {
  const databaseUrl = await ground.database();
  const url = await server(ground, 'apps/api/src/main.js', [], {
    DATABASE_URL: databaseUrl,
    L2D_DATA: join(ground.folder, 'over-http'),
    L2D_LOG_LEVEL: 'error',
    PORT: '0',
  });
  const send = async (path: string, body: object = {}): Promise<void> => {
    const answer = await fetch(`${url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  };
  await send('programmes', PROGRAMME);
  await send(`programmes/${PROGRAMME.programmeId}/versions`, VERSION);
  await send('cohorts', autumnCohort(SEATS, londonDateOf(new Date().toISOString())));
  await send(`cohorts/${cohortId}/recommendation`);
  await send(`cohorts/${cohortId}/approval`, { decision: 'approved', reference: 'Board 4/2026' });
  await send(`cohorts/${cohortId}/enrolment/opening`);
  for (let number = 0; number < SPONSORS; number += 1)
    await send('organisations', {
      organisationId: sponsorOf(number),
      name: `Made-up Care ${number}`,
      sector: 'voluntary',
    });
  return {
    url,
    requested: async (): Promise<readonly string[]> => {
      const { store } = await ground.log(databaseUrl);
      const events = await store.readStream(`places-${cohortId}`);
      return events
        .filter(({ type }) => type === 'PlaceRequested')
        .map(({ data }) => (data as { placeId: string }).placeId);
    },
  };
};

/** A program of this build in a process of its own; answers the address it says. */
const server = (
  ground: Ground,
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const child: ChildProcess = spawn(process.execPath, [join('dist', program), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  ground.closing(child, async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const impatience = setTimeout(
      () => reject(new Error(`${program} did not say its address.`)),
      PATIENCE_MS,
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (!address) return;
      clearTimeout(impatience);
      resolve(address);
    });
    void ended.then(() => reject(new Error(`${program} ended before it said its address.`)));
  });
};
