import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportLog, FileKeyring, markOfKeys } from '#platform';
import { logOf, storeOf } from '../../libs/platform/src/seals/plain-log.samples.js';
import { EventStoreDbTestServer } from '../support/event-store-db/event-store-db-server.js';
import { API, CLI, type Ended, type Installation, openInstallation, type Running } from './installation.js';

const PATIENCE_MS = 240_000;
/** Inserting them takes some seconds. */
const MANY = 20_000;
const SOME = 2_000;

/** The file of a made-up log of an installation whose keys are those of the given folder. */
const madeUpFile = async (folder: string, keys: string, events: number): Promise<string> => {
  const keyring = await FileKeyring.open({ folder: keys });
  const file = join(folder, `made-up-${events}.gz`);
  const log = logOf(Array.from({ length: events }, (_, nth) => `notes-${Math.floor(nth / 4) % 997}`));
  await exportLog(pagedQuickly(log), file, {
    exportedAt: '2026-09-30T12:00:00.000Z',
    keys: markOfKeys(keyring, 'log-1'),
    standing: { processes: [], due: [], workItems: [] },
  });
  await keyring.close();
  return file;
};

/** Positions of a sample are its numbers, so that no page is looked for. */
const pagedQuickly = (log: ReturnType<typeof logOf>) => ({
  ...storeOf(log),
  readStored: async ({ after = '0', limit = 1_000 } = {}) => log.slice(Number(after), Number(after) + limit),
});

describe('a log that is moved by the command line', () => {
  let installation: Installation;
  let data: string;
  beforeEach(async () => {
    installation = await openInstallation();
    data = join(installation.folder, 'data');
    mkdirSync(data);
  });
  afterEach(() => installation?.remove());

  const killedWhen = async (running: Running, isDue: () => Promise<boolean>): Promise<Ended> => {
    while (running.process.exitCode === null && !(await isDue())) await sleep(5);
    return running.end('SIGKILL');
  };

  it(
    'is as empty as before when its import into PostgreSQL is killed, and whole when it is done again',
    async () => {
      const { folder, run, l2d, json, asked } = installation;
      const file = await madeUpFile(folder, join(data, 'keys'), MANY);
      // Makes the database, so that it can be asked while the import runs.
      const server = await installation.serve();
      expect((await l2d('import', 'log', file)).err).toMatch(/^A server follows this log now/);

      const importing = () =>
        asked(`select 1 from pg_stat_activity where query like 'insert into log_event (position%'`);
      const stillServing = installation.postgres();
      const dropped = server.end('SIGKILL');
      await dropped;
      expect(installation.postgres()).toBe(stillServing);
      const killed = await killedWhen(
        run(CLI, ['import', 'log', file]),
        async () => (await importing()).length > 0,
      );
      expect([killed.code, killed.out]).toEqual([null, '']);

      const [{ events }] = await asked('select count(*)::int as events from log_event');
      expect(events).toBe(0);
      const imported = await json('import', 'log', file);
      expect(imported).toMatchObject({ file, from: 'log-1', events: MANY, streams: 997 });
      const proof = await json('verify');
      expect(proof).toMatchObject({
        sound: true,
        log: { events: MANY, position: String(MANY), problems: [] },
      });
      const again = await l2d('import', 'log', file);
      expect([again.code, again.err]).toEqual([
        2,
        expect.stringMatching(/is not empty: it ends at position 20000/),
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'is told to be half there when its import into EventStoreDB is killed, and is finished by the same file',
    async () => {
      // A test server in memory, built on the client's generated services: not the real product.
      const server = await EventStoreDbTestServer.start();
      const { folder, run } = installation;
      const there = { EVENTSTOREDB_URL: server.url };
      const on = (...args: readonly string[]) => run(CLI, args, there).ended;
      const file = await madeUpFile(folder, join(data, 'keys'), SOME);
      const recorded = () => server.log.records.filter(({ stream }) => stream.startsWith('l2d:')).length;

      let left = 0;
      for (const upTo of [SOME / 2, SOME - 1]) {
        const killed = await killedWhen(
          run(CLI, ['import', 'log', file], there),
          async () => recorded() >= upTo,
        );
        expect([killed.code, killed.out]).toEqual([null, '']);
        expect(recorded()).toBeGreaterThan(left);
        left = recorded();
      }
      const status = await on('status');
      expect([status.code, status.err]).toEqual([2, expect.stringMatching(/is only half there/)]);
      const started = await run(API, [], there).ended;
      expect([started.code, started.err]).toEqual([
        1,
        expect.stringMatching(/is only half there.*goes on where it was/s),
      ]);
      const other = await on('import', 'log', await madeUpFile(folder, join(data, 'keys'), 10));
      expect([other.code, other.err]).toEqual([2, expect.stringMatching(/is half of another one/)]);

      expect(await on('import', 'log', file)).toMatchObject({ code: 0 });
      expect(recorded()).toBe(SOME);
      const proof = JSON.parse((await on('verify', '--json')).out);
      expect(proof).toMatchObject({ sound: true, log: { events: SOME, problems: [] } });
      await server.stop();
    },
    PATIENCE_MS,
  );

  it(
    'is the backup of the embedded database: exported beside a server, and begun anew from file and keys',
    async () => {
      const { folder, l2d, json } = installation;
      const register = join(folder, 'register.csv');
      writeFileSync(
        register,
        'reference,name,sector,staff_wte,services,council_areas\nR1,Harbour Trust,voluntary,12,1,Stirling\n',
      );
      const server = await installation.serve();
      await json('import', 'organisations', register);
      const file = join(folder, 'backup.gz');
      const exported = await json('export', 'log', file);
      expect(exported).toMatchObject({
        file,
        events: expect.any(Number),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const again = await l2d('export', 'log', file);
      expect([again.code, again.err]).toEqual([2, expect.stringMatching(/never overwrites one/)]);
      await server.end('SIGTERM');
      const rows = await json('show', 'organisation-register');

      const restored = await openInstallation();
      try {
        const into = (...args: readonly string[]) => restored.l2d('import', 'log', file, ...args);
        const without = await into();
        expect([without.code, without.err]).toEqual([2, expect.stringMatching(/^There are no keys in /)]);
        expect(existsSync(join(restored.folder, 'data'))).toBe(false);

        const keys = join(restored.folder, 'data', 'keys');
        await (await FileKeyring.open({ folder: keys })).close();
        const wrong = await into();
        expect([wrong.code, wrong.err]).toEqual([2, expect.stringMatching(/are not those of the log/)]);
        expect(readdirSync(join(restored.folder, 'data'))).toEqual(['keys']);

        cpSync(join(data, 'keys'), keys, { recursive: true });
        expect(await into()).toMatchObject({ code: 0, err: '' });
        expect(await restored.json('show', 'organisation-register')).toEqual(rows);
        expect((await restored.json('verify')).sound).toBe(true);
      } finally {
        await restored.remove();
      }
    },
    PATIENCE_MS,
  );

  it(
    'is taken without its keys only where that is said',
    async () => {
      const { folder, l2d, json } = installation;
      const file = await madeUpFile(folder, join(folder, 'lost-keys'), 10);
      expect((await l2d('import', 'log', file)).code).toBe(2);
      expect(await json('import', 'log', file, '--without-keys')).toMatchObject({ events: 10 });
      expect((await json('verify')).sound).toBe(true);
    },
    PATIENCE_MS,
  );
});
