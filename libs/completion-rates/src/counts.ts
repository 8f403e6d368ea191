import type { Counted } from './returners.js';

/**
 * What a group of places comes to as at a day. `waiting`, `deferred` and `enrolled` are states at its end; all others count
 * what had happened by then.
 */
export interface Counts {
  readonly requested: number;
  readonly waiting: number;
  readonly accepted: number;
  readonly started: number;
  /** Accepted places given up before they started, not taken up included; a request taken back bound nobody and is not among them. */
  readonly withdrawnBeforeStart: number;
  readonly withdrawnAfterStart: number;
  /** Their participants are to return in another cohort, and have not yet. */
  readonly deferred: number;
  readonly failed: number;
  readonly completed: number;
  readonly enrolled: number;
  /** Their participants have returned, in another cohort. */
  readonly moved: number;
}

/** The counts there are. */
export const COUNTS = [
  'requested',
  'waiting',
  'accepted',
  'started',
  'withdrawnBeforeStart',
  'withdrawnAfterStart',
  'deferred',
  'failed',
  'completed',
  'enrolled',
  'moved',
] as const satisfies readonly (keyof Counts)[];

/** Withdrawals by the class of their reason, where there are any; `not_taken_up` and `not_stated` beside the classes. */
export type ByClass = Readonly<Record<string, number>>;

/** Counts places as at the end of a day, by what each had come to. */
export const countsOf = (places: readonly Counted[]): Counts =>
  Object.fromEntries(
    COUNTS.map((name) => [name, places.reduce((sum, { fate }) => (fate[name] ? sum + 1 : sum), 0)]),
  ) as unknown as Counts;

/** True where there is nothing to count. */
export const isNothing = (counts: Counts): boolean => COUNTS.every((name) => counts[name] === 0);

/** Withdrawals before or after the start, by class in the order of the alphabet. */
export const withdrawnByClass = (
  places: readonly Counted[],
  when: 'withdrawnBeforeStart' | 'withdrawnAfterStart',
): ByClass => {
  const classes = places.filter(({ fate }) => fate[when]).map(classOf);
  return Object.fromEntries(
    [...new Set(classes)].sort().map((name) => [name, classes.filter((one) => one === name).length]),
  );
};

const classOf = ({ last }: Counted): string => {
  if (last.withdrawnOn === null) return 'not_taken_up';
  return last.withdrawnAs ?? 'not_stated';
};
