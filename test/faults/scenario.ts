import type { Chance } from './chance.js';
import type { Counts } from './ledger.js';
import type { Need } from './needs.js';
import type { Sabotage } from './sabotage.js';

/**
 * What can be done to a running product. A scenario does it again and again under load, and ends in the oracle, which must
 * find nothing. Each of its sabotages is the same again with a product that breaks the promise: there the oracle must find it.
 */
export interface Scenario {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly does: string;
  /** What it needs of the machine beside Node. */
  readonly needs: readonly Need[];
  /**
   * How often it does it: `npm run faults -- --quick`, and without. After so many as a life has, it begins anew with an
   * empty log: what the oracle reads stays short.
   */
  readonly cycles: { readonly quick: number; readonly full: number; readonly life: number };
  readonly sabotages: readonly Sabotage[];
  /** Must undo what it does to the machine by `trial.afterwards`, also when it is interrupted. */
  run(trial: Trial): Promise<Outcome>;
}

/** One run of a scenario: on the product as it is, or on a sabotaged one. */
export interface Trial {
  readonly quick: boolean;
  /** Times are judged so many times as patiently: other work goes on at this machine. */
  readonly patience: number;
  readonly sabotage?: Sabotage;
  readonly chance: Chance;
  /** Whether there is another cycle to do, by what was found so far. */
  goesOn(outcome: Outcome): boolean;
  /** To be undone when the trial is over or interrupted; the last first. */
  afterwards(undo: () => void | Promise<void>): void;
  /** Says something on the standard error. */
  say(line: string): void;
}

/** Something that must not be. */
export interface Finding {
  /** Where it shows. A sabotage counts as caught by the log, the read models or the history, not by slow answers. */
  readonly by: 'log' | 'read models' | 'history' | 'answers';
  readonly says: string;
}

/** What a trial came to. */
export interface Outcome {
  readonly cycles: number;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** How long it took after each fault until a command was acknowledged again, in milliseconds. */
  readonly recoveries_ms: readonly number[];
}

/** Whether the oracle found that something was lost or done twice. */
export const isCaught = ({ findings }: Pick<Outcome, 'findings'>): boolean =>
  findings.some(({ by }) => by !== 'answers');
