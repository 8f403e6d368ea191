import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Installation, openInstallation } from './installation.js';
import { registerFile } from './made-up-register.js';
import { type Cohort, MadeUpPast } from '../support/made-up-past.js';
import { KNOWN_ROWS } from '../support/other-spellings.js';
import { DIRT } from '../support/past-dirt.js';

const ROWS = 30_000;
const SEED = 20_030_901;
/** So many of them are tried before; what a row must get rests on the rows above it only. */
const TRIED_ROWS = 5_000;
/** Two cores that others use too take their time. */
const PATIENCE_MS = 1_800_000;

interface Verdict {
  readonly line: string;
  readonly verdict: string;
  readonly code: string;
}

const verdictsIn = (report: string): readonly object[] =>
  (parse(readFileSync(report), { columns: true }) as unknown as readonly Verdict[]).map(
    ({ line, verdict, code }) => ({ line: Number(line), verdict, code: code.split('|').sort().join('|') }),
  );

const expected = (past: MadeUpPast, which: 'first' | 'again') =>
  past.lines.map((line, index) => ({ line: index + 2, ...line[which] }));

const countsOf = (past: MadeUpPast, which: 'first' | 'again') => {
  const counts = { accepted: 0, unchanged: 0, flagged: 0, refused: 0 };
  for (const line of past.lines) counts[line[which].verdict] += 1;
  return counts;
};

/** What the rates of a cohort must count, by what its rows were made up to come to. */
const figuresOf = (past: MadeUpPast, cohort: Cohort) => {
  const came = past.lines.flatMap((line) => (line.cohort === cohort && line.came ? [line.came] : []));
  const count = (...ends: readonly (string | undefined)[]) =>
    came.filter(({ end }) => ends.includes(end)).length;
  const started = came.filter((place) => place.started);
  const completed = count('awarded');
  return {
    requested: came.length,
    waiting: 0,
    accepted: came.length,
    started: started.length,
    withdrawnBeforeStart:
      count('not_taken_up') + came.filter(({ started: took, end }) => !took && end === 'withdrawn').length,
    withdrawnAfterStart: started.filter(({ end }) => end === 'withdrawn').length,
    failed: count('failed'),
    completed,
    completionRate: started.length === 0 ? null : completed / started.length,
    enrolled: count(undefined),
  };
};

describe('a past of thirty thousand places, with every kind of dirt', () => {
  let installation: Installation;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'l2d-thirty-thousand-'));
    installation = await openInstallation();
  });
  afterAll(async () => {
    await installation?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'gets the verdicts it was made up with: tried, recorded and told again; figures and proof agree',
    async () => {
      const past = new MadeUpPast(ROWS, SEED, DIRT);
      await installation.json('import', 'organisations', registerFile(folder, KNOWN_ROWS));
      const file = join(folder, 'past.csv');
      writeFileSync(file, past.text);
      const begun = join(folder, 'begun.csv');
      writeFileSync(begun, past.textOf(TRIED_ROWS));
      const imported = async (name: string, from: string, ...options: readonly string[]) => {
        const report = join(folder, `${name}.csv`);
        const counts = (await installation.json(
          ...['import', 'history', from, '--report', report, ...options],
        )) as unknown;
        return { counts, verdicts: verdictsIn(report) };
      };

      const first = { counts: countsOf(past, 'first'), verdicts: expected(past, 'first') };
      const tried = await imported('tried', begun, '--dry-run');
      expect(tried.verdicts).toEqual(first.verdicts.slice(0, TRIED_ROWS));
      expect(await imported('recorded', file)).toEqual(first);
      const again = { counts: countsOf(past, 'again'), verdicts: expected(past, 'again') };
      expect(await imported('again', file)).toEqual(again);

      const rates = (await installation.json('rates')) as readonly { programme: string; cohort: string }[];
      expect(
        rates.map(({ programme, cohort, ...figures }) => [`${programme}/${cohort}`, figures]).sort(),
      ).toEqual(
        past.cohorts
          .map((cohort) => [
            `${cohort.programme}/${cohort.name}`,
            expect.objectContaining(figuresOf(past, cohort)) as unknown,
          ])
          .sort(),
      );
      const proof = (await installation.json('verify')) as { sound: boolean; log: { problems: unknown[] } };
      expect({ sound: proof.sound, problems: proof.log.problems }).toEqual({ sound: true, problems: [] });
    },
    PATIENCE_MS,
  );
});
