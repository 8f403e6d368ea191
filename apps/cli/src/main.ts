import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { configurationFrom } from '#platform';
import { openProduct, type Product, type ProductOptions } from '../../api/src/start.js';
import { count, position } from './asked.js';
import { complaintOf } from './complaint.js';
import { addImportVerbs } from './import-verbs.js';
import { addExportVerb, addLogImport } from './log-file-verbs.js';
import { rebuildOne, showEvents, showStatus, verifyAll, type VerifyOptions } from './log-verbs.js';
import { NobodyReads, NOT_DONE } from './output.js';
import { addReadingVerbs } from './reading-verbs.js';
import { addResumeVerb } from './resume-verb.js';
import { addSealVerb } from './seal-verb.js';

/** Opens the product without routes and without leading, does one thing, and leaves; a running server is shared. */
const doing = async (
  work: (product: Product) => Promise<number>,
  options: Pick<ProductOptions, 'importing'> = {},
): Promise<void> => {
  const logLevel = process.env['L2D_LOG_LEVEL'] === undefined ? { logLevel: 'warn' as const } : {};
  const product = await openProduct({ http: false, worker: false, configuration: logLevel, ...options });
  try {
    process.exitCode = await work(product);
  } catch (error) {
    if (!(error instanceof NobodyReads)) throw error;
  } finally {
    await product.close();
  }
};

/** As `doing`, for what asks of a log and makes none: a mistyped data folder is not one that is empty. */
const asking = async (work: (product: Product) => Promise<number>): Promise<void> => {
  const { databaseUrl, dataFolder } = configurationFrom();
  if (databaseUrl === undefined && !existsSync(dataFolder))
    throw new Error(
      `There is no data folder ${dataFolder}: name it in L2D_DATA. A new one is made by npm start, npm run demo and l2d import.`,
    );

  return doing(work);
};

const program = new Command('l2d')
  .description(
    'Leading to Deliver: the operator’s command line. L2D_DATA names the data folder (default ./data).',
  )
  .exitOverride()
  .showHelpAfterError('(l2d --help tells what there is)');

const importVerb = addImportVerbs(program, (work) => doing(work));

addLogImport(importVerb, (work) => doing(work, { importing: true }));

addExportVerb(program, asking);

addReadingVerbs(program, asking);

program
  .command('verify')
  .description('prove the log and every read model by a replay')
  .option('--seal <file>', 'prove also that the events of a seal are exactly those stored')
  .option('--key <file>', 'the public key that must have signed the seal, as PEM')
  .option('--json', 'print the proof as JSON')
  .hook('preAction', (asked) => {
    const { seal, key } = asked.opts<VerifyOptions>();
    if (key !== undefined && seal === undefined)
      asked.error('error: --key says who must have signed a seal: name the seal with --seal.');
  })
  .action((options: VerifyOptions) => asking((product) => verifyAll(product, options)));

addSealVerb(program, asking);

program
  .command('rebuild')
  .description('rebuild a read model from the log and swap it in')
  .argument('<name>')
  .option('--force', 'swap although rows differ')
  .option(
    '--events-a-second <count>',
    'fold no more than so many, to leave the machine to others; more than are recorded, or it never ends',
    count,
  )
  .action((name: string, options: { force?: boolean; eventsASecond?: number }) =>
    asking((product) => rebuildOne(product, name, options)),
  );

addResumeVerb(program, asking);

program
  .command('status')
  .description('where the log and its followers stand')
  .option('--json', 'print JSON')
  .action((options: { json?: boolean }) => asking((product) => showStatus(product, options)));

program
  .command('events')
  .description('events as JSON Lines; personal fields stay sealed')
  .option('--stream <name>', 'of one stream, such as cohort-ID')
  .option('--follow', 'go on as events are recorded')
  .option('--after <position>', 'only later than this', position)
  .action((options: { stream?: string; follow?: boolean; after?: string }) =>
    asking((product) => showEvents(product, options)),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : NOT_DONE;
  else {
    process.stderr.write(`${complaintOf(error)}\n`);
    process.exitCode = NOT_DONE;
  }
}
