import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { table } from '../../apps/table.js';
import { asked, usage } from './asked.js';
import { missing } from './needs.js';
import { isCaught, type Outcome, type Scenario } from './scenario.js';
import { crowd } from './scenarios/crowd.js';
import { kills } from './scenarios/kills.js';
import { powerLoss } from './scenarios/power-loss.js';
import { undone, ranTrial } from './trials.js';

const scenarios: readonly Scenario[] = [kills, powerLoss, crowd];

/** One line of the table: a scenario on the product as it is, or a sabotage of it. */
interface Line {
  readonly scenario: string;
  readonly sabotage: string | null;
  readonly verdict: string;
  readonly passed: boolean;
  readonly outcome?: Outcome;
}

const options = asked(
  process.argv.slice(2),
  scenarios.map(({ name }) => name),
);
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${usage}\n`);
  process.exit(2);
}
if (options.list) {
  process.stdout.write(
    `${table(scenarios.map(({ name, does, sabotages }) => ({ name, does, sabotages: sabotages.join(', ') })))}\n`,
  );
  process.exit(0);
}

const { seed, only, quick } = options;
const again = [
  'npm run faults --',
  quick ? '--quick' : '',
  `--seed ${seed}`,
  ...only.map((name) => `--only ${name}`),
];
process.stdout.write(`Seed ${seed}; the same again: ${again.filter(Boolean).join(' ')}\n`);
if (options.patience > 1)
  process.stdout.write(`The machine is busy: times are judged ${options.patience} times as patiently.\n`);
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    isInterrupted = true;
    void undone().finally(() => process.exit(130));
  });

const lines: Line[] = [];
for (const scenario of scenarios.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const lacks = missing(scenario.needs);
  if (lacks.length > 0) {
    lines.push({
      scenario: scenario.name,
      sabotage: null,
      passed: false,
      verdict: `cannot run: ${lacks.join('; ')}`,
    });
    continue;
  }
  for (const sabotage of [undefined, ...scenario.sabotages]) {
    if (isInterrupted) break;
    const named = { scenario: scenario.name, sabotage: sabotage ?? null };
    try {
      const outcome = await ranTrial(scenario, options, sabotage);
      const passed = sabotage ? isCaught(outcome) : outcome.findings.length === 0;
      const verdict = sabotage ? (passed ? 'caught' : 'NOT CAUGHT') : passed ? 'nothing lost' : 'FAILED';
      lines.push({ ...named, passed, verdict, outcome });
      for (const { by, says } of sabotage ? outcome.findings.slice(0, 1) : outcome.findings)
        process.stderr.write(`    ${by}: ${says}\n`);
    } catch (error) {
      lines.push({ ...named, passed: false, verdict: `FAILED: ${(error as Error).message}` });
    }
  }
}

const slowest = (outcome: Outcome) => Math.round(Math.max(0, ...outcome.recoveries_ms));
process.stdout.write(
  `${table(
    lines.map(({ scenario, sabotage, verdict, outcome }) => ({
      scenario,
      sabotage: sabotage ?? '',
      cycles: outcome?.cycles ?? 0,
      acknowledged: outcome?.counts.acknowledged ?? 0,
      refused: outcome?.counts.refused ?? 0,
      'unknown, sent again': outcome?.counts.unknownThenRetried ?? 0,
      retries: outcome?.counts.retries ?? 0,
      'answers 503': outcome?.counts.answers503 ?? 0,
      'slowest 503, ms': outcome?.counts.slowest503_ms ?? 0,
      'slowest recovery, ms': outcome ? slowest(outcome) : 0,
      verdict,
    })),
  )}\n`,
);
if (options.json) writeFileSync(options.json, `${JSON.stringify({ seed, quick, lines }, null, 2)}\n`);
process.exitCode = lines.every(({ passed }) => passed) ? 0 : 1;
