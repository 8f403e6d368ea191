import 'reflect-metadata';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { HttpException } from '@nestjs/common';
import { BREAKDOWNS } from '#completion-rates';
import { UnreadableFile } from '#imports';
import { isBusinessDate } from '#kernel';
import { ConfigurationError } from '#platform';
import { openProduct, type Product } from '../../api/src/start.js';
import { importFile } from './import-organisations.js';
import { rebuildOne, showEvents, showStatus, verifyAll } from './log-verbs.js';
import { NobodyReads, NOT_DONE, print, SOMETHING_WRONG } from './output.js';
import { type RatesOptions, showRates } from './rates-verb.js';

/** Opens the product without routes and without leading, does one thing, and leaves; a running server is shared. */
const doing = async (work: (product: Product) => Promise<number>): Promise<void> => {
  const logLevel = process.env['L2D_LOG_LEVEL'] === undefined ? { logLevel: 'warn' as const } : {};
  const product = await openProduct({ http: false, worker: false, configuration: logLevel });
  try {
    process.exitCode = await work(product);
  } catch (error) {
    if (!(error instanceof NobodyReads)) throw error;
  } finally {
    await product.close();
  }
};

const day = (text: string): string => {
  if (isBusinessDate(text)) return text;
  throw new InvalidArgumentError('It must be a day that exists, written YYYY-MM-DD.');
};

const position = (text: string): string => {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a position of the log, a whole number.');
};

/** So many refused rows are shown without a report. */
const SHOWN_ROWS = 5;

const program = new Command('l2d')
  .description(
    'Leading to Deliver: the operator’s command line. L2D_DATA names the data folder (default ./data).',
  )
  .exitOverride()
  .showHelpAfterError('(l2d --help tells what there is)');

program
  .command('import')
  .description('import a file')
  .command('organisations')
  .description(
    'import a register: CSV with the columns reference, name, sector, staff_wte, services, council_areas',
  )
  .argument('<file>')
  .option('--report <file.csv>', 'write the verdict on every row')
  .option('--dry-run', 'record nothing')
  .option('--json', 'print the counts as JSON')
  .action(async (file: string, options: { report?: string; dryRun?: boolean; json?: boolean }) =>
    doing(async (product) => {
      const refusedRows: string[] = [];
      const counts = await importFile(product, file, options, ({ line, verdict, code, reason }) => {
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
          await print(
            [...refusedRows, '--report FILE.csv writes the verdict on every row, and why.'].join('\n'),
          );
      }
      return counts.refused === 0 ? 0 : SOMETHING_WRONG;
    }),
  );

program
  .command('rates')
  .description('completion rates per cohort')
  .option('--programme <id or name>')
  .option('--cohort <id, number or name>')
  .option('--as-at <date>', 'includes its whole day in London; default today', day)
  .addOption(new Option('--by <what>', 'break down').choices([...BREAKDOWNS]))
  .option('--json', 'print a JSON array')
  .action((options: RatesOptions) => doing((product) => showRates(product, options)));

program
  .command('verify')
  .description('prove the log and every read model by a replay')
  .option('--json', 'print the proof as JSON')
  .action((options: { json?: boolean }) => doing((product) => verifyAll(product, options)));

program
  .command('rebuild')
  .description('rebuild a read model from the log and swap it in')
  .argument('<name>')
  .option('--force', 'swap although rows differ')
  .action((name: string, options: { force?: boolean }) =>
    doing((product) => rebuildOne(product, name, options)),
  );

program
  .command('resume')
  .description('let a follower that stands still try again')
  .argument('<name>')
  .action((name: string) =>
    doing(async ({ followers }) => {
      await followers.resume(name);
      await print(`${name} goes on as soon as a server runs.`);
      return 0;
    }),
  );

program
  .command('status')
  .description('where the log and its followers stand')
  .option('--json', 'print JSON')
  .action((options: { json?: boolean }) => doing((product) => showStatus(product, options)));

program
  .command('events')
  .description('events as JSON Lines; personal fields stay sealed')
  .option('--stream <name>', 'of one stream, such as cohort-ID')
  .option('--follow', 'go on as events are recorded')
  .option('--after <position>', 'only later than this', position)
  .action((options: { stream?: string; follow?: boolean; after?: string }) =>
    doing((product) => showEvents(product, options)),
  );

/** What a person can act on; anything else is a bug, and its stack belongs in the report of it. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof UnreadableFile || error instanceof HttpException) return error.message;
  if (error instanceof ConfigurationError) return error.problems.join('\n');
  return error instanceof Error ? error.message : String(error);
};

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : NOT_DONE;
  else {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = NOT_DONE;
  }
}
