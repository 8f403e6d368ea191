import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench, Ground } from './ground.js';
import { ourLogOn } from './logs.js';
import { paced, quantileOf, ratio, spread } from './measuring.js';
import { cohortNamed, fillBook } from './place-books.js';
import { inTurn } from './rounds.js';

const PLACES = 20_000;
const APPENDS_A_SECOND = 200;
/** Half of what the rebuild takes at full speed beside nothing. */
const REBUILD_EVENTS_A_SECOND = 4_000;
const READ_MODEL = 'place-book';

/** What the slowest of a hundred appends takes at 200 a second, alone and while the command line rebuilds a read model at a pace. */
export const besideRebuild: Bench = {
  name: 'beside-rebuild',
  run: async (ground) => {
    const url = await ground.database();
    const product = await ground.product({ url });
    await fillBook(product, cohortNamed('rebuilt'), ground.sized(PLACES));
    await product.followers.catchUp();
    const log = await ourLogOn(ground, url);
    let next = 0;
    const slowest = async (seconds: number): Promise<number> => {
      const times: number[] = [];
      await paced(APPENDS_A_SECOND, seconds, async () => {
        const began = performance.now();
        await log.append(next++);
        times.push(performance.now() - began);
      });
      return quantileOf(times, 0.99);
    };

    const times = await inTurn(
      [
        { name: 'alone', measure: slowest },
        {
          name: 'beside a rebuild',
          measure: async (seconds) => {
            const rebuilding = rebuildAtAPace(ground, url);
            const time = await slowest(seconds);
            if (rebuilding.isOver()) throw new Error('The rebuild was over before the appends were.');
            await rebuilding.over;
            return time;
          },
        },
      ],
      ground,
    );
    return {
      figures: Object.entries(times).map(([name, values]) =>
        spread(`${name}, ${APPENDS_A_SECOND} appends/s`, values, 'ms, p99'),
      ),
      ratios: [
        ratio('p99 beside a rebuild to alone', times['beside a rebuild']!, times['alone']!, { atMost: 2 }),
      ],
    };
  },
};

const rebuildAtAPace = (ground: Ground, url: string) => {
  let ended = false;
  const args = ['rebuild', READ_MODEL, '--events-a-second', String(REBUILD_EVENTS_A_SECOND)];
  const over = promisify(execFile)(
    process.execPath,
    [join('dist', 'apps', 'cli', 'src', 'main.js'), ...args],
    {
      env: { PATH: process.env['PATH'], DATABASE_URL: url, L2D_DATA: ground.folder, L2D_LOG_LEVEL: 'error' },
    },
  ).finally(() => {
    ended = true;
  });
  over.catch(() => undefined);
  return { over, isOver: () => ended };
};
