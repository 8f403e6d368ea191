import { Argument, type Command, Option } from 'commander';
import { BREAKDOWNS, RETURNERS } from '#completion-rates';
import type { Product } from '../../api/src/start.js';
import { position, withMoment } from './asked.js';
import { DUPLICATE_KINDS, showDuplicates } from './duplicates-verb.js';
import { type HistoryOptions, showHistory, showWhy, type WhyOptions } from './history-verbs.js';
import { type RatesOptions, showRates } from './rates-verb.js';
import { showReadModel, type ShowOptions } from './show-verb.js';

type Doing = (work: (product: Product) => Promise<number>) => Promise<void>;

/** Adds the verbs that answer questions. */
export const addReadingVerbs = (program: Command, doing: Doing): void => {
  withMoment(program.command('rates').description('completion rates per cohort'))
    .option('--programme <id or name>')
    .option('--cohort <id, number or name>')
    .addOption(new Option('--by <what>', 'break down').choices([...BREAKDOWNS]))
    .addOption(
      new Option(
        '--returners <where>',
        'where those count who came back after a deferral; default where_finished',
      ).choices([...RETURNERS]),
    )
    .option('--json', 'print a JSON array')
    .action((options: RatesOptions) => doing((product) => showRates(product, options)));

  withMoment(program.command('show').description('the rows of a read model; alone, which there are'))
    .argument('[read-model]')
    .option('--id <id>', 'only the row of this key')
    .option('--where <field=value...>', 'only rows with these values; field= for rows without one')
    .option('--json', 'print one JSON object')
    .action((name: string | undefined, options: ShowOptions) =>
      doing((product) => showReadModel(product, name, options)),
    );

  program
    .command('why')
    .description('why a place stands as it does, and not another, from history alone')
    .argument('<place>', 'its id')
    .option('--compared-with <place>', 'another place of the same cohort')
    .option('--known-at <position>', 'know nothing that lies behind this position of the log', position)
    .option('--json', 'print JSON')
    .action((place: string, options: WhyOptions) => doing((product) => showWhy(product, place, options)));

  withMoment(program.command('history').description('the recorded events of a cohort and its place book'))
    .requiredOption('--cohort <id, number or name>')
    .option('--place <id>', 'only what is about this place, or names it')
    .option('--json', 'print JSON Lines, at last the moment they are of')
    .action((options: HistoryOptions) => doing((product) => showHistory(product, options)));

  program
    .command('duplicates')
    .description('organisations and people that are likely one, with the evidence')
    .addArgument(new Argument('[kind]').choices([...DUPLICATE_KINDS]))
    .option('--json', 'print a JSON object for each kind')
    .action((kind: (typeof DUPLICATE_KINDS)[number] | undefined, options: { json?: boolean }) =>
      doing((product) => showDuplicates(product, kind, options)),
    );
};
