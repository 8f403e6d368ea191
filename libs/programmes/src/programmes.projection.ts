import { projectionOf } from '#kernel';
import type { ProgrammeEvent } from './events.js';
import { ProgrammeRow } from './programme.entity.js';

/** Programmes as they are listed. */
export const programmeList = projectionOf<ProgrammeEvent>()<ProgrammeRow>({
  name: 'programmes',
  version: 1,
  table: ProgrammeRow,
  key: ({ data }) => data.programmeId,
  blank: (programmeId) => ({
    programmeId,
    name: '',
    names: [],
    awardId: null,
    awardName: '',
    credits: 0,
    scqfLevel: 0,
    approvingBody: 'none',
    levels: [],
    versions: [],
    definedOn: null,
    revision: -1,
  }),
  on: {
    ProgrammeDefined: (row, { data, effectiveOn, revision }) => ({
      ...row,
      ...data,
      names: [{ name: data.name, from: effectiveOn }],
      definedOn: effectiveOn,
      revision,
    }),
    ProgrammeRenamed: (row, { data, effectiveOn, revision }) => ({
      ...row,
      name: data.name,
      names: [...row.names, { name: data.name, from: effectiveOn }],
      revision,
    }),
    ProgrammeVersionDefined: (row, { data, effectiveOn, revision }) => ({
      ...row,
      versions: [
        ...row.versions,
        {
          versionId: data.versionId,
          label: data.label,
          modules: data.modules,
          targetLevels: data.targetLevels,
          definedOn: effectiveOn,
        },
      ],
      revision,
    }),
    ProgrammeVersionRetired: (row, { data, effectiveOn, revision }) => ({
      ...row,
      versions: row.versions.map((version) =>
        version.versionId === data.versionId
          ? {
              ...version,
              retiredOn: effectiveOn,
              ...(data.reason === undefined ? {} : { retiredBecause: data.reason }),
            }
          : version,
      ),
      revision,
    }),
  },
});
