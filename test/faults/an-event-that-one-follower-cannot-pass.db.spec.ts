import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Installation, openInstallation, type RunningServer, WORKER } from './installation.js';

jest.setTimeout(240_000);

const REGISTER = 'organisation-register';
const PATIENCE_MS = 30_000;

let installation: Installation;
let server: RunningServer;
beforeAll(async () => {
  installation = await openInstallation();
  server = await installation.serve({ L2D_WORKER: 'apart' });
  installation.run(WORKER);
});
afterAll(() => installation?.remove());

const register = async (name: string): Promise<{ readonly position: string }> => {
  const answer = await fetch(`${server.url}/api/organisations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ organisationId: randomUUID(), name, sector: 'voluntary' }),
  });
  return (await answer.json()) as { position: string };
};
const followers = async (): Promise<readonly any[]> =>
  ((await (await fetch(`${server.url}/health/followers`)).json()) as { followers: any[] }).followers;
const until = async (come: (all: readonly any[]) => boolean): Promise<readonly any[]> => {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    const all = await followers();
    if (come(all)) return all;
    if (Date.now() > deadline) throw new Error(`It does not come to that: ${JSON.stringify(all)}`);
  }
};
const metric = async (name: string): Promise<string | undefined> =>
  (await (await fetch(`${server.url}/metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith(`${name}{follower="${nameOf}"}`))
    ?.split(' ')[1];

/** As the follower is called: with the version of its read model. */
let nameOf = '';

describe('an event that one read model cannot take', () => {
  it('stops that one alone, and is told everywhere with its error and the command that resumes', async () => {
    await register('Glenmore Care');
    nameOf = (await followers()).map(({ name }) => name as string).find((name) => name.startsWith(REGISTER))!;
    const live = `organisation_register_v2_g1`;
    await installation.asked(
      `alter table ${live} add constraint no_kinnaird check (name not like 'Kinnaird%')`,
    );
    const { position } = await register('Kinnaird Care');
    await register('Ardbeg Care');

    const all = await until((standing) =>
      standing.every(({ name, lag, failed }) => (name === nameOf ? failed : lag === 0)),
    );
    const stopped = all.find(({ name }) => name === nameOf);
    expect(stopped.failed).toMatchObject({
      position,
      eventType: 'OrganisationRegistered',
      error: 'PostgreSQL refused the rows with code 23514.',
      resume: `l2d resume ${nameOf}`,
    });
    expect(await metric('l2d_follower_failed')).toBe('1');
    expect(await metric('l2d_follower_failed_at_position')).toBe(position);

    const { code, out } = await installation.l2d('status');
    expect(code).toBe(1);
    expect(out).toContain(`${nameOf} stands still`);
    for (const said of [
      stopped.failed.eventId,
      'OrganisationRegistered',
      'code 23514',
      `l2d resume ${nameOf}`,
    ])
      expect(out).toContain(said);
  });

  it('goes on from there by the command named, in whichever process follows', async () => {
    await installation.asked('alter table organisation_register_v2_g1 drop constraint no_kinnaird');
    expect(await installation.l2d('resume', nameOf)).toMatchObject({ code: 0, err: '' });
    await until((standing) => standing.every(({ lag, failed }) => lag === 0 && !failed));

    expect(await metric('l2d_follower_failed')).toBe('0');
    expect(await metric('l2d_follower_failed_at_position')).toBeUndefined();
    const names = (await installation.asked('select name from organisation_register_v2 order by 1')).map(
      ({ name }) => name as string,
    );
    expect(names).toEqual(['Ardbeg Care', 'Glenmore Care', 'Kinnaird Care']);
    expect((await installation.l2d('status')).code).toBe(0);
    expect(await installation.json('verify')).toMatchObject({ sound: true });
  });
});
