import type { Command } from 'commander';
import { HISTORY_COLUMNS, OPTIONAL_HISTORY_COLUMNS, type RowVerdict, type VerdictCounts } from '#imports';
import type { Product } from '../../api/src/start.js';
import { importPast } from './import-history.js';
import { importRegister } from './import-organisations.js';
import type { ImportOptions } from './import-report.js';
import { print, SOMETHING_WRONG } from './output.js';

/** So many refused rows are shown without a report. */
const SHOWN_ROWS = 5;

type Import = (
  product: Product,
  file: string,
  options: ImportOptions,
  each: (verdict: RowVerdict) => void,
) => Promise<VerdictCounts>;

type Doing = (work: (product: Product) => Promise<number>) => Promise<void>;

/** Adds `import` with the files of rows that can be imported, and answers it. */
export const addImportVerbs = (program: Command, doing: Doing): Command => {
  const verb = program.command('import').description('import a file');
  const add = (what: string, description: string, run: Import) =>
    verb
      .command(what)
      .description(description)
      .argument('<file>')
      .option('--report <file.csv>', 'write the verdict on every row')
      .option('--dry-run', 'record nothing')
      .option('--json', 'print the counts as JSON')
      .action((file: string, options: ImportOptions & { json?: boolean }) =>
        doing((product) => imported(run, product, file, options)),
      );
  add(
    'organisations',
    'import a register: CSV with the columns reference, name, sector, staff_wte, services, council_areas',
    importRegister,
  );
  add(
    'history',
    `import places of cohorts that are over, a row each: CSV with the columns ${HISTORY_COLUMNS.join(', ')}, and perhaps ${OPTIONAL_HISTORY_COLUMNS.join(', ')}`,
    importPast,
  );
  return verb;
};

const imported = async (
  run: Import,
  product: Product,
  file: string,
  options: ImportOptions & { json?: boolean },
): Promise<number> => {
  const refusedRows: string[] = [];
  const counts = await run(product, file, options, ({ line, verdict, code, reason }) => {
    if (verdict === 'refused' && refusedRows.length < SHOWN_ROWS)
      refusedRows.push(`  line ${line}: ${code}. ${reason}`);
  });
  if (options.json) await print(JSON.stringify(counts));
  else {
    const { accepted, unchanged, flagged, refused } = counts;
    await print(
      `${options.dryRun ? 'Dry run, nothing recorded: ' : ''}${accepted} accepted, ${unchanged} unchanged, ${flagged} flagged, ${refused} refused.`,
    );
    if (flagged + refused > 0 && !options.report)
      await print([...refusedRows, '--report FILE.csv writes the verdict on every row, and why.'].join('\n'));
  }
  return counts.refused === 0 ? 0 : SOMETHING_WRONG;
};
