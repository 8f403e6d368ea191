import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importHistory, importOrganisations } from '#imports';
import { knownBefore, recording } from '../../apps/cli/src/import-history.js';
import { sampleAppend, sampleCommand } from '../../libs/platform/src/stores/append-samples.js';
import { madeUpRows, registerFile } from '../faults/made-up-register.js';
import { MadeUpPast } from '../support/made-up-past.js';
import { DIRT } from '../support/past-dirt.js';
import type { Product } from '../../apps/api/src/start.js';
import type { Bench, Ground } from './ground.js';
import { type Figure, figure, perSecond, secondsOf, spread } from './measuring.js';

const ROWS = 2_000;
/** As many as an import has under way. */
const AT_ONCE = 128;

/** As many rows of history as an import has under way. */
const PAST_AT_ONCE = 256;
const PAST_ROWS = 1_000;
const ROUNDS = 5;

/** Rows of files through the rules into the log, next to what the log takes of appends as wide. */
export const importing: Bench = {
  name: 'importing',
  run: async (ground) => {
    const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-import-'));
    try {
      return { figures: [...(await registers(ground, folder)), ...(await pasts(ground, folder))] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const registers = async (ground: Ground, folder: string): Promise<readonly Figure[]> => {
  const product = await ground.product();
  const file = registerFile(folder, madeUpRows(ROWS));
  const imported = () =>
    importOrganisations(file, {
      known: [],
      record: async (entry) =>
        (await product.commands.send(entry, { commandId: randomUUID(), origin: 'import' })).recorded.map(
          ({ type }) => type,
        ),
    });
  const rows = ROWS / (await secondsOf(imported));
  const events = Number(await product.store.head());
  const again = ROWS / (await secondsOf(imported));

  return [
    figure(`import of ${ROWS} rows`, rows, 'rows/s'),
    figure('the same again, nothing new', again, 'rows/s'),
    ...(await nextToTheLog(ground, product, 'import', { rows, wide: events / ROWS, atOnce: AT_ONCE })),
  ];
};

/**
 * Good rows and bad ones, each of a person, the place, a candidacy and perhaps an award. Rounds of the import and of the log alone
 * take turns, so that whatever else the machine does meets both; the first of them, a file of its own, only warms up.
 */
const pasts = async (ground: Ground, folder: string): Promise<readonly Figure[]> => {
  const product = await ground.product();
  const count = ground.sized(PAST_ROWS);
  const rates = { rows: [] as number[], again: [] as number[], log: [] as number[], ratio: [] as number[] };
  let wide = 1;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const file = join(folder, `past-${round}.csv`);
    const past = new MadeUpPast(count, 1, DIRT);
    // The same people and cohorts would be known from the round before.
    const text = past.text.toString('latin1').replaceAll(/(P-)0/gi, `$1${round}-`);
    writeFileSync(file, text.replaceAll('Leading', `Leading ${round}`), 'latin1');
    const imported = async () => importHistory(file, recording(product), await knownBefore(product));
    const before = Number(await product.store.head());
    const rows = count / (await secondsOf(imported));
    const recorded = Number(await product.store.head()) - before;
    const again = count / (await secondsOf(imported));
    wide = Math.max(1, Math.round(recorded / past.lines.filter(({ came }) => came).length));
    const log = await aloneOf(product, ground.seconds, wide, PAST_AT_ONCE, round);
    if (round === 0) continue;

    rates.rows.push(rows);
    rates.again.push(again);
    rates.log.push(log);
    rates.ratio.push(rows / log);
  }
  return [
    spread(`import of ${count} past places`, rates.rows, 'rows/s'),
    spread('the same past again, nothing new', rates.again, 'rows/s'),
    spread(
      `the log alone, ${wide} events an append, ${PAST_AT_ONCE} at once, in turn with it`,
      rates.log,
      'appends/s',
    ),
    spread('import of the past to the log alone', rates.ratio, 'times'),
  ];
};

/** How often a second the log takes an append that is as wide as a row. */
const aloneOf = (
  { store }: Product,
  seconds: number,
  wide: number,
  atOnce: number,
  round = 0,
): Promise<number> => {
  const events = Array.from({ length: wide }, () => ({ said: 'as wide' }));
  return perSecond(atOnce, seconds, (turn) =>
    store.append(sampleAppend(`note-${round}-${turn}`, sampleCommand(`amara/${round}/${turn}`, ...events))),
  );
};

const nextToTheLog = async (
  ground: Ground,
  product: Product,
  what: string,
  { rows, wide, atOnce }: { readonly rows: number; readonly wide: number; readonly atOnce: number },
): Promise<readonly Figure[]> => {
  const events = Math.max(1, Math.round(wide));
  const raw = await aloneOf(product, ground.seconds, events, atOnce);
  return [
    figure(`the log alone, ${events} events an append, ${atOnce} at once`, raw, 'appends/s'),
    figure(`${what} to the log alone`, rows / raw, 'times'),
  ];
};
