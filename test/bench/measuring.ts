import { setTimeout as pause } from 'node:timers/promises';

/** One number of a bench, as it is printed. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** What a ratio should be, by its median. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** Two things measured in the same rounds, one divided by the other. */
export interface Ratio {
  readonly what: string;
  readonly rounds: readonly number[];
  readonly target?: Target;
}

/** What became of what a contender acknowledged. Where it has no order over all streams, only what is lost can be told. */
export interface Account {
  readonly who: string;
  readonly acknowledged: number;
  /** Acknowledged, and not in the log afterwards. */
  readonly lost: number;
  /** In the log twice. */
  readonly doubled: number;
  /** In the log, but never handed out to the follower that read along. */
  readonly passedOver?: number;
  /** Handed out behind one that stands later in the log. */
  readonly disordered?: number;
  /** Positions nothing stands at. */
  readonly missing?: number;
}

/** What a bench found out. */
export interface Findings {
  readonly figures: readonly Figure[];
  readonly ratios?: readonly Ratio[];
  readonly accounts?: readonly Account[];
}

export const figure = (what: string, value: number, unit: string): Figure => ({
  what,
  value: Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)),
  unit,
});

/** How often a second something is done, by so many at once who each begin again when they are done. */
export const perSecond = async (
  atOnce: number,
  seconds: number,
  once: (turn: number) => Promise<unknown>,
): Promise<number> => {
  let turns = 0;
  const began = performance.now();
  const until = began + seconds * 1_000;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) await once(turns++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return turns / ((performance.now() - began) / 1_000);
};

/** Does something so often a second for so long, however long each takes; resolves with how often when all are done. */
export const paced = async (
  aSecond: number,
  seconds: number,
  once: (turn: number) => Promise<unknown>,
): Promise<number> => {
  const turns = aSecond * seconds;
  const began = performance.now();
  const running: Promise<unknown>[] = [];
  const failures: unknown[] = [];
  while (running.length < turns) {
    const due = Math.min(turns, Math.floor(((performance.now() - began) / 1_000) * aSecond));
    while (running.length < due)
      running.push(once(running.length).catch((error: unknown) => failures.push(error)));
    await pause(1);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return turns;
};

/** Seconds that some work takes. */
export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

/** Microseconds that some work takes. */
export const microsecondsOf = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) * 1_000;
};

/** The value below which so large a part of the values lies, 0.5 for the middle one: a pause of the machine moves an average, not that. */
export const quantileOf = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
};

export const medianOf = (values: readonly number[]): number => quantileOf(values, 0.5);

/** The middle of what several rounds measured, with the least and the most of them. */
export const spread = (what: string, values: readonly number[], unit: string): Figure => {
  const { value } = figure(what, medianOf(values), unit);
  const [least, most] = [Math.min(...values), Math.max(...values)].map(
    (one) => figure(what, one, unit).value,
  );
  return { what, value, unit: `${unit}, median of ${values.length} (${least} to ${most})` };
};

/** Round by round, one divided by the other. */
export const ratio = (
  what: string,
  ours: readonly number[],
  others: readonly number[],
  target?: Target,
): Ratio => ({
  what,
  rounds: ours.map((value, round) => value / others[round]!),
  ...(target ? { target } : {}),
});

/** Whether a ratio is what it should be; undefined where nothing is asked of it. */
export const isMet = ({ rounds, target }: Ratio): boolean | undefined => {
  if (!target) return undefined;
  const median = medianOf(rounds);
  return 'atLeast' in target ? median >= target.atLeast : median <= target.atMost;
};
