import { isDeepStrictEqual } from 'node:util';
import { Id, ListOf, nothing, refuse, rule, Words, WordsList } from '#kernel';
import { type Level, LEVELS, programmeVersionDefined } from './events.js';
import { type Programme, type ProgrammeVersion, unknownProgramme } from './programme.js';

/** A module of the version, in the order of the list. */
export class ModuleDefinition {
  @Id() moduleId!: string;
  @Words({ example: 'Leading people' }) title!: string;
}

/** Defines a version of a programme, such as its pilot. Defining the same again changes nothing. */
export class DefineProgrammeVersion {
  @Id() programmeId!: string;
  @Id() versionId!: string;
  @Words({ example: 'pilot' }) label!: string;
  @ListOf(() => ModuleDefinition, 30) modules!: ModuleDefinition[];
  @WordsList(LEVELS.length, { oneOf: LEVELS, example: ['first_line', 'middle'] }) targetLevels!: Level[];
}

/** What is the matter with a version, and with which of its fields. */
export interface Broken {
  readonly code: keyof typeof SENTENCES;
  readonly field: string;
}

const SENTENCES = {
  'label-taken': 'Another version of this programme has this label: choose one that tells them apart.',
  'modules-missing': 'A version has at least one module.',
  'module-twice': 'Each module stands once in a version, under an id and a title of its own.',
  'target-levels-missing': 'Name at least one level the version is for.',
  'target-level-twice': 'Name each level once.',
  'level-not-defined':
    'The programme does not say in words what one of these levels means: target only levels it defines.',
} as const;

type Version = { readonly versionId: string } & Pick<ProgrammeVersion, 'label' | 'modules' | 'targetLevels'>;
type Policy = (version: Version, programme: Programme) => Broken | false;

/** Labels tell the versions of a programme apart. */
export const isLabelTaken = (
  { versionId, label }: Pick<Version, 'versionId' | 'label'>,
  versions: Programme['versions'],
): boolean =>
  Object.entries(versions).some(([id, other]) => id !== versionId && folded(other.label) === folded(label));

/** What a version must be, in the order it is told. */
const policies: readonly Policy[] = [
  (version, { versions }) => isLabelTaken(version, versions) && { code: 'label-taken', field: 'label' },
  ({ modules }) => modules.length === 0 && { code: 'modules-missing', field: 'modules' },
  ({ modules }) =>
    (hasTwins(modules.map(({ moduleId }) => moduleId)) ||
      hasTwins(modules.map(({ title }) => folded(title)))) && { code: 'module-twice', field: 'modules' },
  ({ targetLevels }) => targetLevels.length === 0 && { code: 'target-levels-missing', field: 'targetLevels' },
  ({ targetLevels }) => hasTwins(targetLevels) && { code: 'target-level-twice', field: 'targetLevels' },
  ({ targetLevels }, { defined }) =>
    targetLevels.some((target) => !defined?.levels.some(({ level }) => level === target)) && {
      code: 'level-not-defined',
      field: 'targetLevels',
    },
];

/** The first thing that is the matter with a version of this programme, if any. */
export const brokenVersion = (version: Version, programme: Programme): Broken | undefined => {
  for (const policy of policies) {
    const broken = policy(version, programme);
    if (broken) return broken;
  }
  return undefined;
};

/** The refusal of a version with which something is the matter. */
export const refusalOf = ({ code, field }: Broken) => refuse(code, SENTENCES[code], field);

export const defineProgrammeVersion = rule(
  DefineProgrammeVersion,
  [
    'unknown-programme',
    'version-already-defined',
    'label-taken',
    'modules-missing',
    'module-twice',
    'target-levels-missing',
    'target-level-twice',
    'level-not-defined',
  ],
  (version, programme: Programme) => {
    if (!programme.defined) return unknownProgramme;
    const { programmeId, versionId, label, targetLevels } = version;
    const modules = version.modules.map(({ moduleId, title }) => ({ moduleId, title }));
    const known = programme.versions[versionId];
    if (
      known &&
      isDeepStrictEqual({ ...known, retired: false }, { label, modules, targetLevels, retired: false })
    )
      return nothing;
    if (known)
      return refuse(
        'version-already-defined',
        'This version has other modules or levels already: define another version under a new id.',
        'versionId',
      );
    const broken = brokenVersion(version, programme);
    if (broken) return refusalOf(broken);

    return [programmeVersionDefined({ programmeId, versionId, label, modules, targetLevels })];
  },
);

const hasTwins = (values: readonly string[]): boolean => new Set(values).size < values.length;

const folded = (text: string): string => text.toLocaleLowerCase('en-GB');
