import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { stringify } from 'csv-stringify';
import type { RowVerdict, Told, VerdictCounts } from '#imports';

/** How a file is imported. */
export interface ImportOptions {
  /** Where the verdict on every row is written. */
  readonly report?: string;
  readonly dryRun?: boolean;
}

/** Imports a file with a progress bar on a terminal, and a report where one is asked for. */
export const importing = async (
  file: string,
  { report: path, dryRun = false }: ImportOptions,
  each: (verdict: RowVerdict) => void,
  work: (tell: Told) => Promise<VerdictCounts>,
): Promise<VerdictCounts> => {
  if (path !== undefined) await mustDiffer(file, path);
  let report: Report | undefined;
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total} rows, {eta} s left', stream: process.stderr })
    : undefined;
  try {
    return await work({
      // Not before: a file that cannot be read leaves no report, nor an emptied earlier one.
      readable: async (ignored = []) => {
        if (ignored.length > 0)
          process.stderr.write(`Not read: ${ignored.join(', ')}. Check the names of these columns.\n`);
        if (path !== undefined) report = await reportTo(path, dryRun);
      },
      verdict: (verdict) => {
        each(verdict);
        return report?.add(verdict);
      },
      progress: ({ rows, done }) => (done === 0 ? bar?.start(rows, 0) : bar?.update(done)),
    });
  } finally {
    bar?.stop();
    await report?.close();
  }
};

/** Opening a report empties the file of that name. */
const mustDiffer = async (file: string, report: string): Promise<void> => {
  const [read, written] = await Promise.all([file, report].map((path) => stat(path).catch(() => undefined)));
  if (read && written && read.dev === written.dev && read.ino === written.ino)
    throw new Error('The report would overwrite the file to be imported. Give the report another name.');
};

type Report = Awaited<ReturnType<typeof reportTo>>;

/** Writes verdicts to a CSV file; cells that a spreadsheet would run as formulas are escaped. */
const reportTo = async (path: string, dryRun: boolean) => {
  const file = createWriteStream(path, { encoding: 'utf8' });
  await new Promise<void>((opened, failed) => {
    file.once('open', () => opened());
    file.once('error', (error: NodeJS.ErrnoException) =>
      failed(new Error(`The report ${path} cannot be written (${error.code}). Nothing was imported.`)),
    );
  });
  const rows = stringify({
    header: true,
    columns: ['line', 'reference', 'verdict', 'code', 'reason'],
    escape_formulas: true,
  });
  const whole = pipeline(rows, file).catch((error: NodeJS.ErrnoException) => {
    throw brokenOff(path, error.code, dryRun);
  });
  // Told to whoever adds or closes next; until then it must not count as unhandled.
  whole.catch(() => undefined);
  return {
    add: async (verdict: RowVerdict): Promise<void> => {
      if (rows.destroyed) return whole;
      if (!rows.write(verdict)) await once(rows, 'drain').catch(() => whole);
    },
    close: async (): Promise<void> => {
      rows.end();
      await whole;
    },
  };
};

const brokenOff = (path: string, code: string | undefined, dryRun: boolean): Error =>
  new Error(
    `The report ${path} could not be written to its end (${code}). Make room for it or name another place, and run the import again. ${
      dryRun ? 'Nothing was recorded.' : 'What was recorded so far stays, and the next run goes on there.'
    }`,
  );
