import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI, type Installation, openInstallation, type RunningServer } from './installation.js';
import { madeUpRows, registerFile } from './made-up-register.js';

jest.setTimeout(240_000);

const ROWS = 1_500;
const TRIES = 20;
const REGISTER = 'organisation-register';

let installation: Installation;
let server: RunningServer;
beforeAll(async () => {
  installation = await openInstallation();
  server = await installation.serve();
  await installation.json('import', 'organisations', registerFile(installation.folder, madeUpRows(ROWS)));
});
afterAll(() => installation?.remove());

const tables = async (): Promise<readonly string[]> =>
  (
    await installation.asked(
      `select tablename as name from pg_tables where tablename ~ '^organisation_register_v[0-9]+_g[0-9]+$' order by 1`,
    )
  ).map(({ name }) => name as string);

/** Kills a rebuild once it has begun a second table, and tries again where it was done before. */
const killedInTheMiddle = async (): Promise<readonly string[]> => {
  for (let time = 0; time < TRIES; time += 1) {
    const rebuild = installation.run(CLI, ['rebuild', REGISTER]);
    let ended = false;
    void rebuild.ended.then(() => (ended = true));
    while (!ended && (await tables()).length < 2) await sleep(5);
    await rebuild.end('SIGKILL');
    await sleep(200);
    const left = await tables();
    if (left.length > 1) return left;
  }
  throw new Error(`Each of ${TRIES} rebuilds was done before it could be killed.`);
};

const registered = async (): Promise<number> => {
  const { head } = (await (await fetch(`${server.url}/health/followers`)).json()) as { head: string };
  const answer = await fetch(`${server.url}/api/organisations?limit=200&after=${head}`);
  return ((await answer.json()) as any).items.length;
};

describe('a rebuild that is killed', () => {
  it('leaves the live read model as it is, and a table beside it that the next rebuild removes', async () => {
    expect(await killedInTheMiddle()).toHaveLength(2);
    expect(await registered()).toBe(200);

    expect(await installation.l2d('rebuild', REGISTER)).toMatchObject({ code: 0 });
    expect(await tables()).toHaveLength(1);
    expect(await installation.asked('select count(*)::int as left from follower_digest')).toEqual([
      { left: 0 },
    ]);
  });

  it('leaves nothing behind once a server has started again', async () => {
    await killedInTheMiddle();
    await server.end('SIGTERM');
    server = await installation.serve();
    expect(await tables()).toHaveLength(1);
    expect(await installation.asked('select count(*)::int as left from follower_digest')).toEqual([
      { left: 0 },
    ]);
    expect(await registered()).toBe(200);
  });
});
