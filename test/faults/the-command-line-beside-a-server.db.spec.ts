import { join } from 'node:path';
import { isAlive, type Installation, openInstallation, type RunningServer } from './installation.js';
import { madeUpRows, registerFile } from './made-up-register.js';

let installation: Installation;
let server: RunningServer;
beforeAll(async () => {
  installation = await openInstallation();
  server = await installation.serve();
});
afterAll(() => installation?.remove());

describe('the command line while a server runs on the same data', () => {
  it('imports; the server shows what was imported', async () => {
    const file = registerFile(installation.folder, madeUpRows(50));
    expect(await installation.json('import', 'organisations', file)).toEqual({
      accepted: 50,
      unchanged: 0,
      flagged: 0,
      refused: 0,
    });

    const { head } = await installation.json('status');
    const answer = await fetch(`${server.url}/api/organisations?limit=200&after=${head}`);
    expect(((await answer.json()) as any).items).toHaveLength(50);
  });

  it('tells where the followers stand: the server leads, and none is behind for long', async () => {
    const { followers, workItems } = await installation.json('status');
    expect(workItems).toEqual([]);
    expect(followers.map(({ failed }: any) => failed).filter(Boolean)).toEqual([]);
  });

  it('answers rates and proves log and read models', async () => {
    expect(await installation.json('rates')).toEqual([]);
    const proof = await installation.json('verify');
    expect(proof).toMatchObject({ sound: true, log: { problems: [] } });
    expect(proof.projections.find(({ name }: any) => name.startsWith('organisation-register'))).toMatchObject(
      {
        rows: 50,
        differing: 0,
      },
    );
  });

  it('seals the log, and finds by the seal what was altered since in a row of the database', async () => {
    const file = join(installation.folder, 'log.seal');
    const { code, out } = await installation.l2d('seal', file);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/events of 50 streams are sealed/) });
    expect(await installation.json('verify', '--seal', file)).toMatchObject({
      sound: true,
      seal: { sameLog: true },
    });
    expect(await installation.l2d('seal', file)).toMatchObject({ code: 2, out: '' });

    const rewritten = (from: string, to: string) =>
      installation.asked(
        `update log_event set recorded_at = replace(recorded_at, '${from}', '${to}') where position = 7`,
      );
    await rewritten('Z', 'z');
    const altered = await installation.l2d('verify', '--seal', file);
    expect(altered.code).toBe(1);
    expect(altered.out).toContain('number 7 of those sealed, was altered');
    await rewritten('z', 'Z');
    expect((await installation.l2d('verify', '--seal', file)).code).toBe(0);
  });

  it('says what a process would do that goes on elsewhere, and moves none under the server', async () => {
    const { l2d, json } = installation;
    const process = (await json('status')).followers.find(({ kind }: any) => kind === 'process');
    const { code, out } = await l2d('resume', process.name, '--from', '7');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/behind position 7 it would:.*Nothing was changed.*--from 7 --yes\n$/s),
    ]);
    expect(await l2d('resume', process.name, '--from', '7', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Stop every server and worker'),
    });
    expect(await l2d('resume', process.name, '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('name the position with --from'),
    });
    expect((await json('status')).followers).toContainEqual(process);
  });

  it('rebuilds a read model under the server', async () => {
    const { code, out } = await installation.l2d('rebuild', 'organisation-register');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'organisation-register was rebuilt; it equals what was live.\n',
    });
  });

  it('leaves the server its database', async () => {
    expect(isAlive(installation.postgres()!)).toBe(true);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  });
});
