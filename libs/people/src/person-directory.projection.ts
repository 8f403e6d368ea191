import { keptIn, projectionOf, type Recorded } from '#kernel';
import { personCorrections, type PersonEvent } from './events.js';
import { PersonRow } from './person-directory.entity.js';
import type { PersonMergeEvent } from './person-merges.events.js';
import { blankRow, rowOf, rowOn } from './person-row.js';

type DirectoryEvent = PersonEvent | PersonMergeEvent;

// Needs and emergency contacts are for whoever runs the residential: they stay in the person's stream.
const kept = (row: PersonRow, event: Recorded<DirectoryEvent>): PersonRow => {
  const { needs: _needs, emergencyContact: _contact, ...data } = event.data as Record<string, unknown>;
  const facts = keptIn(row.facts, { ...event, data }, personCorrections);
  return rowOf(row.personId, facts, 'personId' in data ? event.revision : row.revision);
};

/** Every record of a person, a row each: the table that holds names. */
export const personDirectory = projectionOf<DirectoryEvent>()<PersonRow>({
  name: 'person-directory',
  version: 2,
  table: PersonRow,
  personal: true,
  key: ({ data }) => {
    if ('personId' in data) return data.personId;
    return 'ids' in data ? [data.keptId, ...data.ids] : [data.oneId, data.otherId];
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
    PeopleMerged: kept,
    MergeOfPeopleUndone: kept,
    PeopleToldApart: kept,
  },
  asAt: rowOn,
});
