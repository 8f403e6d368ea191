import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { sourceAt, sources } from './sources.js';
import { styleRules } from './style-rules.js';

/** What each rule must find in the file planted for it; a rule that is not here is no rule. */
const planted: Readonly<Record<string, readonly string[]>> = {
  'asks-no-machine-for-time-or-chance': ['Date.now()', 'new Date()', 'Math.random()', 'randomUUID()'],
  'exports-nothing-as-default': ['a default export'],
  'fits-on-a-few-screens': ['251 lines'],
  'names-say-what-a-thing-is': ['PlaceManager', 'BaseRule', 'IPlace', 'placeUtils', 'PlaceDto'],
  'events-say-what-happened': ['PlaceUpdated', 'VatRateSet'],
  'refusal-codes-are-kebab-case': ['CohortFull', 'cohort_full'],
  'skips-no-test': ['it.skip', 'describe.only'],
  'names-no-machine': ['{root}home/amara', '{root}work/main', '{up}shared/'],
  'installs-from-the-public-registry': ['https://packages.example.org/uuid/-/uuid-11.1.1.tgz'],
};

/** Planted paths are written so that the planted file itself names no machine. */
const unfolded = (text: string): string => text.replaceAll('{root}', '/').replaceAll('{up}', '../');

describe('the style rules', () => {
  const repository = sources();

  it.each(styleRules)('$name: is kept everywhere', ({ covers, findings, instead }) => {
    const covered = repository.filter(({ path }) => covers(path));
    expect(covered).not.toEqual([]);
    const broken = covered.flatMap((source) =>
      findings(source).map((finding) => `${source.path}: ${finding}. ${instead}`),
    );
    expect(broken).toEqual([]);
  });

  it.each(styleRules)('$name: fires where a violation is planted', ({ name, findings }) => {
    const { path, text } = sourceAt(`test/architecture/planted/style/${name}.ts.txt`);
    expect(findings({ path, text: unfolded(text) })).toEqual(planted[name]?.map(unfolded));
  });
});

describe('the linter', () => {
  // Without types, which these rules do not ask for and which take long to load.
  const lint = async (text: string) => {
    const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });
    const [result] = await eslint.lintText(text, { filePath: 'libs/kernel/src/index.ts' });
    return result?.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`) ?? [];
  };

  it.each(['EventBus', 'EventPublisher', 'AggregateRoot', 'Saga', 'EventsHandler', 'IEventHandler'])(
    'refuses %s of @nestjs/cqrs',
    async (name) => {
      const messages = await lint(
        `import { ${name} } from '@nestjs/cqrs';\n\nexport const planted = ${name};\n`,
      );
      expect(messages).toContainEqual(expect.stringMatching(/^no-restricted-imports: .*is unfit here/));
    },
  );

  it('lets the buses of @nestjs/cqrs pass', async () =>
    expect(
      await lint(
        "import { CommandBus, QueryBus } from '@nestjs/cqrs';\n\nexport const allowed = [CommandBus, QueryBus];\n",
      ),
    ).toEqual([]));

  it('refuses a default export', async () =>
    expect(await lint('export default class Planted {}\n')).toContainEqual(
      expect.stringMatching(/^no-restricted-syntax: Name what you export/),
    ));
});
