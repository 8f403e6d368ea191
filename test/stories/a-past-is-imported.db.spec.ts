import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Installation, openInstallation } from '../faults/installation.js';

const COLUMNS =
  'programme,cohort,starts_on,ends_on,capacity,person,sponsor,requested_on,started_on,withdrawn_on,withdrawal_reason,outcome,outcome_on,person_name,level';
const PILOT = 'Leading to Deliver,Pilot,2003-09-15,2004-06-30,3';
/** Amara was awarded, Bo gave up, Chidi's papers are thin, Davina never came, Ewan was one too many, Fay is impossible. Made up. */
const ROWS = [
  `${PILOT},P-1,CS-1,2003-05-01,2003-09-15,,,awarded_with_distinction,2004-07-02,Amara Made-Up,middle`,
  `${PILOT},P-2,CS-2,2003-05-02,2003-09-15,2004-01-10,workload,withdrawn,,Bo Made-Up,`,
  `${PILOT},P-3,CS-1,,2003-09-15,,,failed,,Chidi Made-Up,`,
  `${PILOT},P-4,CS-1,2003-05-04,,,,,,Davina Made-Up,`,
  `${PILOT},P-5,CS-1,2003-05-05,2003-09-15,,,awarded,2004-07-02,Ewan Made-Up,`,
  `${PILOT},P-6,CS-1,2003-05-06,,,,awarded,2004-07-02,Fay Made-Up,`,
];

interface Verdict {
  readonly verdict: string;
  readonly code: string;
  readonly reason: string;
}

let installation: Installation;
beforeAll(async () => {
  installation = await openInstallation();
  await installation.serve();
});
afterAll(() => installation?.remove());

const imported = async (rows: readonly string[], ...options: readonly string[]) => {
  const file = join(installation.folder, 'past.csv');
  const report = join(installation.folder, 'report.csv');
  writeFileSync(file, [COLUMNS, ...rows].join('\n'));
  const counts = await installation.json('import', 'history', file, '--report', report, ...options);
  return { counts, rows: parse(readFileSync(report), { columns: true }) as unknown as readonly Verdict[] };
};
const rates = async (...asked: readonly string[]) =>
  (await installation.json('rates', '--cohort', 'Pilot', ...asked)) as readonly object[];
const placeOf = async (requestedOn: string) => {
  const { rows } = await installation.json('show', 'place-facts', '--where', `requestedOn=${requestedOn}`);
  return (rows as readonly { placeId: string }[])[0]!.placeId;
};
const whyOf = async (requestedOn: string) => {
  const { state, steps } = await installation.json('why', await placeOf(requestedOn));
  return { state, words: (steps as { on: string; what: string }[]).map(({ on, what }) => `${on} ${what}`) };
};
/** The day before anybody told the product. */
const yesterday = new Date(Date.now() - 48 * 3_600_000).toISOString().slice(0, 10);

describe('a cohort that ran before the product', () => {
  it('is tried first: the verdicts, and nothing recorded', async () => {
    const { rows } = await imported(ROWS, '--dry-run');
    expect(rows.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['accepted', ''],
      ['accepted', ''],
      ['flagged', 'requested-on-missing|outcome-on-missing'],
      ['accepted', ''],
      ['flagged', 'cohort-full'],
      ['refused', 'awarded-without-start'],
    ]);
    expect(await installation.json('rates')).toEqual([]);
  });

  it('is recorded with the same verdicts, and unchanged when it comes again', async () => {
    const { counts } = await imported(ROWS);
    expect(counts).toMatchObject({ accepted: 3, flagged: 2, refused: 1 });
    const again = await imported(ROWS);
    expect(again.counts).toMatchObject({ accepted: 0, flagged: 0, unchanged: 5, refused: 1 });
  });

  it('refuses a row that says otherwise of a recorded place, by the fields', async () => {
    const { rows } = await imported([
      ROWS[0]!.replace('2004-07-02', '2004-07-09').replace('with_distinction', ''),
      ROWS[0]!.replace('awarded_with_distinction', 'awarded').replace('Amara Made-Up', 'Amara Otherwise'),
      ROWS[1]!.replace('workload', 'health'),
    ]);
    expect(rows[0]).toMatchObject({ verdict: 'refused', code: 'unknown-outcome' });
    expect(rows[1]).toMatchObject({ verdict: 'refused', code: 'differs-from-recorded' });
    expect(rows[1]!.reason).toMatch(/outcome\b.*person_name|person_name.*outcome\b/);
    expect(rows[2]).toMatchObject({ verdict: 'refused', code: 'differs-from-recorded' });
    expect(rows[2]!.reason).toContain('withdrawal_reason');
  });

  it('has its rates as they were on any day, by what is known now', async () => {
    expect(await rates()).toMatchObject([
      {
        programme: 'Leading to Deliver',
        requested: 5,
        started: 4,
        withdrawnBeforeStart: 1,
        withdrawnAfterStart: 1,
        failed: 1,
        completed: 2,
        completionRate: 0.5,
        standing: 'final',
      },
    ]);
    expect(await rates('--as-at', '2003-12-31')).toMatchObject([
      { started: 4, withdrawnAfterStart: 0, completed: 0, standing: 'so far' },
    ]);
    expect(await rates('--as-at', '2003-05-03')).toMatchObject([{ requested: 2, started: 0 }]);
  });

  it('was not known before it was recorded', async () => {
    const then = ['rates', '--as-at', yesterday, '--clock', 'recorded'] as const;
    expect(await installation.json(...then)).toEqual([]);
    expect((await installation.l2d(...then)).out).toContain('Recorded clock');
  });

  it('says why a place stands as it does by what the papers say, and what they leave open', async () => {
    expect(await whyOf('2003-05-01')).toEqual({
      state: 'completed',
      words: [
        '2003-05-01 It was entered as history, as it happened.',
        '2003-05-01 It asked. That day stands for the offer, the acceptance and the confirmation too.',
        '2003-09-15 The participant started.',
        '2004-07-02 The award was granted on 2 July 2004.',
      ],
    });
    const thin = await whyOf('2003-09-15');
    expect(thin.words[0]).toContain('Its source left open when it was asked for and when its outcome was.');
    expect(thin.words.at(-1)).toBe('2004-06-30 The participant ended without the award.');
    expect((await whyOf('2003-05-04')).state).toBe('not_taken_up');
    expect((await whyOf('2003-05-05')).words[0]).toContain('an exception to the capacity');
  });

  it('tells its history by the days it happened, marked as history, with nothing of people', async () => {
    const { out } = await installation.l2d('history', '--cohort', 'Pilot', '--json');
    const entries = out
      .trim()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { type: string; on: string; origin: string });
    expect(new Set(entries.map(({ origin }) => origin))).toEqual(new Set(['history']));
    expect(entries.filter(({ type }) => type === 'PlaceStarted').map(({ on }) => on)).toEqual(
      Array(4).fill('2003-09-15'),
    );
    expect(out).not.toMatch(/Made-Up|workload/);
  });

  it('leaves a log and read models that are proved', async () => {
    const { code, out } = await installation.l2d('verify');
    expect({ code, out }).toMatchObject({ code: 0 });
  });
});
