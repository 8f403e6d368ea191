import { type Evolve, refuse } from '#kernel';
import type { Level, ProgrammeEvent, ProgrammeModule } from './events.js';

/** A version as the rules see it. */
export interface ProgrammeVersion {
  readonly label: string;
  readonly modules: readonly ProgrammeModule[];
  readonly targetLevels: readonly Level[];
  readonly retired: boolean;
}

/** A programme as the rules see it; `defined` is absent until it is. */
export interface Programme {
  readonly defined?: Extract<ProgrammeEvent, { type: 'ProgrammeDefined' }>['data'];
  readonly versions: Readonly<Record<string, ProgrammeVersion>>;
}

export const noProgramme: Programme = { versions: {} };

/** The answer to every command about a programme that was never defined. */
export const unknownProgramme = refuse(
  'unknown-programme',
  'There is no programme with this id: define it first.',
  'programmeId',
);

export const evolve: Evolve<Programme, ProgrammeEvent> = {
  ProgrammeDefined: (programme, { data }) => ({ ...programme, defined: data }),
  ProgrammeRenamed: (programme, { data }) =>
    programme.defined ? { ...programme, defined: { ...programme.defined, name: data.name } } : programme,
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
