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
import { type Figure, figure, perSecond, secondsOf } from './measuring.js';

const ROWS = 2_000;
/** As many as an import has under way. */
const AT_ONCE = 128;

/** As many rows of history as an import has under way. */
const PAST_AT_ONCE = 256;

/** Rows of files through the rules into the log, next to what the log takes of appends as wide. */
export const importing: Bench = {
  name: 'importing',
  run: async (ground) => {
    const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-import-'));
    try {
      return [...(await registers(ground, folder)), ...(await pasts(ground, folder))];
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

/** Good rows and bad ones, each of a person, a candidacy, perhaps an award, and last the place. */
const pasts = async (ground: Ground, folder: string): Promise<readonly Figure[]> => {
  const product = await ground.product();
  const file = join(folder, 'past.csv');
  const count = ground.sized(ROWS);
  const past = new MadeUpPast(count, 1, DIRT);
  writeFileSync(file, past.text);
  const imported = async () => importHistory(file, recording(product), await knownBefore(product));
  const rows = count / (await secondsOf(imported));
  const wide = Number(await product.store.head()) / past.lines.filter(({ came }) => came).length;
  const again = count / (await secondsOf(imported));

  return [
    figure(`import of ${count} past places`, rows, 'rows/s'),
    figure('the same past again, nothing new', again, 'rows/s'),
    ...(await nextToTheLog(ground, product, 'import of the past', { rows, wide, atOnce: PAST_AT_ONCE })),
  ];
};

const nextToTheLog = async (
  ground: Ground,
  { store }: Product,
  what: string,
  { rows, wide, atOnce }: { readonly rows: number; readonly wide: number; readonly atOnce: number },
): Promise<readonly Figure[]> => {
  const events = Array.from({ length: Math.max(1, Math.round(wide)) }, () => ({ said: 'as wide' }));
  const raw = await perSecond(atOnce, ground.seconds, (turn) =>
    store.append(sampleAppend(`note-${turn}`, sampleCommand(`amara/${turn}`, ...events))),
  );
  return [
    figure(`the log alone, ${events.length} events an append, ${atOnce} at once`, raw, 'appends/s'),
    figure(`${what} to the log alone`, rows / raw, 'times'),
  ];
};
