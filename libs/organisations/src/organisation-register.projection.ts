import { projectionOf, type Recorded } from '#kernel';
import type { OrganisationEvent } from './events.js';
import { nameKeysOf } from './name-key.js';
import { OrganisationRow, type Statement } from './organisation-register.entity.js';

/** Every organisation, a row each, with its dated facts. */
export const organisationRegister = projectionOf<OrganisationEvent>()<OrganisationRow>({
  name: 'organisation-register',
  version: 1,
  table: OrganisationRow,
  key: ({ data }) => data.organisationId,
  blank: (organisationId) => ({
    organisationId,
    name: '',
    names: [],
    nameKey: '',
    tradingKey: null,
    sectors: [],
    sizes: [],
    councilAreas: [],
    identifiers: {},
    units: [],
    contacts: [],
    billing: null,
    registeredOn: null,
    closedOn: null,
    revision: -1,
  }),
  on: {
    OrganisationRegistered: (row, event) => ({
      ...named(row, event, event.data.name),
      sectors: inOrder(row.sectors, { ...statement(event), sector: event.data.sector }),
      identifiers: event.data.reference
        ? { ...row.identifiers, care_inspectorate: event.data.reference }
        : row.identifiers,
      registeredOn: event.effectiveOn,
      revision: event.revision,
    }),
    OrganisationRenamed: (row, event) => ({
      ...named(row, event, event.data.name),
      revision: event.revision,
    }),
    OrganisationSectorChanged: (row, event) => ({
      ...row,
      sectors: inOrder(row.sectors, { ...statement(event), sector: event.data.sector }),
      revision: event.revision,
    }),
    OrganisationIdentified: (row, { data, revision }) => ({
      ...row,
      identifiers: { ...row.identifiers, [data.scheme]: data.identifier },
      revision,
    }),
    SizeFigureRecorded: (row, event) => {
      const { organisationId: _, ...figures } = event.data;
      return {
        ...row,
        sizes: inOrder(row.sizes, { ...statement(event), ...figures }),
        revision: event.revision,
      };
    },
    CouncilAreasRecorded: (row, event) => ({
      ...row,
      councilAreas: inOrder(row.councilAreas, {
        ...statement(event),
        councilAreas: event.data.councilAreas,
      }),
      revision: event.revision,
    }),
    UnitAdded: (row, { data: { organisationId: _, ...unit }, revision }) => ({
      ...row,
      units: [...row.units, unit],
      revision,
    }),
    UnitRenamed: (row, { data: { unitId, name }, revision }) => ({
      ...row,
      units: row.units.map((unit) => (unit.unitId === unitId ? { ...unit, name } : unit)),
      revision,
    }),
    UnitContactNamed: (row, { data: { unitId, personId }, revision }) => ({
      ...row,
      units: row.units.map((unit) =>
        unit.unitId === unitId ? { ...unit, contactPersonId: personId } : unit,
      ),
      revision,
    }),
    UnitClosed: (row, { data: { unitId }, effectiveOn, revision }) => ({
      ...row,
      units: row.units.map((unit) => (unit.unitId === unitId ? { ...unit, closedOn: effectiveOn } : unit)),
      revision,
    }),
    ContactNamed: (row, { data: { personId, purpose }, effectiveOn, revision }) => ({
      ...row,
      contacts: [...row.contacts, { personId, purpose, since: effectiveOn }],
      revision,
    }),
    ContactEnded: (row, { data: { personId, purpose }, effectiveOn, revision }) => ({
      ...row,
      contacts: row.contacts.map((contact) =>
        contact.personId === personId && contact.purpose === purpose && contact.endedOn === undefined
          ? { ...contact, endedOn: effectiveOn }
          : contact,
      ),
      revision,
    }),
    BillingDetailsStated: (row, { data: { organisationId: _, ...billing }, revision }) => ({
      ...row,
      billing,
      revision,
    }),
    OrganisationClosed: (row, { effectiveOn, revision }) => ({ ...row, closedOn: effectiveOn, revision }),
  },
});

const statement = ({ effectiveOn, recordedAt }: Recorded): Statement => ({ on: effectiveOn, recordedAt });

/** The list with one more statement: after those about its day and earlier ones, so the last of a day is the latest recorded. */
const inOrder = <S extends Statement>(list: readonly S[], one: S): readonly S[] => {
  const at = list.findLastIndex(({ on }) => on <= one.on) + 1;
  return list.toSpliced(at, 0, one);
};

/** A name is what it was last called, whatever day that was stated about. */
const named = (row: OrganisationRow, event: Recorded, name: string): OrganisationRow => {
  const { legal, trading } = nameKeysOf(name);
  return {
    ...row,
    name,
    names: [...row.names, { ...statement(event), name }],
    nameKey: legal,
    tradingKey: trading ?? null,
  };
};
