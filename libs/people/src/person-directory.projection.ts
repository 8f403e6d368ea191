import { keptIn, projectionOf, type Recorded } from '#kernel';
import { personCorrections, type PersonEvent } from './events.js';
import { PersonRow } from './person-directory.entity.js';
import type { PersonMergeEvent } from './person-merges.events.js';
import { blankRow, rowOf, rowOn } from './person-row.js';

// Needs and emergency contacts are for whoever runs the residential: they stay in the person's stream.
const kept = (row: PersonRow, event: Recorded<PersonEvent>): PersonRow => {
  const { needs: _needs, emergencyContact: _contact, ...data } = event.data as Record<string, unknown>;
  const facts = keptIn(row.facts, { ...event, data }, personCorrections);
  return rowOf({ ...row, revision: event.revision }, facts);
};

/** Every record of a person, a row each: the table that holds names. */
export const personDirectory = projectionOf<PersonEvent | PersonMergeEvent>()<PersonRow>({
  name: 'person-directory',
  version: 3,
  table: PersonRow,
  personal: true,
  key: ({ data }) => {
    if ('personId' in data) return data.personId;

    return 'ids' in data ? data.ids : [data.oneId, data.otherId];
  },
  blank: blankRow,
  on: {
    PersonRegistered: kept,
    PersonAmended: kept,
    EmployerChanged: kept,
    ReasonRecorded: kept,
    PastSourceKept: (row, { revision }) => ({ ...row, revision }),
    PersonFactCorrected: kept,
    PersonFactStruck: kept,
    // Merges follow the log, not the days they name: that is the order they were decided in.
    PeopleMerged: (row, { data: { keptId } }) => ({ ...row, keptId }),
    MergeOfPeopleUndone: (row, { data: { mergedId } }) => ({
      ...row,
      keptId: row.personId === mergedId ? null : mergedId,
    }),
    PeopleToldApart: (row, { data: { oneId, otherId } }) => ({
      ...row,
      apartFrom: [...new Set([...row.apartFrom, row.personId === oneId ? otherId : oneId])],
    }),
  },
  asAt: rowOn,
});
