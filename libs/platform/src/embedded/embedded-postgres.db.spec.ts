import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asked, compiledApp, openFolder, startedApp } from './embedded-samples.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { isRunning } from './folder-lock.js';

describe('the built-in PostgreSQL', () => {
  let folder: string;
  let lines: string[];
  const app = compiledApp();
  const data = () => join(folder, 'data');
  const start = () => startEmbeddedPostgres({ dataDirectory: data(), log: (line) => lines.push(line) });
  const pid = () => Number(readFileSync(join(data(), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const keepASeat = (url: string) => asked(url, 'create table seat as select 42 as number');
  const seats = (url: string) => asked(url, 'select number from seat');

  beforeEach(() => {
    folder = openFolder();
    lines = [];
  });
  afterEach(async () => {
    if (existsSync(join(data(), 'postgres', 'postmaster.pid'))) {
      const left = pid();
      process.kill(left, 'SIGQUIT');
      while (isRunning(left)) await sleep(20);
    }
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => app.remove());

  it('makes a database at the first start, stops without a trace and finds its data again', async () => {
    const first = await start();
    const server = pid();
    await keepASeat(first.url);
    await first.stop();

    expect(isRunning(server)).toBe(false);
    expect(lines).toEqual([
      expect.stringContaining(`First start: a PostgreSQL 18 database is made in ${data()}`),
    ]);
    expect(statSync(join(data(), 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(readdirSync(data()).sort()).toEqual(['postgres', 'postgres-password', 'postgres.log']);

    const second = await start();
    expect(await seats(second.url)).toEqual([{ number: 42 }]);
    expect(lines).toHaveLength(1);
    await second.stop();
  });

  it('is told no secret of this program, which its own programs could read', async () => {
    process.env['L2D_MASTER_KEY'] = 'a secret';
    const server = await start().finally(() => delete process.env['L2D_MASTER_KEY']);
    await asked(server.url, 'create table environment (line text)');
    await asked(server.url, `copy environment from program 'env'`);
    const lines = await asked(server.url, 'select line from environment');
    await server.stop();
    expect(lines).toContainEqual({ line: 'LC_MESSAGES=C' });
    expect(JSON.stringify(lines)).not.toMatch(/L2D_|secret/);
  });

  it('outlives a killed program and is adopted by the next', async () => {
    const killed = await startedApp(app.file, data());
    await keepASeat(killed.url);
    const server = pid();
    await killed.kill();
    expect(isRunning(server)).toBe(true);

    const next = await start();
    expect(next.url).toBe(killed.url);
    expect(pid()).toBe(server);
    expect(await seats(next.url)).toEqual([{ number: 42 }]);
    await next.stop();
    expect(isRunning(server)).toBe(false);
  });

  it('is shared by programs that start at once, and stopped by the last', async () => {
    const [api, cli, mine] = await Promise.all([
      startedApp(app.file, data()),
      startedApp(app.file, data()),
      start(),
    ]);
    const server = pid();
    expect(new Set([api.url, cli.url, mine.url]).size).toBe(1);

    await cli.stop();
    await mine.stop();
    expect(isRunning(server)).toBe(true);
    await api.stop();
    expect(isRunning(server)).toBe(false);
  });

  it('recovers what was committed when the server itself was killed', async () => {
    const killed = await startedApp(app.file, data());
    await keepASeat(killed.url);
    const server = pid();
    await killed.kill();
    process.kill(server, 'SIGKILL');
    while (isRunning(server)) await sleep(10);

    const next = await start();
    expect(await seats(next.url)).toEqual([{ number: 42 }]);
    await next.stop();
  });

  it('comes back at the same address when it is killed under a living program', async () => {
    const mine = await start();
    await keepASeat(mine.url);
    process.kill(pid(), 'SIGKILL');

    await expect(untilAnswered(() => seats(mine.url))).resolves.toEqual([{ number: 42 }]);
    await mine.stop();
    expect(existsSync(join(data(), 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('comes back at the same address when it could not start at first, as on a full disk', async () => {
    const mine = await start();
    await keepASeat(mine.url);
    const wal = join(data(), 'postgres', 'pg_wal');
    renameSync(wal, `${wal}-away`);
    process.kill(pid(), 'SIGKILL');
    const said = () => readFileSync(join(data(), 'postgres.log'), 'utf8');
    while (!said().includes('"pg_wal" does not exist')) await sleep(10);
    renameSync(`${wal}-away`, wal);

    await expect(untilAnswered(() => seats(mine.url))).resolves.toEqual([{ number: 42 }]);
    await mine.stop();
  });

  it('is not deceived by a pid file that names another living process', async () => {
    const first = await start();
    await first.stop();
    const pidFile = join(data(), 'postgres', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${data()}/postgres\n0\n1\n\n127.0.0.1\n 1 1\nready   \n`);

    const second = await start();
    expect(pid()).not.toBe(process.pid);
    await second.stop();
  });

  it('starts where a power cut left nothing in its pid file, nor in a password made before any database', async () => {
    mkdirSync(data());
    writeFileSync(join(data(), 'postgres-password'), '');
    const first = await start();
    await keepASeat(first.url);
    await first.stop();
    const pidFile = join(data(), 'postgres', 'postmaster.pid');
    writeFileSync(pidFile, '');
    utimesSync(pidFile, 0, 0);

    const second = await start();
    expect(await seats(second.url)).toEqual([{ number: 42 }]);
    await second.stop();
  });

  it('says what is wrong with a folder that is not its own', async () => {
    mkdirSync(join(data(), 'postgres'), { recursive: true });
    await expect(start()).rejects.toThrow(/postgres-password is missing or empty/);

    writeFileSync(join(data(), 'postgres-password'), 'secret');
    await expect(start()).rejects.toThrow(/not a PostgreSQL database \(it has no PG_VERSION\)/);

    writeFileSync(join(data(), 'postgres', 'PG_VERSION'), '14\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 14, this program carries 18/);

    writeFileSync(join(data(), 'postgres', 'PG_VERSION'), '18\n');
    await expect(start()).rejects.toThrow(/does not start: .*postgresql\.conf/);
  });

  it('notices a password that does not belong to the database', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(data(), 'postgres-password'), 'another');

    await expect(start()).rejects.toThrow(/the two do not belong together/);
  });

  const asRoot = process.getuid?.() === 0;
  it('keeps the database outside a home that is closed to its user (only root has one), and says where', async () => {
    chmodSync(folder, 0o700);
    if (!asRoot) {
      const own = await start();
      await own.stop();
      expect(existsSync(join(data(), 'postgres-location'))).toBe(false);
      return;
    }
    const first = await start();
    await keepASeat(first.url);
    await first.stop();
    const pointer = join(data(), 'postgres-location');
    const place = readFileSync(pointer, 'utf8').trim();
    try {
      expect(place).toMatch(/^\/var\/lib\/leading-to-deliver-[0-9a-f]{16}$/);
      expect(lines[0]).toContain(place);

      const second = await start();
      expect(await seats(second.url)).toEqual([{ number: 42 }]);
      await second.stop();
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
    await expect(start()).rejects.toThrow(`lies in ${place} (see ${pointer}), but that folder is not there`);
  });
});

const untilAnswered = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch {
      await sleep(50);
    }
  }
};
