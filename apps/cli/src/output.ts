import { SingleBar } from 'cli-progress';
import type { Progress } from '#platform';

/** The verb did all it could, and something is wrong with what it looked at: rows refused, read models that differ. */
export const SOMETHING_WRONG = 1;
/** The verb could not be done. */
export const NOT_DONE = 2;

/** Whoever read what is printed has read enough: the verb ends quietly, as in `events | head`. */
export class NobodyReads extends Error {}

// Each write tells its own failure; without this the stream's event would end the process before the database is left.
process.stdout.on('error', () => undefined);

/** Writes for people and programs alike; waits until it is written, so that a pipe gets all of it. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (!error) resolve();
      else reject((error as NodeJS.ErrnoException).code === 'EPIPE' ? new NobodyReads() : error);
    });
  });

/** Tells people something while work goes on: below its bar, where there is one. */
export const tellMeanwhile = (sentence: string): void => {
  process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}${sentence}\n`);
};

/** How far long work over the log is, on a terminal only. */
export const progressBar = (): {
  readonly follow: (progress: Progress) => void;
  readonly end: () => void;
} => {
  if (!process.stderr.isTTY) return { follow: () => undefined, end: () => undefined };

  const bar = new SingleBar({
    format: '{bar} {percentage}% {name} at {value} of {total}, {rate} events/s, {secondsLeft} s left',
    stream: process.stderr,
  });
  let of: string | undefined;
  return {
    follow: ({ name, position, upTo, rate, secondsLeft }) => {
      if (of !== name) bar.start(Number(upTo), 0, { name, rate, secondsLeft });
      of = name;
      bar.update(Number(position), { name, rate, secondsLeft });
    },
    end: () => bar.stop(),
  };
};
