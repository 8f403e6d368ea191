import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { appends } from './appends.js';
import { asAt } from './as-at.js';
import { besideRebuild } from './beside-rebuild.js';
import { commandCost } from './command-cost.js';
import { commands } from './commands.js';
import { delivery } from './delivery.js';
import { folding } from './folding.js';
import { type Bench, openGround } from './ground.js';
import { hotStream } from './hot-stream.js';
import { importing } from './importing.js';
import { longLog } from './long-log.js';
import { oldSnapshot } from './old-snapshot.js';
import { overHttp } from './over-http.js';
import { installPeers } from './peers.js';
import { rates } from './rates.js';
import { isClean, isOnTarget, jsonOf, machine, type Measured, markdownOf } from './report.js';

const benches: readonly Bench[] = [
  appends,
  hotStream,
  overHttp,
  folding,
  delivery,
  oldSnapshot,
  besideRebuild,
  commands,
  commandCost,
  importing,
  rates,
  asAt,
  longLog,
];

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
};

/** Measures on a PostgreSQL of its own, and removes it. */
const bench = new Command('bench')
  .description('Measures side by side, in rounds, as ratios within one run.')
  .argument('[names...]', `what to measure; default: all of ${benches.map(({ name }) => name).join(', ')}`)
  .option('--rounds <count>', 'how often all take turns', whole, 5)
  .option('--seed <number>', 'what is drawn is drawn from it', whole, 1)
  .option('--quick', 'less of everything: to try the bench, not to believe it', false)
  .option('--full', 'also what takes the better part of an hour', false)
  .option('--json <file>', 'write the numbers as JSON')
  .option('--markdown <file>', 'write the tables as Markdown')
  .parse();
const names = bench.args;
const { json, markdown, ...options } = bench.opts<{
  rounds: number;
  seed: number;
  quick: boolean;
  full: boolean;
  json?: string;
  markdown?: string;
}>();
const unknown = names.filter((name) => !benches.some((one) => one.name === name));
if (unknown.length > 0)
  bench.error(
    `There is no ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}.`,
    { exitCode: 2 },
  );

const progress = (doing: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${doing}\n`);
};
installPeers(progress);
const ground = await openGround({ ...options, progress });
const measured: Measured[] = [];
try {
  for (const { name, run } of benches) {
    if (names.length > 0 && !names.includes(name)) continue;
    progress(name);
    const findings = await run({ ...ground, progress: (doing) => progress(`${name}: ${doing}`) });
    measured.push({ bench: name, ...findings });
  }
  const about = machine(await ground.version(), options);
  const tables = markdownOf(about, measured);
  process.stdout.write(tables);
  if (markdown) writeFileSync(markdown, tables);
  if (json) writeFileSync(json, jsonOf(about, measured));
} finally {
  await ground.close();
}
// Ratios that miss their target are findings; an account that is not clean is a failure.
if (!isClean(measured)) process.exitCode = 1;
if (!isOnTarget(measured)) process.stderr.write('Not every ratio is what it should be; see the table.\n');
