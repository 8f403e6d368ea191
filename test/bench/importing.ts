import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importOrganisations } from '#imports';
import { sampleAppend, sampleCommand } from '../../libs/platform/src/stores/append-samples.js';
import { madeUpRows, registerFile } from '../faults/made-up-register.js';
import type { Bench } from './ground.js';
import { figure, perSecond, secondsOf } from './measuring.js';

const ROWS = 2_000;
/** As many as an import has under way. */
const AT_ONCE = 128;

/** Rows of a register through the rule into the log, next to what the log takes of appends as wide. */
export const importing: Bench = {
  name: 'importing',
  run: async (ground) => {
    const product = await ground.product();
    const folder = mkdtempSync(join(tmpdir(), 'l2d-bench-import-'));
    try {
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
      const wide = Array.from({ length: Math.max(1, Math.round(events / ROWS)) }, () => ({
        said: 'as wide',
      }));
      const raw = await perSecond(AT_ONCE, ground.seconds, (turn) =>
        product.store.append(sampleAppend(`note-${turn}`, sampleCommand(`amara/${turn}`, ...wide))),
      );
      return [
        figure(`import of ${ROWS} rows`, rows, 'rows/s'),
        figure('the same again, nothing new', again, 'rows/s'),
        figure(`the log alone, ${wide.length} events an append, ${AT_ONCE} at once`, raw, 'appends/s'),
        figure('import to the log alone', rows / raw, 'times'),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
