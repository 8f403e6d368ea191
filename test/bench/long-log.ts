import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Product } from '../../apps/api/src/start.js';
import { copyOver } from './copied-log.js';
import type { Bench, Ground } from './ground.js';
import { ourLogOn } from './logs.js';
import { figure, type Findings, medianOf, microsecondsOf, ratio, spread } from './measuring.js';
import { cohortNamed, fillBook, openBook, requestOf } from './place-books.js';
import { inTurn } from './rounds.js';

const SIZES = [100_000, 1_000_000, 10_000_000];
const QUICK_PART = 1_000;
/** A cohort of so many requests, over and over. */
const PATTERN_PLACES = 500;
const WORKER_MIB = 400;
const SAMPLE_MS = 1_000;

/** Logs of a hundred thousand, a million and ten million events: what an append and a command cost, and what a worker needs to fold them. Only with `--full`. */
export const longLog: Bench = {
  name: 'long-log',
  run: async (ground) => {
    if (!ground.full) return { figures: [] };

    const sizes = ground.sized(QUICK_PART) < QUICK_PART ? SIZES.map((size) => size / QUICK_PART) : SIZES;
    const urls: string[] = [];
    for (const size of sizes) urls.push(await logOf(ground, size));
    const [costs, memory] = [
      await costsOn(ground, sizes, urls),
      await memoryOn(ground, urls.at(-1)!, sizes.at(-1)!),
    ];
    return { figures: [...costs.figures, ...memory.figures], ratios: [...costs.ratios!, ...memory.ratios!] };
  },
};

const logOf = async (ground: Ground, events: number): Promise<string> => {
  const maker = await ground.product();
  await fillBook(maker, cohortNamed('pattern'), PATTERN_PLACES);
  const pattern = await maker.store.readStored({ limit: 10 * PATTERN_PLACES });
  const url = await ground.database();
  // Opened before there is anything in its log: the log is marked as one of these keys.
  await (await ground.product({ url })).close();
  const { database } = await ground.log(url);
  await copyOver(database.pool, pattern, events, (done) => {
    if (done % 100_000 === 0) ground.progress(`${done} of ${events} events written`);
  });
  return url;
};

const costsOn = async (
  ground: Ground,
  sizes: readonly number[],
  urls: readonly string[],
): Promise<Findings> => {
  const appends = [];
  const commands = [];
  for (const [index, url] of urls.entries()) {
    const name = `${sizes[index]} events`;
    const log = await ourLogOn(ground, url);
    const product = await ground.product({ url });
    let next = 0;
    appends.push(medianContender(name, () => log.append(next++)));
    commands.push(medianContender(name, requesting(product)));
  }
  const appendTimes = await inTurn(appends, ground);
  const commandTimes = await inTurn(commands, ground);
  const [least, ...longer] = Object.keys(appendTimes);
  return {
    figures: [
      ...Object.entries(appendTimes).map(([name, times]) => spread(`an append, ${name}`, times, 'µs')),
      ...Object.entries(commandTimes).map(([name, times]) => spread(`a command, ${name}`, times, 'µs')),
    ],
    ratios: longer.flatMap((name) => [
      ratio(`an append: ${name} to ${least}`, appendTimes[name]!, appendTimes[least!]!, { atMost: 1.2 }),
      ratio(`a command: ${name} to ${least}`, commandTimes[name]!, commandTimes[least!]!, { atMost: 1.2 }),
    ]),
  };
};

const medianContender = (name: string, once: () => Promise<unknown>) => ({
  name,
  measure: async (seconds: number): Promise<number> => {
    const times: number[] = [];
    for (const until = performance.now() + seconds * 1_000; performance.now() < until;)
      times.push(await microsecondsOf(once));
    return medianOf(times);
  },
});

/** Each request goes to a book of its own that was opened before: its stream has to be read from the log. */
const requesting = (product: Product): (() => Promise<unknown>) => {
  let next = 0;
  return async () => {
    const cohortId = cohortNamed(`late ${next++}`);
    await product.commands.send(openBook(cohortId, 20));
    return product.commands.send(requestOf(cohortId, 1));
  };
};

/** The memory a worker holds while it makes all read models of a log from nothing. */
const memoryOn = async (ground: Ground, url: string, events: number): Promise<Findings> => {
  const child: ChildProcess = spawn(process.execPath, [join('dist', 'apps', 'worker', 'src', 'main.js')], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url, L2D_DATA: ground.folder, L2D_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  ground.closing(child, async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const { database } = await ground.log(url);
  const samples: number[] = [];
  for (;;) {
    await pause(SAMPLE_MS);
    if (child.exitCode !== null) throw new Error(`The worker ended with ${child.exitCode}.`);
    samples.push(residentMiB(child.pid!));
    const { rows } = await database.pool.query<{ least: string | null }>(
      `select min(position::bigint) as least from follower_checkpoint where kind = 'projection'`,
    );
    const least = Number(rows[0]?.least ?? 0);
    if (samples.length % 10 === 0) ground.progress(`folded ${least} of ${events}, ${samples.at(-1)} MiB`);
    if (least >= events) break;
  }
  // The first part still warms up: code, caches and the heap itself.
  const middle = samples.slice(Math.floor(samples.length / 3), Math.floor((2 * samples.length) / 3));
  const last = samples.slice(Math.floor((2 * samples.length) / 3));
  return {
    figures: [
      figure('a worker that folds all of it', Math.max(...samples), 'MiB at most'),
      figure('the last third of its time', medianOf(last), 'MiB, median'),
    ],
    ratios: [
      {
        what: `memory of a worker to ${WORKER_MIB} MiB`,
        rounds: [Math.max(...samples) / WORKER_MIB],
        target: { atMost: 1 },
      },
      {
        what: 'memory in the last third to the middle third',
        rounds: [medianOf(last) / medianOf(middle)],
        target: { atMost: 1.1 },
      },
    ],
  };
};

const residentMiB = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024);
