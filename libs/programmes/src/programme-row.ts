import { type BusinessDate, factsOn, foldedFacts, type Happened, inDayOrder, type KeptFact } from '#kernel';
import type { ProgrammeFact } from './events.js';
import type { ProgrammeRow } from './programme.entity.js';

/** A programme's row without facts. */
export const blankProgramme = (programmeId: string): ProgrammeRow => ({
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
  facts: [],
  revision: -1,
});

/** The row these facts make, whatever order they were recorded in. */
export const programmeRowOf = (
  programmeId: string,
  facts: readonly KeptFact[],
  revision: number,
): ProgrammeRow => ({
  ...foldedFacts(inDayOrder(facts), rowSteps, blankProgramme(programmeId)),
  facts,
  revision,
});

/** The row as it was on a day; before the programme was defined there is none. */
export const programmeRowOn = (row: ProgrammeRow, day: BusinessDate): ProgrammeRow | null => {
  const facts = factsOn(row.facts, day);
  return facts.some(({ type }) => type === 'ProgrammeDefined')
    ? programmeRowOf(row.programmeId, facts, row.revision)
    : null;
};

type Step<Name extends ProgrammeFact['type']> = (
  row: ProgrammeRow,
  event: Happened<Extract<ProgrammeFact, { type: Name }>>,
) => ProgrammeRow;

const named = (row: ProgrammeRow, name: string, from: BusinessDate): ProgrammeRow => ({
  ...row,
  name,
  names: [...row.names.filter((other) => other.from !== from), { name, from }],
});

const rowSteps: { readonly [Name in ProgrammeFact['type']]: Step<Name> } = {
  // A name entered for a day before the programme was defined stands before its first name.
  ProgrammeDefined: (row, { data, effectiveOn }) => ({
    ...named({ ...row, ...data }, data.name, effectiveOn),
    definedOn: effectiveOn,
  }),
  ProgrammeRenamed: (row, { data, effectiveOn }) => named(row, data.name, effectiveOn),
  ProgrammeVersionDefined: (row, { data, effectiveOn }) => ({
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
  }),
  ProgrammeVersionRetired: (row, { data, effectiveOn }) => ({
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
  }),
};
