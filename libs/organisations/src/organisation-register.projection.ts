import { keptIn, projectionOf, type Recorded } from '#kernel';
import { organisationCorrections, type OrganisationEvent, type OrganisationMergeEvent } from './events.js';
import { OrganisationRow } from './organisation-register.entity.js';
import { blankRow, rowOf, rowOn } from './organisation-row.js';

/** Every organisation, a row each, with its dated facts; merged ones keep their rows, and say who stands for them. */
export const organisationRegister = projectionOf<
  OrganisationEvent | OrganisationMergeEvent
>()<OrganisationRow>({
  name: 'organisation-register',
  version: 2,
  table: OrganisationRow,
  key: ({ data }) => {
    if ('organisationId' in data) return data.organisationId;

    return 'ids' in data ? data.ids : [data.oneId, data.otherId];
  },
  blank: blankRow,
  on: {
    OrganisationRegistered: stated,
    OrganisationRenamed: stated,
    OrganisationSectorChanged: stated,
    OrganisationIdentified: stated,
    SizeFigureRecorded: stated,
    CouncilAreasRecorded: stated,
    UnitAdded: stated,
    UnitRenamed: stated,
    UnitContactNamed: stated,
    UnitClosed: stated,
    ContactNamed: stated,
    ContactEnded: stated,
    BillingDetailsStated: stated,
    OrganisationClosed: stated,
    OrganisationFactCorrected: stated,
    OrganisationFactStruck: stated,
    OrganisationsMerged: (row, { data }) => ({ ...row, mergedInto: data.keptId }),
    OrganisationMergeUndone: (row, { data }, key) => ({
      ...row,
      mergedInto: key === data.mergedId ? null : data.mergedId,
    }),
    OrganisationsToldApart: (row, { data: { oneId, otherId } }, key) => ({
      ...row,
      apartFrom: [...row.apartFrom, key === oneId ? otherId : oneId],
    }),
  },
  asAt: rowOn,
});

/** Whatever is stated or corrected, the row is folded again from its facts by their days. */
function stated(row: OrganisationRow, event: Recorded<OrganisationEvent>): OrganisationRow {
  const { revision } = event;
  return rowOf({ ...row, revision }, keptIn(row.facts, event, organisationCorrections));
}
