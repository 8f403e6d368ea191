/** One number of a bench, as it is printed. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
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

/** The middle one: a pause of the machine moves an average, not this. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

/** The middle of what several rounds measured, with the least and the most of them. */
export const spread = (what: string, values: readonly number[], unit: string): Figure => {
  const { value } = figure(what, medianOf(values), unit);
  const [least, most] = [Math.min(...values), Math.max(...values)].map(
    (one) => figure(what, one, unit).value,
  );
  return { what, value, unit: `${unit}, median of ${values.length} (${least} to ${most})` };
};
