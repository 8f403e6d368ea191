import { randomInt } from 'node:crypto';
import { cpus, loadavg } from 'node:os';

/** What a run of faults was asked for. */
export interface Options {
  readonly quick: boolean;
  readonly list: boolean;
  readonly seed: number;
  /** Names of scenarios; empty: all. */
  readonly only: readonly string[];
  /** So long each scenario goes on, whatever its number of cycles. */
  readonly minutes?: number;
  /** Times are judged so many times as patiently; unless told, by how busy the machine was before. */
  readonly patience: number;
  /** Where to write the results. */
  readonly json?: string;
}

export const usage =
  'npm run faults -- [--quick] [--seed N] [--only NAME...] [--minutes M] [--patience N] [--json FILE] [--list]';

/** Reads the command line; a sentence where it cannot be understood. A seed is drawn where none is named. */
export const asked = (args: readonly string[], names: readonly string[]): Options | string => {
  const only: string[] = [];
  let options: Options = {
    quick: false,
    list: false,
    seed: randomInt(1_000_000),
    only,
    patience: Math.max(1, Math.ceil(loadavg()[0]! / cpus().length)),
  };
  const rest = [...args];
  const whole = (name: string): number => {
    const text = rest.shift();
    if (!/^\d{1,9}$/.test(text ?? '')) throw new Error(`${name} needs a whole number.`);
    return Number(text);
  };
  try {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      if (next === '--quick') options = { ...options, quick: true };
      else if (next === '--list') options = { ...options, list: true };
      else if (next === '--seed') options = { ...options, seed: whole(next) };
      else if (next === '--minutes') options = { ...options, minutes: whole(next) };
      else if (next === '--patience') options = { ...options, patience: whole(next) };
      else if (next === '--json') {
        const json = rest.shift();
        if (!json) return '--json needs a file.';
        options = { ...options, json };
      } else if (next === '--only') {
        while (rest[0] !== undefined && !rest[0].startsWith('--')) only.push(rest.shift()!);
        if (only.length === 0) return '--only needs a name.';
      } else return `${next} is not known.`;
    }
  } catch (error) {
    return (error as Error).message;
  }
  const unknown = only.filter((name) => !names.includes(name));
  return unknown.length > 0
    ? `There is no scenario ${unknown.join(', ')}. There are: ${names.join(', ')}.`
    : options;
};
