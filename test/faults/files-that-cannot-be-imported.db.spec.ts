import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, openInstallation, type RunningServer } from './installation.js';
import { registerFile } from './made-up-register.js';

let installation: Installation;
let server: RunningServer;
beforeAll(async () => {
  installation = await openInstallation();
  // Keeps the database up, so that each verb need not start it.
  server = await installation.serve();
});
afterAll(() => installation?.remove());

const GOOD = 'A1,Glenmore Care,voluntary,12.5,2,Fife';
const written = (name: string, content: string | Buffer): string => {
  const path = join(installation.folder, name);
  writeFileSync(path, content);
  return path;
};
const head = async (): Promise<unknown> =>
  (await installation.asked('select coalesce(max(position), 0) as head from log_event'))[0];

const unreadable: readonly [what: string, file: () => string, sentence: string][] = [
  [
    'a file without a column',
    () =>
      written('column.csv', 'reference,name,staff_wte,services,council_areas\nA1,Glenmore Care,1,1,Fife\n'),
    'sector',
  ],
  [
    'a quote left open',
    () => registerFile(installation.folder, [GOOD, 'A2,"Kinnaird Care,voluntary,1,1,Fife'], 'quote.csv'),
    'A quote opened in the row that begins on line 3 is never closed.',
  ],
  [
    'UTF-16',
    () => written('utf-16.csv', Buffer.from(`\ufeffreference,name\n${GOOD}\n`, 'utf16le')),
    'The file is UTF-16. Save it as UTF-8.',
  ],
  [
    'a folder',
    () => {
      const folder = join(installation.folder, 'folder.csv');
      mkdirSync(folder);
      return folder;
    },
    'is not a file.',
  ],
  ['no file at all', () => join(installation.folder, 'nowhere.csv'), 'There is no file'],
  ['an empty file', () => written('empty.csv', ''), 'empty'],
];

describe('a file that cannot be imported', () => {
  it.each(unreadable)(
    'is answered with one sentence, and nothing is recorded: %s',
    async (_, file, sentence) => {
      const before = await head();
      const { code, out, err } = await installation.l2d('import', 'organisations', file());

      expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(sentence)]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(await head()).toEqual(before);
    },
  );
});

describe('a file with rows that cannot be taken', () => {
  const rows = [
    GOOD,
    'A2,Kinnaird Care,imaginary,1,1,Fife',
    'A3,Glenmore Care,voluntary,1,1,Fife',
    'A4,Lomond Care,voluntary,many,1,Fife',
    'A5,"=HYPERLINK(""http://x"")",imaginary,1,1,Fife',
    GOOD,
  ];
  const counts = { accepted: 1, unchanged: 1, flagged: 1, refused: 3 };
  const imported = (...options: readonly string[]) =>
    installation.l2d(
      'import',
      'organisations',
      registerFile(installation.folder, rows),
      '--json',
      ...options,
    );

  it('is counted alike by a dry run, which records nothing', async () => {
    const before = await head();
    const { code, out } = await imported('--dry-run');
    expect({ code, counts: JSON.parse(out) as unknown }).toEqual({ code: 1, counts });
    expect(await head()).toEqual(before);
  });

  it('is imported but for them, ends with 1, and its report says which and why', async () => {
    const report = join(installation.folder, 'report.csv');
    const { code, out } = await imported('--report', report);
    expect({ code, counts: JSON.parse(out) as unknown }).toEqual({ code: 1, counts });
    expect(readFileSync(report, 'utf8').trimEnd().split('\n')).toEqual([
      'line,reference,verdict,code,reason',
      '2,A1,accepted,,',
      expect.stringMatching(/^3,A2,refused,unknown-sector,"The sector is none of .*\."$/),
      expect.stringMatching(/^4,A3,flagged,likely-duplicate,.*Glenmore Care/),
      expect.stringMatching(/^5,A4,refused,not-a-number,/),
      expect.stringMatching(/^6,A5,refused,unknown-sector,/),
      '7,A1,unchanged,same-row-above,Line 2 says the same.',
    ]);
  });

  it('records nothing when it comes again, and ends with 0 once nothing is refused', async () => {
    const before = await head();
    const file = registerFile(
      installation.folder,
      rows.filter((row) => !/imaginary|many/.test(row)),
    );
    const { code, out } = await installation.l2d('import', 'organisations', file);
    expect({ code, out }).toEqual({ code: 0, out: '0 accepted, 3 unchanged, 0 flagged, 0 refused.\n' });
    expect(await head()).toEqual(before);
  });

  it('is not emptied by a report of its own name, and records nothing', async () => {
    const file = registerFile(installation.folder, rows, 'own.csv');
    const link = join(installation.folder, 'link.csv');
    symlinkSync(file, link);
    const [before, content] = [await head(), readFileSync(file, 'utf8')];
    for (const report of [file, link]) {
      const { code, out, err } = await installation.l2d('import', 'organisations', file, '--report', report);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toBe('The report would overwrite the file to be imported. Give the report another name.\n');
    }
    expect([await head(), readFileSync(file, 'utf8')]).toEqual([before, content]);
  });

  it('leaves an earlier report alone when it cannot be read', async () => {
    const file = registerFile(installation.folder, ['A2,"Kinnaird Care,voluntary,1,1,Fife'], 'open.csv');
    const report = written('earlier.csv', 'line,reference,verdict,code,reason\n');
    const fresh = join(installation.folder, 'fresh.csv');
    for (const path of [report, fresh])
      expect((await installation.l2d('import', 'organisations', file, '--report', path)).code).toBe(2);
    expect(readFileSync(report, 'utf8')).toBe('line,reference,verdict,code,reason\n');
    expect(existsSync(fresh)).toBe(false);
  });

  it('is recorded of the organisation that holds its reference, which no second one may', async () => {
    const holders = ['1', '2'].map((last) => `a0000000-0000-4000-8000-00000000000${last}`);
    const register = (organisationId: string) =>
      fetch(`${server.url}/api/organisations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ organisationId, name: 'Ness Care', sector: 'voluntary', reference: 'N1' }),
      });
    const file = registerFile(installation.folder, ['N1,Ness Care,voluntary,4.5,1,Fife'], 'held.csv');
    const imported = () => installation.json('import', 'organisations', file);
    const named = () =>
      installation.asked(
        "select stream from log_event where type = 'OrganisationRegistered' and data like '%Ness Care%'",
      );

    expect((await register(holders[0]!)).status).toBe(201);
    expect(await imported()).toMatchObject({ accepted: 1, refused: 0 });
    expect(await named()).toEqual([{ stream: `organisation-${holders[0]}` }]);

    expect((await register(holders[1]!)).status).toBe(409);
    expect(await imported()).toMatchObject({ unchanged: 1, refused: 0 });
  });

  it('names a report that cannot be written', async () => {
    const { code, err } = await imported('--report', join(installation.folder, 'nowhere', 'report.csv'));
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
