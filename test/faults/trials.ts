import type { Options } from './asked.js';
import { chanceOf } from './chance.js';
import type { Sabotage } from './sabotage.js';
import { noCounts, together } from './ledger.js';
import type { Outcome, Scenario } from './scenario.js';

type Undo = () => void | Promise<void>;

/** What the trial under way did to the machine. */
let toUndo: Undo[] = [];

/** Undoes it, the last first; what cannot be undone is told, and keeps nothing else from being undone. */
export const undone = async (): Promise<void> => {
  const undoing = toUndo.reverse();
  toUndo = [];
  for (const undo of undoing)
    try {
      await undo();
    } catch (error) {
      process.stderr.write(`  could not be undone: ${(error as Error).message}\n`);
      process.exitCode = 1;
    }
};

/**
 * Runs a scenario on the product as it is or on a sabotaged one, life after life, until its cycles are done or something is
 * found; whatever happens, each life is undone afterwards.
 */
export const ranTrial = async (
  scenario: Scenario,
  { quick, seed, minutes, patience }: Options,
  sabotage: Sabotage | undefined,
): Promise<Outcome> => {
  const { name, does } = scenario;
  const asMany = quick ? scenario.cycles.quick : scenario.cycles.full;
  const until = minutes === undefined ? undefined : Date.now() + minutes * 60_000;
  process.stderr.write(`${name}: ${does}${sabotage ? ` (sabotaged: ${sabotage})` : ''}\n`);
  let all: Outcome = { cycles: 0, findings: [], counts: noCounts(), recoveries_ms: [] };
  // Something found is enough: the product has failed, or the sabotage is caught.
  const isOver = ({ cycles, findings }: Outcome): boolean =>
    findings.length > 0 || (until === undefined ? cycles >= asMany : Date.now() >= until);

  for (let life = 1; !isOver(all); life += 1) {
    const before = all.cycles;
    try {
      const one = await scenario.run({
        quick,
        patience,
        ...(sabotage ? { sabotage } : {}),
        chance: chanceOf(seed, `${name} ${life}`),
        goesOn: (so) => so.cycles < scenario.cycles.life && !isOver({ ...so, cycles: before + so.cycles }),
        afterwards: (undo) => void toUndo.push(undo),
        say: (line) => void process.stderr.write(`  ${line}\n`),
      });
      all = added(all, one);
    } finally {
      await undone();
    }
  }
  return all;
};

const added = (one: Outcome, other: Outcome): Outcome => ({
  cycles: one.cycles + other.cycles,
  findings: [...one.findings, ...other.findings],
  counts: together(one.counts, other.counts),
  recoveries_ms: [...one.recoveries_ms, ...other.recoveries_ms],
});
