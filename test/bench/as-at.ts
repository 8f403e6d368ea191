import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompletionRateFilters, completionRatesContext, GetCompletionRates } from '#completion-rates';
import { importHistory } from '#imports';
import { commandOf } from '#kernel';
import { knownBefore, recording } from '../../apps/cli/src/import-history.js';
import { MadeUpPast } from '../support/made-up-past.js';
import type { Bench } from './ground.js';
import { microsecondsOf, ratio, spread } from './measuring.js';

const PLACES = 3_000;
const ROUNDS = 9;
/** In the middle of the years that the past is made up of. */
const DAY = '2013-01-31';

/** Rates of the present, and as at a day on both clocks: of the rows as they are, and of the log folded again. In turn. */
export const asAt: Bench = {
  name: 'as-at',
  run: async (ground) => {
    const product = await ground.product();
    const places = ground.sized(PLACES);
    const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-as-at-'));
    try {
      const file = join(folder, 'past.csv');
      writeFileSync(file, new MadeUpPast(places, 1, []).text);
      await importHistory(file, recording(product), await knownBefore(product));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await product.followers.catchUp(completionRatesContext.projections);
    const knownAt = await product.store.head();
    const asked = [
      { what: 'rates of the present', filters: {} },
      { what: 'as at a day, effective clock', filters: { asAt: DAY } },
      {
        what: `as at today, recorded clock: ${knownAt} events folded again`,
        filters: { asAt: product.clock.today(), clock: 'recorded' as const, knownAt },
      },
    ];
    const took = asked.map((): number[] => []);
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [which, { filters }] of asked.entries()) {
        const query = new GetCompletionRates(commandOf(CompletionRateFilters, filters));
        const cost = (await microsecondsOf(() => product.queryBus.execute(query))) / 1_000;
        // The first round only warms up.
        if (round > 0) took[which]!.push(cost);
      }
    return {
      figures: asked.map(({ what }, which) => spread(`${what}, ${places} places`, took[which]!, 'ms')),
      ratios: asked
        .slice(1)
        .map(({ what }, index) => ratio(`${what} to the present`, took[index + 1]!, took[0]!)),
    };
  },
};
