import {
  type BusinessDate,
  correctable,
  type Dated,
  type Evolve,
  type Facts,
  type Happened,
  noFacts,
  refuse,
  stated,
  undated,
} from '#kernel';
import {
  type Level,
  programmeCorrections,
  type ProgrammeEvent,
  type ProgrammeFact,
  type ProgrammeModule,
} from './events.js';

/** A version as the rules see it. */
export interface ProgrammeVersion {
  readonly label: string;
  readonly modules: readonly ProgrammeModule[];
  readonly targetLevels: readonly Level[];
  readonly retired: boolean;
}

/** A programme as the rules see it; `defined` is absent until it is. */
export interface Programme {
  /** With the latest of its names. */
  readonly defined?: Extract<ProgrammeFact, { type: 'ProgrammeDefined' }>['data'];
  /** What it was called, day by day. */
  readonly names: Dated<string>;
  readonly versions: Readonly<Record<string, ProgrammeVersion>>;
  /** All that was recorded, for corrections. */
  readonly facts: Facts;
}

export const noProgramme: Programme = { names: undated(), versions: {}, facts: noFacts };

/** The answer to every command about a programme that was never defined. */
export const unknownProgramme = refuse(
  'unknown-programme',
  'There is no programme with this id: define it first.',
  'programmeId',
);

const named = (programme: Programme): Programme => {
  const name = programme.names.last()?.value;
  return programme.defined && name !== undefined
    ? { ...programme, defined: { ...programme.defined, name } }
    : programme;
};

/** How a programme remembers each of its facts, corrections apart. */
export const programmeSteps: Evolve<Programme, ProgrammeFact> = {
  ProgrammeDefined: (programme, { data, effectiveOn }) =>
    named({ ...programme, defined: data, names: stated(programme.names, effectiveOn, data.name) }),
  ProgrammeRenamed: (programme, { data, effectiveOn }) =>
    named({ ...programme, names: stated(programme.names, effectiveOn, data.name) }),
  ProgrammeVersionDefined: (programme, { data: { versionId, label, modules, targetLevels } }) => ({
    ...programme,
    versions: { ...programme.versions, [versionId]: { label, modules, targetLevels, retired: false } },
  }),
  ProgrammeVersionRetired: (programme, { data }) => {
    const version = programme.versions[data.versionId];
    return version
      ? {
          ...programme,
          versions: { ...programme.versions, [data.versionId]: { ...version, retired: true } },
        }
      : programme;
  },
};

export const evolve: Evolve<Programme, ProgrammeEvent> = correctable(
  noProgramme,
  programmeSteps,
  programmeCorrections,
);

/** A programme as it would be after a correction of that day: what a rule asks before it decides on it. */
export const programmeCorrected = (
  programme: Programme,
  correction: Extract<ProgrammeEvent, { type: 'ProgrammeFactCorrected' | 'ProgrammeFactStruck' }>,
  on: BusinessDate,
): Programme => {
  const step = evolve[correction.type] as (programme: Programme, event: Happened) => Programme;

  return step(programme, { ...correction, id: '', effectiveOn: on, recordedAt: '' });
};
