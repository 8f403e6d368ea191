import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { MadeUpPast } from '../support/made-up-past.js';
import { KNOWN_ROWS } from '../support/other-spellings.js';
import { DIRT } from '../support/past-dirt.js';
import { CLI, type Installation, openInstallation } from './installation.js';
import { registerFile } from './made-up-register.js';

const ROWS = 900;
const PATIENCE_MS = 300_000;

interface Verdict {
  readonly line: string;
  readonly verdict: string;
  readonly code: string;
}

const inOrder = (code: string): string => code.split('|').sort().join('|');

const verdictsIn = (report: string): readonly { verdict: string; code: string }[] =>
  (parse(readFileSync(report), { columns: true }) as unknown as readonly Verdict[]).map(
    ({ verdict, code }) => ({ verdict, code: inOrder(code) }),
  );

const linesOf = (path: string): number =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : 0;

/** One event of each kind that a place recorded whole leaves exactly once. */
const ONCE = ['PastPlaceRecorded', 'PlaceRequested', 'PlaceAccepted', 'PlaceConfirmed'];

describe('an import of the past that is killed in the middle', () => {
  let installation: Installation;
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'l2d-killed-past-'))));
  afterAll(async () => {
    await installation?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'is finished by the next run, with the verdicts of a run that nobody killed; no row is half recorded',
    async () => {
      installation = await openInstallation();
      const { run, json, asked } = installation;
      const past = new MadeUpPast(ROWS, 7, DIRT, 150);
      await json('import', 'organisations', registerFile(folder, KNOWN_ROWS));
      const file = join(folder, 'past.csv');
      writeFileSync(file, past.text);
      const imported = async (name: string, ...options: readonly string[]) => {
        const report = join(folder, `${name}.csv`);
        await json('import', 'history', file, '--report', report, ...options);
        return verdictsIn(report);
      };
      const first = past.lines.map((line) => line.first);
      expect(await imported('tried', '--dry-run')).toEqual(first);

      const report = join(folder, 'killed.csv');
      const killed = run(CLI, ['import', 'history', file, '--report', report]);
      while (linesOf(report) < ROWS / 4 && killed.process.exitCode === null) await sleep(2);
      expect((await killed.end('SIGKILL')).code).toBeNull();
      // The last line may be torn.
      const told = linesOf(report) - 2;
      expect(told).toBeLessThan(ROWS);

      // What the killed run told of is recorded, and perhaps more; every other row gets what it gets in one whole run.
      const next = await imported('finished');
      const recorded = ({ verdict }: { verdict: string }) => verdict === 'accepted' || verdict === 'flagged';
      const odd = next.filter((verdict, index) => {
        const undisturbed = first[index]!;
        if (recorded(undisturbed) && verdict.verdict === 'unchanged') return false;
        return recorded(undisturbed) && index < told ? true : !isDeepStrictEqual(verdict, undisturbed);
      });
      expect(odd).toEqual([]);
      expect(await imported('again')).toEqual(past.lines.map((line) => line.again));

      // A server follows, and its processes pass over all of it.
      const server = await installation.serve();
      const places = first.filter(recorded).length;
      expect(
        await asked(`select type, count(*)::int as facts, count(distinct data::jsonb ->> 'placeId')::int as places
          from log_event where type in (${ONCE.map((type) => `'${type}'`).join(', ')}) group by type order by type`),
      ).toEqual([...ONCE].sort().map((type) => ({ type, facts: places, places })));
      expect(
        await asked(`select distinct origin from (
        select metadata::jsonb ->> 'origin' as origin from log_event) as origins order by origin`),
      ).toEqual([{ origin: 'history' }, { origin: 'import' }]);
      expect((await server.end('SIGTERM')).code).toBe(0);
      const proof = (await json('verify')) as { sound: boolean; log: { problems: unknown[] } };
      expect({ sound: proof.sound, problems: proof.log.problems }).toEqual({ sound: true, problems: [] });
    },
    PATIENCE_MS,
  );
});
