import 'reflect-metadata';
import { cpus } from 'node:os';
import { table } from '../../apps/table.js';
import { appends } from './appends.js';
import { asAt } from './as-at.js';
import { commandCost } from './command-cost.js';
import { commands } from './commands.js';
import { folding } from './folding.js';
import { type Bench, openGround } from './ground.js';
import { importing } from './importing.js';
import type { Figure } from './measuring.js';
import { rates } from './rates.js';

const benches: readonly Bench[] = [appends, commands, commandCost, folding, importing, rates, asAt];

/** `npm run bench [-- NAME...] [--quick]`: measures on a PostgreSQL of its own, and removes it. */
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = [
  ...asked,
  ...process.argv.slice(2).filter((argument) => /^--(?!quick$)/.test(argument)),
].filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}, and --quick.\n`,
  );
  process.exit(2);
}

const ground = await openGround({ quick: process.argv.includes('--quick') });
try {
  process.stdout.write(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, PostgreSQL ${await ground.version()}. ` +
      'Ratios travel to other machines, absolute numbers do not.\n\n',
  );
  const lines: ({ bench: string } & Omit<Figure, 'value'> & { value: string })[] = [];
  for (const bench of benches) {
    if (asked.length > 0 && !asked.includes(bench.name)) continue;
    for (const { what, value, unit } of await bench.run(ground))
      lines.push({ bench: bench.name, what, value: value.toLocaleString('en-GB'), unit });
  }
  process.stdout.write(`${table(lines)}\n`);
} finally {
  await ground.close();
}
