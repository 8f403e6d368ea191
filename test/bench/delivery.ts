import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openDatabase, PostgresEventStore } from '#platform';
import { sampleAppend, sampleCommand } from '../../libs/platform/src/stores/append-samples.js';
import { LogPages } from '../../libs/platform/src/following/log-pages.js';
import { Wake } from '../../libs/platform/src/following/wake.js';
import type { Bench, Ground } from './ground.js';
import { paced, quantileOf, spread } from './measuring.js';
import type { Log } from './oracle.js';
import { emmett } from './peers.js';

const EVENTS_A_SECOND = 1_000;
/** What emmett takes at ease beside a follower. */
const EMMETT_EVENTS_A_SECOND = 200;
const FOREIGN_SECONDS = 10;
/** A wake may be lost: followers look this often. */
const POLL_MS = 100;

/**
 * How long after it was sent an event reaches a follower in another process, while somebody else's transaction stays open on the same
 * server: from the moment it is sent, not acknowledged.
 */
export const delivery: Bench = {
  name: 'delivery',
  run: async (ground) => {
    const seconds = ground.seconds < 2 ? 2 : FOREIGN_SECONDS;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 1; round <= ground.rounds; round += 1) {
      ground.progress(`round ${round} of ${ground.rounds}`);
      ours.push(await ourLag(ground, seconds));
      if (round === 1) theirs.push(await lagOf(await emmett(ground), ground, seconds));
    }
    return {
      figures: [
        spread(`ours, ${EVENTS_A_SECOND} events/s, a foreign transaction open`, ours, 'ms, p99'),
        spread(`emmett, ${EMMETT_EVENTS_A_SECOND} events/s, a foreign transaction open`, theirs, 'ms, p99'),
      ],
      ratios: [{ what: 'p99 of ours to 50 ms', rounds: ours.map((lag) => lag / 50), target: { atMost: 1 } }],
    };
  },
};

const ourLag = async (ground: Ground, seconds: number): Promise<number> => {
  const { url, store } = await ground.log();
  // As another process would: with connections of its own, woken through the database.
  const database = ground.closing(await openDatabase({ url }), (open) => open.close());
  const follower = ground.closing(new PostgresEventStore(database), (open) => open.close());
  const wake = new Wake();
  const quiet = follower.onAppended(wake.call);
  const pages = new LogPages(follower);
  const lags: number[] = [];
  const sentAt: number[] = [];
  const stop = new AbortController();
  const following = (async () => {
    for (let after = '0'; !stop.signal.aborted;) {
      const { calls } = wake;
      const page = await pages.after(after, 2_000);
      const seenAt = performance.now();
      for (const { data } of page) lags.push(seenAt - sentAt[(data as { number: number }).number]!);
      after = page.at(-1)?.position ?? after;
      if (page.length === 0) await wake.since(calls, POLL_MS, stop.signal);
    }
  })();
  await besideForeign(ground, async () => {
    const sent = await paced(EVENTS_A_SECOND, seconds, async (number) => {
      sentAt[number] = performance.now();
      const key = `amara/${number}`;
      const { outcome } = await store.append(sampleAppend(`note-${number}`, sampleCommand(key, { number })));
      if (outcome !== 'appended') throw new Error(`Not appended: ${outcome}`);
    });
    for (const deadline = performance.now() + 5_000; lags.length < sent && performance.now() < deadline;)
      await pause(20);
    if (lags.length !== sent) throw new Error(`${lags.length} of ${sent} events were delivered.`);
  });
  quiet();
  stop.abort();
  await following;
  return quantileOf(lags, 0.99);
};

const lagOf = async (log: Log, ground: Ground, seconds: number): Promise<number> => {
  const sentAt: number[] = [];
  const lags = new Map<number, number>();
  let stop = false;
  const following = (async () => {
    for (let after = 0n; !stop;) {
      const page = await log.after!(after);
      for (const { number } of page) lags.set(number, performance.now() - sentAt[number]!);
      after = page.at(-1)?.position ?? after;
      if (page.length === 0) await pause(POLL_MS);
    }
  })();
  await besideForeign(ground, async () => {
    await paced(EMMETT_EVENTS_A_SECOND, seconds, (number) => {
      sentAt[number] = performance.now();
      return log.append(number);
    });
  });
  await pause(5 * POLL_MS);
  stop = true;
  await following;
  return quantileOf(
    sentAt.map((sent, number) => lags.get(number) ?? performance.now() - sent),
    0.99,
  );
};

/** While a transaction of somebody else is open, with an id and a snapshot of its own, in another database of the server. */
export const besideForeign = async (ground: Ground, work: () => Promise<void>): Promise<void> => {
  const foreign = new Client({ connectionString: await ground.database() });
  await foreign.connect();
  try {
    await foreign.query('begin isolation level repeatable read');
    await foreign.query('select pg_current_xact_id()');
    await work();
  } finally {
    await foreign.end();
  }
};
