import { cpus, totalmem } from 'node:os';
import { type Account, type Findings, isMet, medianOf, type Ratio } from './measuring.js';

/** What one bench found. */
export interface Measured extends Findings {
  readonly bench: string;
}

/** On what, and how, it was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_GiB: number;
  readonly node: string;
  readonly postgres: string;
  readonly on: string;
  readonly rounds: number;
  readonly seed: number;
  readonly quick: boolean;
}

export const machine = (
  postgres: string,
  { rounds, seed, quick }: Pick<Machine, 'rounds' | 'seed' | 'quick'>,
): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memory_GiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
  on: new Date().toISOString().slice(0, 10),
  rounds,
  seed,
  quick,
});

const OURS = /^(ours|the product)/;

/** Whether nothing of ours was lost, doubled, handed out of order or passed over. What others lose is their affair. */
export const isClean = (measured: readonly Measured[]): boolean =>
  measured
    .flatMap(({ accounts = [] }) => accounts)
    .filter(({ who }) => OURS.test(who))
    .every(({ lost, doubled, passedOver = 0, disordered = 0, missing = 0 }) =>
      [lost, doubled, passedOver, disordered, missing].every((count) => count === 0),
    );

export const isOnTarget = (measured: readonly Measured[]): boolean =>
  measured.flatMap(({ ratios = [] }) => ratios).every((ratio) => isMet(ratio) !== false);

export const jsonOf = (about: Machine, measured: readonly Measured[]): string =>
  `${JSON.stringify({ machine: about, measured }, undefined, 2)}\n`;

export const markdownOf = (about: Machine, measured: readonly Measured[]): string => {
  const { cpu, cores, memory_GiB, node, postgres, on, rounds, seed, quick } = about;
  const ratios = measured.flatMap(({ bench, ratios: all = [] }) => all.map((one) => rowOf(bench, one)));
  const figures = measured.flatMap(({ bench, figures: all }) =>
    all.map(({ what, value, unit }) => [bench, what, value.toLocaleString('en-GB'), unit]),
  );
  const accounts = measured.flatMap(({ bench, accounts: all = [] }) =>
    all.map((one) => accountRow(bench, one)),
  );
  return [
    `${cores} cores (${cpu}), ${memory_GiB} GiB, Node ${node}, PostgreSQL ${postgres}, ${on}; ${rounds} rounds, seed ${seed}` +
      `${quick ? ', quick: only to try the bench' : ''}. Ratios travel to other machines, absolute numbers do not.`,
    tableOf(['bench', 'ratio', 'median', 'min to max', 'target', 'met'], ratios),
    tableOf(['bench', 'what', 'number', 'unit'], figures),
    tableOf(
      ['bench', 'who', 'acknowledged', 'lost', 'doubled', 'passed over', 'disordered', 'missing'],
      accounts,
    ),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n');
};

const rowOf = (bench: string, ratio: Ratio): readonly string[] => {
  const { what, rounds, target } = ratio;
  const asked = !target ? '' : 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
  const met = isMet(ratio);
  return [
    bench,
    what,
    short(medianOf(rounds)),
    `${short(Math.min(...rounds))} to ${short(Math.max(...rounds))}`,
    asked,
    met === undefined ? '' : met ? 'yes' : 'no',
  ];
};

const accountRow = (bench: string, account: Account): readonly string[] => {
  const { who, acknowledged, lost, doubled, passedOver, disordered, missing } = account;
  return [
    bench,
    who,
    ...[acknowledged, lost, doubled, passedOver, disordered, missing].map((count) =>
      count === undefined ? '-' : count.toLocaleString('en-GB'),
    ),
  ];
};

const short = (value: number): string => String(Number(value.toPrecision(3)));

const tableOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return '';

  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};
