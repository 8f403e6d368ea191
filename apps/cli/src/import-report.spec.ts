import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Told, VerdictCounts } from '#imports';
import { importing } from './import-report.js';

/** Every write to it fails as on a disk without room. */
const FULL = '/dev/full';
const MANY = 5_000;
const counts: VerdictCounts = { accepted: 0, unchanged: 0, flagged: 0, refused: 0 };

const telling =
  (rows: number, told: number[] = []) =>
  async (tell: Told): Promise<VerdictCounts> => {
    await tell.readable?.();
    for (let line = 2; line < rows + 2; line += 1) {
      await tell.verdict?.({ line, reference: `P-${line}`, verdict: 'accepted' });
      told.push(line);
    }
    return counts;
  };

describe('the report of an import', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'report-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const reported = (report: string, work: (tell: Told) => Promise<VerdictCounts>, dryRun = false) =>
    importing(join(folder, 'rows.csv'), { report, dryRun }, () => undefined, work);

  it('has a line a row', async () => {
    const report = join(folder, 'report.csv');
    expect(await reported(report, telling(MANY))).toEqual(counts);
    const lines = readFileSync(report, 'utf8').trimEnd().split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([
      MANY + 1,
      'line,reference,verdict,code,reason',
      '5001,P-5001,accepted,,',
    ]);
  });

  it('ends the import where its disk is full, and says what to do', async () => {
    const told: number[] = [];
    await expect(reported(FULL, telling(MANY, told))).rejects.toThrow(
      'The report /dev/full could not be written to its end (ENOSPC). Make room for it or name another place, and run the import again. What was recorded so far stays, and the next run goes on there.',
    );
    expect(told.length).toBeLessThan(MANY);
  });

  it('is told of as well where only its end finds no room, and of a dry run that nothing was recorded', async () => {
    await expect(reported(FULL, telling(1))).rejects.toThrow('What was recorded so far stays');
    await expect(reported(FULL, telling(1), true)).rejects.toThrow('(ENOSPC).');
    await expect(reported(FULL, telling(1), true)).rejects.toThrow('Nothing was recorded.');
  });
});
