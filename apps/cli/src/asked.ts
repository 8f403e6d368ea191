import { type Command, InvalidArgumentError, Option } from 'commander';
import { BEGINNING, isBusinessDate } from '#kernel';
import { type AsAtClock, CLOCKS, type StatedMoment } from '#platform';

/** The moment a verb that reads may be asked for. */
export interface MomentOptions {
  readonly asAt?: string;
  readonly clock?: AsAtClock;
  readonly knownAt?: string;
}

/** A day, as an argument. */
export const day = (text: string): string => {
  if (isBusinessDate(text)) return text;
  throw new InvalidArgumentError('It must be a day that exists, written YYYY-MM-DD.');
};

/** A position of the log, as an argument. */
export const position = (text: string): string => {
  if (/^(0|[1-9]\d{0,17})$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a position of the log, a whole number.');
};

/** A count from one, as an argument. */
export const count = (text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
};

/** Lets a verb be asked for a moment. */
export const withMoment = (verb: Command): Command =>
  verb
    .hook('preAction', (asked) => {
      const { asAt, clock, knownAt } = asked.opts<MomentOptions>();
      if (asAt === undefined && (clock ?? knownAt) !== undefined)
        asked.error('error: --clock and --known-at say how a day is asked about: name the day with --as-at.');
    })
    .option('--as-at <date>', 'as it was at the end of a day in London', day)
    .addOption(
      new Option(
        '--clock <clock>',
        'effective: by all that is known of the day (default); recorded: by what was known by its end',
      ).choices([...CLOCKS]),
    )
    .option('--known-at <position>', 'know nothing that lies behind this position of the log', position);

/** What was asked of a moment, and nothing else of the options. */
export const momentIn = ({ asAt, clock, knownAt }: MomentOptions): MomentOptions => ({
  ...(asAt === undefined ? {} : { asAt }),
  ...(clock === undefined ? {} : { clock }),
  ...(knownAt === undefined ? {} : { knownAt }),
});

/** The moment an answer is of, in words: `Effective clock, as at 2026-11-30, log position 42`. */
export const inWords = ({ asAt, clock, position: at }: StatedMoment): string => {
  if (asAt === undefined) return `The present, log position ${at}.`;
  const nothing = at === BEGINNING ? ': nothing had been recorded by then' : '';

  return `${clock === 'recorded' ? 'Recorded' : 'Effective'} clock, as at ${asAt}, log position ${at}${nothing}.`;
};
