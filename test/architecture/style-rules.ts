import { isAbsolute } from 'node:path';
import type { Source } from './sources.js';
import { callsIn, type Declared, declaredIn, exportsDefault, textsIn } from './syntax.js';

/** A rule about the text of single files, that neither the compiler nor the linter knows. */
export interface StyleRule {
  readonly name: string;
  /** What to do instead. */
  readonly instead: string;
  /** Whether a file is the rule's business. */
  readonly covers: (path: string) => boolean;
  /** What in the file breaks it. */
  readonly findings: (source: Source) => readonly string[];
}

/** Of code that runs for users; tests are lists of examples, and may be longer. */
const LINES = 250;
const LINES_OF_TESTS = 400;

const isCode = (path: string) => /^(apps|libs|test)\/.*\.ts$/.test(path);
const isTest = (path: string) => /\.(spec|contract|samples|examples)\.ts$|^test\/(?!.*\.txt$)/.test(path);
const isDecided = (path: string) =>
  /^libs\/(?!platform\/).*\.ts$/.test(path) && !path.endsWith('.db.spec.ts');

const UNREPEATABLE =
  /^((globalThis\.)?Date\.now|Date|performance\.now|process\.hrtime(\.bigint)?|Math\.random|(crypto\.|globalThis\.crypto\.)?(randomUUID|randomBytes|randomInt|getRandomValues)|Temporal\.Now\..*|uuid\.v[1467]|v[1467])$/;

const VAGUE = new Set([
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'common',
  'shared',
  'impl',
  'dto',
  'base',
]);

/** Past participles that hide what happened; the two agreed ones say it in the word before. */
const EVASIVE = /(Updated|Changed|Set|Saved)$/;
const AGREED_EVENTS = new Set(['OrganisationSectorChanged', 'EmployerChanged']);

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const MACHINE_PATH =
  /(?<![\w.:/-])(\/(home|Users)\/\w+|\/root\/\w+|\/work\/\w+|[A-Z]:\\\w+)|\.\.\/shared\/|\/tmp\/bash_jobs/g;

export const styleRules: readonly StyleRule[] = [
  {
    name: 'asks-no-machine-for-time-or-chance',
    instead:
      'Time and ids are arguments: rules read them from the circumstances, handlers from the injected Clock, derivedId makes ids.',
    covers: isDecided,
    findings: (source) =>
      callsIn(source)
        .filter(({ callee, isNew, args }) => UNREPEATABLE.test(callee) && (!isNew || args.length === 0))
        .map(({ callee, isNew }) => (isNew ? `new ${callee}()` : `${callee}()`)),
  },
  {
    name: 'exports-nothing-as-default',
    instead: 'Name what you export.',
    covers: isCode,
    findings: (source) => (exportsDefault(source) ? ['a default export'] : []),
  },
  {
    name: 'fits-on-a-few-screens',
    instead: `Files run to 20-150 lines and never past ${LINES} (tests ${LINES_OF_TESTS}). Split it where one part can be named without the other.`,
    covers: isCode,
    findings: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;

      return lines > (isTest(path) ? LINES_OF_TESTS : LINES) ? [`${lines} lines`] : [];
    },
  },
  {
    name: 'names-say-what-a-thing-is',
    instead: 'Name it by what it does in the words of the office; a prefix I says nothing.',
    covers: isCode,
    findings: (source) => [
      ...declaredIn(source)
        .filter(isVaguelyDeclared)
        .map(({ name }) => name),
      ...(isVague(source.path.split('/').at(-1)!.replace(/\.ts$/, ''))
        ? [source.path.split('/').at(-1)!]
        : []),
    ],
  },
  {
    name: 'events-say-what-happened',
    instead:
      'Say what happened: a noun and a participle that could be nothing else (OrganisationRenamed, CapacityRaised).',
    covers: (path) => isCode(path) && !path.endsWith('.spec.ts'),
    findings: (source) =>
      callsIn(source)
        .filter(({ callee }) => callee === 'event')
        .flatMap(({ args }) => textsIn(args[0]))
        .filter((name) => (EVASIVE.test(name) && !AGREED_EVENTS.has(name)) || !/^([A-Z][a-z]+)+$/.test(name)),
  },
  {
    name: 'refusal-codes-are-kebab-case',
    instead: 'A refusal code is a condition in kebab-case that stays for ever: cohort-full.',
    covers: isCode,
    findings: (source) =>
      callsIn(source)
        .flatMap(({ callee, args }) =>
          callee === 'refuse' ? textsIn(args[0]) : callee === 'rule' ? textsIn(args[1]) : [],
        )
        .filter((code) => !KEBAB.test(code)),
  },
  {
    name: 'skips-no-test',
    instead: 'A test that does not run says nothing: mend it, or remove it with what it tested.',
    covers: (path) => path.endsWith('.spec.ts'),
    findings: (source) =>
      callsIn(source)
        .map(({ callee }) => callee)
        .filter((callee) =>
          /^((it|test|describe)\.(skip|only|todo)|xit|xdescribe|fit|fdescribe)\b/.test(callee),
        ),
  },
  {
    name: 'names-no-machine',
    instead:
      'Write paths from the repository, or take them from configuration: this one exists on one machine only.',
    covers: (path) => !isAbsolute(path),
    findings: ({ text }) => [...text.matchAll(MACHINE_PATH)].map(([found]) => found),
  },
  {
    name: 'installs-from-the-public-registry',
    instead: 'Run npm install with the public registry: an address of another is of no use elsewhere.',
    covers: (path) => path === 'package-lock.json' || path.endsWith('package-lock.planted.json'),
    findings: ({ text }) =>
      [...text.matchAll(/"resolved": "([^"]+)"/g)]
        .map(([, address]) => address!)
        .filter((address) => !address.startsWith('https://registry.npmjs.org/')),
  },
];

const isVaguelyDeclared = ({ name, kind }: Declared): boolean =>
  (kind === 'interface' && /^I[A-Z][a-z]/.test(name)) ||
  (kind === 'value' || kind === 'function' ? isVague(name.replaceAll(PERSON, '')) : isVague(name));

/** A manager is a person here, so a value may be one; a class or a file may be about line managers. */
const PERSON = /managers?/gi;

const isVague = (name: string): boolean =>
  wordsOf(name.replaceAll(/line-?managers?/gi, '')).some((word) => VAGUE.has(word));

const wordsOf = (name: string): readonly string[] =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).map((word) => word.toLowerCase());
