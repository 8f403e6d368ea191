import { event, type FactsOf } from '#kernel';

/** The management levels people and target groups are described by; each programme defines them in words. */
export const LEVELS = [
  'practitioner',
  'first_line',
  'middle',
  'senior',
  'strategic',
  'non_executive',
] as const;
export type Level = (typeof LEVELS)[number];

/** Who decides whether a cohort of a programme may run; `none`: nobody has to be asked. */
export const APPROVING_BODIES = ['scottish_ministers', 'university', 'board', 'none'] as const;
export type ApprovingBody = (typeof APPROVING_BODIES)[number];

/** What a level means in one programme. */
export interface LevelInWords {
  readonly level: Level;
  readonly inWords: string;
}

/** One module of a programme version, in the order it is taught. */
export interface ProgrammeModule {
  readonly moduleId: string;
  readonly title: string;
}

/** A programme and the award it leads to were defined. */
export const programmeDefined = event('ProgrammeDefined', 1).of<{
  programmeId: string;
  name: string;
  awardId: string;
  awardName: string;
  /** SCQF credit points. */
  credits: number;
  scqfLevel: number;
  approvingBody: ApprovingBody;
  levels: readonly LevelInWords[];
}>();

/** A programme goes by another name. */
export const programmeRenamed = event('ProgrammeRenamed', 1).of<{ programmeId: string; name: string }>();

/** A version of a programme (pilot, redesign) was defined; cohorts name the version they run. */
export const programmeVersionDefined = event('ProgrammeVersionDefined', 1).of<{
  programmeId: string;
  versionId: string;
  label: string;
  modules: readonly ProgrammeModule[];
  targetLevels: readonly Level[];
}>();

/** A version is not for new cohorts any more; those that run it finish. */
export const programmeVersionRetired = event('ProgrammeVersionRetired', 1).of<{
  programmeId: string;
  versionId: string;
  reason?: string;
}>();

/** Every fact of a programme. */
export const programmesEvents = {
  programmeDefined,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
};

export type ProgrammeEvent = FactsOf<typeof programmesEvents>;
