import type { Bench, Ground } from './ground.js';
import { besideForeign } from './delivery.js';
import { ourLog } from './logs.js';
import { medianOf, microsecondsOf, paced, type Ratio, spread } from './measuring.js';
import type { Log } from './oracle.js';

const OPEN_SECONDS = 300;
const QUICK_SECONDS = 10;
const EVENTS_A_SECOND = 500;
const TIMED = 2_000;
const AT_ONCE = 8;

/**
 * What an append takes before and after somebody else's snapshot has been open for five minutes of appends: rows that are updated
 * leave dead ones behind that nobody may clean up meanwhile. With `--full` in as many rounds as everything else.
 */
export const oldSnapshot: Bench = {
  name: 'old-snapshot',
  run: async (ground) => {
    const before: number[] = [];
    const after: number[] = [];
    for (let round = 1; round <= (ground.full ? ground.rounds : 1); round += 1) {
      ground.progress(`round ${round}`);
      const log = await ourLog(ground);
      const append = numbered(log);
      await timed(append, ground);
      before.push(await timed(append, ground));
      await besideForeign(ground, async () => {
        await paced(
          EVENTS_A_SECOND,
          ground.sized(OPEN_SECONDS) < OPEN_SECONDS ? QUICK_SECONDS : OPEN_SECONDS,
          append,
        );
        after.push(await timed(append, ground));
      });
    }
    const ratio: Ratio = {
      what: 'time of an append after five minutes of an open snapshot to before',
      rounds: after.map((time, round) => time / before[round]!),
      target: { atMost: 1.2 },
    };
    return {
      figures: [
        spread(`before, ${AT_ONCE} at once`, before, 'µs, median'),
        spread(`after, ${AT_ONCE} at once`, after, 'µs, median'),
      ],
      ratios: [ratio],
    };
  },
};

const numbered = (log: Log): (() => Promise<void>) => {
  let next = 0;
  return () => log.append(next++);
};

const timed = async (append: () => Promise<void>, ground: Ground): Promise<number> => {
  const times: number[] = [];
  const count = ground.sized(TIMED);
  const worker = async (): Promise<void> => {
    while (times.length < count) times.push(await microsecondsOf(append));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return medianOf(times);
};
