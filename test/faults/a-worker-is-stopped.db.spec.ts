import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CuttablePort } from '../support/event-store-db/cuttable-port.js';
import { BusyOffice, placeIdOf, placesConfirmed, recordedTwice } from './busy-office.js';
import { type Installation, isAlive, openInstallation, type Running, WORKER } from './installation.js';

/** A leader that says nothing is replaced after 10 s; looking for it and electing another takes a moment more. */
const TAKEN_OVER_MS = 25_000;
const KILLED_MS = 10_000;
const STANDS_BY_MS = 3_000;
const LOCKED_SECONDS = 6;

jest.setTimeout(240_000);

let installation: Installation;
let office: BusyOffice;
const workers = new Map<number, Running>();
let port: CuttablePort | undefined;

/** Starts a worker and waits until it leads or stands by. */
const worker = async (variables: Record<string, string> = {}): Promise<number> => {
  const running = installation.run(WORKER, [], variables);
  const pid = running.process.pid!;
  workers.set(pid, running);
  const standing = `select 1 from pg_stat_activity where application_name like '% follower ${pid} on %'`;
  while ((await installation.asked(standing)).length === 0) await sleep(100);
  return pid;
};
const epochs = async (): Promise<readonly string[]> =>
  (await installation.asked('select distinct epoch from follower_checkpoint')).map(({ epoch }) => epoch);

beforeAll(async () => {
  installation = await openInstallation();
  const { url } = await installation.serve({ L2D_WORKER: 'apart' });
  office = new BusyOffice(url);
});
afterAll(async () => {
  for (const pid of workers.keys()) if (isAlive(pid)) process.kill(pid, 'SIGCONT');
  await installation?.remove();
  await port?.close();
});

describe('an api that follows nothing itself, beside workers', () => {
  let stopped = 0;

  it('says that nobody follows the log, until a worker does', async () => {
    expect((await office.standing()).leader).toBeUndefined();
    expect((await installation.l2d('status')).out).toContain('Nobody follows it: start npm run worker');

    stopped = await worker();
    expect((await office.leaderOtherThan()).pid).toBe(stopped);
    expect((await installation.l2d('status')).out).toContain(`Process ${stopped} on `);
  });

  it('answers a command with the outcome that a process decides in the worker', async () => {
    await office.open();
    expect(await office.place('amara')).toBe('confirmed');
  });

  it('goes on with the next when one is stopped in the middle of a write, which is as if it had not begun', async () => {
    const standby = await worker();
    const locked = installation.asked(
      `begin; lock table person_directory_v3_g1 in share mode; select pg_sleep(${LOCKED_SECONDS})`,
    );
    await untilSomebodyWaits();
    process.kill(stopped, 'SIGSTOP');
    await locked;
    expect(await inTheMiddle()).not.toEqual([]);

    const free = Date.now();
    const { pid, milliseconds } = await office.leaderOtherThan(stopped);
    expect(pid).toBe(standby);
    expect(milliseconds).toBeLessThan(TAKEN_OVER_MS);
    expect(await office.place('bo')).toBe('confirmed');
    expect(Date.now() - free).toBeLessThan(TAKEN_OVER_MS);
  });

  it('lets the one that goes on again write nothing, and stand by', async () => {
    const led = await epochs();
    process.kill(stopped, 'SIGCONT');
    await sleep(STANDS_BY_MS);
    expect(led).toHaveLength(1);
    expect(await epochs()).toEqual(led);
    expect(isAlive(stopped)).toBe(true);
  });

  it('goes on with who stands by when the leader is killed', async () => {
    const { pid: leader } = await office.leaderOtherThan();
    await workers.get(leader)!.end('SIGKILL');
    const { pid, milliseconds } = await office.leaderOtherThan(leader);
    expect(pid).toBe(stopped);
    expect(milliseconds).toBeLessThan(KILLED_MS);
  });

  it('goes on with the next when the network of the leader is cut, and with that one again once it is not', async () => {
    const address = new URL(installation.databaseUrl());
    port = new CuttablePort(Number(address.port));
    address.port = String(await port.open());
    const cut = await worker({ DATABASE_URL: address.href });
    await workers.get(stopped)!.end('SIGKILL');
    expect((await office.leaderOtherThan(stopped)).pid).toBe(cut);

    const standby = await worker();
    port.hold(true);
    const { pid, milliseconds } = await office.leaderOtherThan(cut);
    expect(pid).toBe(standby);
    expect(milliseconds).toBeLessThan(TAKEN_OVER_MS);

    port.hold(false);
    await sleep(STANDS_BY_MS);
    expect((await office.leaderOtherThan()).pid).toBe(standby);
    await workers.get(standby)!.end('SIGKILL');
    expect((await office.leaderOtherThan(standby)).pid).toBe(cut);
  });

  it('has lost nothing, and done nothing twice', async () => {
    await office.end();
    await office.settle();
    const confirmed = await placesConfirmed(installation);
    expect(office.confirmed.length).toBeGreaterThan(20);
    expect(confirmed).toEqual(new Set(office.confirmed.map(placeIdOf)));
    expect(await recordedTwice(installation)).toEqual([]);
    expect((await office.standing()).workItems).toEqual([]);
    const { log, projections } = await installation.json('verify');
    expect(log.problems).toEqual([]);
    expect(projections.filter(({ differing, problem }: any) => differing > 0 || problem)).toEqual([]);
  });
});

const untilSomebodyWaits = async (): Promise<void> => {
  const waiting = 'select 1 from pg_locks where not granted and relation is not null';
  for (const deadline = Date.now() + LOCKED_SECONDS * 1_000; ; await sleep(20)) {
    if ((await installation.asked(waiting)).length > 0) return;
    if (Date.now() > deadline) throw new Error('Nobody writes to what is locked.');
  }
};

/** Sessions whose process was stopped between two statements of a transaction that wrote. */
const inTheMiddle = (): Promise<readonly any[]> =>
  installation.asked(
    `select pid from pg_stat_activity where state = 'idle in transaction' and backend_xid is not null`,
  );
