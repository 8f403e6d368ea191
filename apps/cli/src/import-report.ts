import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
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
  { report: path }: ImportOptions,
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
        if (path !== undefined) report = await reportTo(path);
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
const reportTo = async (path: string) => {
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
  rows.pipe(file);
  return {
    add: async (verdict: RowVerdict): Promise<void> => {
      if (!rows.write(verdict)) await new Promise((resolve) => rows.once('drain', resolve));
    },
    close: async (): Promise<void> => {
      rows.end();
      await finished(file);
    },
  };
};
