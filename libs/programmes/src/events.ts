import { type Corrections, type Corrects, event, type FactsOf } from '#kernel';

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

/** Fields of a programme's facts that can have been recorded wrongly. Not the award: places and candidacies go by it. */
export interface CorrectedFields {
  readonly name?: string;
  readonly awardName?: string;
  readonly credits?: number;
  readonly scqfLevel?: number;
  readonly approvingBody?: ApprovingBody;
  readonly levels?: readonly LevelInWords[];
  readonly label?: string;
  readonly modules?: readonly ProgrammeModule[];
  readonly targetLevels?: readonly Level[];
}

/** What was recorded of a programme was wrong: the fields named are, and were, as stated here. */
export const programmeFactCorrected = event('ProgrammeFactCorrected', 1).of<
  Corrects & { programmeId: string } & CorrectedFields
>();

/** What was recorded of a programme never was. */
export const programmeFactStruck = event('ProgrammeFactStruck', 1).of<Corrects & { programmeId: string }>();

/** Every fact of a programme but corrections. */
export const programmeFacts = {
  programmeDefined,
  programmeRenamed,
  programmeVersionDefined,
  programmeVersionRetired,
};
export type ProgrammeFact = FactsOf<typeof programmeFacts>;

/** The facts that correct others. */
export const correctionEvents = { programmeFactCorrected, programmeFactStruck };

/** Which of a programme's events correct others. */
export const programmeCorrections: Corrections<FactsOf<typeof correctionEvents>> = {
  ProgrammeFactCorrected: 'replaces',
  ProgrammeFactStruck: 'strikes',
};

/** Every event of a programme. */
export const programmesEvents = { ...programmeFacts, ...correctionEvents };

export type ProgrammeEvent = FactsOf<typeof programmesEvents>;
