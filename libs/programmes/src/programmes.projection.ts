import { keptIn, projectionOf, type Recorded } from '#kernel';
import { programmeCorrections, type ProgrammeEvent } from './events.js';
import { ProgrammeRow } from './programme.entity.js';
import { blankProgramme, programmeRowOf, programmeRowOn } from './programme-row.js';

const kept = (row: ProgrammeRow, event: Recorded): ProgrammeRow =>
  programmeRowOf(row.programmeId, keptIn(row.facts, event, programmeCorrections), event.revision);

/** Programmes as they are listed. */
export const programmeList = projectionOf<ProgrammeEvent>()<ProgrammeRow>({
  name: 'programmes',
  version: 2,
  table: ProgrammeRow,
  key: ({ data }) => data.programmeId,
  blank: blankProgramme,
  asAt: programmeRowOn,
  on: {
    ProgrammeDefined: kept,
    ProgrammeRenamed: kept,
    ProgrammeVersionDefined: kept,
    ProgrammeVersionRetired: kept,
    ProgrammeFactCorrected: kept,
    ProgrammeFactStruck: kept,
  },
});
