import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { MadeUpPast } from '../support/made-up-past.js';
import { KNOWN_ROWS } from '../support/other-spellings.js';
import { DIRT } from '../support/past-dirt.js';
import { CLI, type Installation, openInstallation } from './installation.js';
import { registerFile } from './made-up-register.js';

/** Kept in memory, what is rehearsed of so many rows would take twice the heap there is. */
const ROWS = 12_000;
const RECORDED_ROWS = 1_500;
const HEAP_MEGABYTES = 112;
const PATIENCE_MS = 900_000;

interface Verdict {
  readonly line: string;
  readonly verdict: string;
  readonly code: string;
}

describe('a long past, in a process that may use little memory', () => {
  let installation: Installation;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'l2d-little-memory-'));
    installation = await openInstallation();
  });
  afterAll(async () => {
    await installation?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'is tried whole, recorded, told again and proved',
    async () => {
      const past = new MadeUpPast(ROWS, 11, DIRT);
      const l2d = async (...args: readonly string[]): Promise<any> => {
        const variables = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES}` };
        const { code, out, err } = await installation.run(CLI, [...args, '--json'], variables).ended;
        if (code !== 0 && code !== 1) throw new Error(`l2d ${args.join(' ')} ended with ${code}: ${err}`);
        return JSON.parse(out) as unknown;
      };
      const imported = async (rows: number, ...options: readonly string[]) => {
        const [file, report] = [join(folder, 'past.csv'), join(folder, 'report.csv')];
        writeFileSync(file, past.textOf(rows));
        await l2d('import', 'history', file, '--report', report, ...options);
        const verdicts = parse(readFileSync(report), { columns: true }) as unknown as readonly Verdict[];
        return verdicts.map(({ verdict, code }) => ({ verdict, code: code.split('|').sort().join('|') }));
      };
      await l2d('import', 'organisations', registerFile(folder, KNOWN_ROWS));
      const first = past.lines.map((line) => line.first);

      expect(await imported(ROWS, '--dry-run')).toEqual(first);
      expect(await imported(RECORDED_ROWS)).toEqual(first.slice(0, RECORDED_ROWS));
      expect(await imported(RECORDED_ROWS)).toEqual(
        past.lines.slice(0, RECORDED_ROWS).map((line) => line.again),
      );
      expect(await l2d('verify')).toMatchObject({ sound: true, log: { problems: [] } });
    },
    PATIENCE_MS,
  );
});
