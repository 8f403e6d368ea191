import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { instantOf } from '#kernel';
import { Checkpoints } from './checkpoints.js';
import { composed } from './composed.js';
import { inTransaction } from './database.js';
import { DueRunner } from './due-runner.js';
import { LeadLost } from './failures.js';
import { Candidate, leaderOf, type Term } from './leadership.js';
import { type Library, OPENED_AT, openLibrary } from './library.example.js';
import { begin, lending, noteLoans, REMINDED_AFTER_DAYS } from './loans.example.js';
import { ProcessRunner } from './process-runner.js';

/** What the lead is held by. */
const LOCK = 7_205_110_202;

describe('the lead', () => {
  let library: Library;
  const terms: Term[] = [];
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const term of terms.splice(0)) await term.resign();
    await library.close();
  });

  const won = async (candidate: Candidate, withinMilliseconds: number): Promise<Term | undefined> => {
    for (const deadline = Date.now() + withinMilliseconds; Date.now() < deadline; await pause(100)) {
      const term = await candidate.stand();
      if (!term) continue;
      terms.push(term);
      return term;
    }
    return undefined;
  };
  const candidate = (silence_ms: number, replaced?: () => void) =>
    new Candidate(library.database.connection, { silence_ms, replaced });

  it('is taken from a process that keeps its connection and says nothing', async () => {
    const stopped = new Client(library.database.connection);
    const cut = new Promise<void>((resolve) => stopped.on('error', () => resolve()));
    await stopped.connect();
    await stopped.query('select pg_advisory_lock($1)', [LOCK]);
    const replaced = jest.fn();
    const standby = candidate(2_000, replaced);
    expect(await standby.stand()).toBeUndefined();
    expect(replaced).not.toHaveBeenCalled();

    expect(await won(standby, 10_000)).toMatchObject({ epoch: '1' });
    await cut;
    expect(replaced).toHaveBeenCalledTimes(1);
  });

  it('stays with a process that gives signs of life, however little it does', async () => {
    const leader = (await won(candidate(2_500), 1_000))!;
    const replaced = jest.fn();
    const standby = candidate(2_500, replaced);
    expect(await won(standby, 6_000)).toBeUndefined();
    await standby.withdraw();

    expect(replaced).not.toHaveBeenCalled();
    expect(leader.holds()).toBe(true);
    expect(await leaderOf(library.database.pool)).toEqual({
      process: expect.stringMatching(new RegExp(`^${process.pid} on .+`)),
      heardSecondsAgo: expect.any(Number),
    });
  });

  it('lapses by itself where a process was stopped so long that another may lead', async () => {
    const leader = (await won(candidate(10_000), 1_000))!;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 9_000);

    expect(leader.holds()).toBe(false);
    expect(leader.signal.aborted).toBe(true);
  });

  it('is free once nobody leads', async () => {
    await (await won(candidate(10_000), 1_000))!.resign();
    expect(await leaderOf(library.database.pool)).toBeUndefined();
  });
});

describe('a leader that was replaced', () => {
  let library: Library;
  beforeEach(async () => {
    library = await openLibrary();
  });
  afterEach(() => library.close());

  it('keeps no checkpoint from who leads next, though it was stopped in the middle of a write', async () => {
    await library.followers().prepare();
    const { pool } = library.database;
    const checkpoints = new Checkpoints(pool);
    await checkpoints.take(['loans'], '1');
    let goOn = (): void => undefined;
    const stopped = inTransaction(pool, async (client) => {
      await checkpoints.advance(client, ['loans'], { from: '0', to: '1', hash: 'h', epoch: '1' });
      await new Promise<void>((resolve) => (goOn = resolve));
      await client.query('select 1');
    });
    stopped.catch(() => undefined);
    await pause(200);

    expect(await checkpoints.take(['loans'], '2')).toMatchObject([{ position: '0' }]);
    goOn();
    await expect(stopped).rejects.toThrow();
    expect((await checkpoints.all()).get('loans')).toMatchObject({ position: '0' });
  });

  it('crosses nothing off the timetable, and takes back no failure', async () => {
    const followers = library.followers();
    await followers.start();
    await library.commands.send(begin('l1'));
    await followers.settle();
    await followers.stop();
    library.clock.moveTo(instantOf(Date.parse(OPENED_AT) + (REMINDED_AFTER_DAYS + 1) * 86_400_000));

    const { database, store, commands, clock } = library;
    const { forLead, checkpoints } = composed({
      contexts: [lending],
      database,
      store,
      commands,
      clock,
      sealing: { open: async (events) => events },
      log: { log: () => undefined, warn: () => undefined },
    });
    const lead = { epoch: '10', signal: new AbortController().signal, holds: () => true };
    const runner = await ProcessRunner.take(noteLoans, lead, {
      ...forLead.forProcesses,
      entered: () => undefined,
    });
    await checkpoints.take([noteLoans.name], '11');
    const failure = { error: 'Error: of the next', at: clock.now(), resume: 'l2d resume' };
    await checkpoints.fail(noteLoans.name, failure, '11');

    await expect(new DueRunner([runner], lead, forLead.forDue).turn()).rejects.toBeInstanceOf(LeadLost);
    await checkpoints.clear(noteLoans.name, lead.epoch);
    expect(await library.rows('select done_at from follower_due')).toEqual([{ done_at: null }]);
    expect((await checkpoints.all()).get(noteLoans.name)).toMatchObject({ failed: failure });
  });
});
