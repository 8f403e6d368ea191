import {
  type BusinessDate,
  type Evolve,
  foldedFacts,
  type Happened,
  inDayOrder,
  type KeptFact,
} from '#kernel';
import type { OrganisationFact } from './events.js';
import { nameKeysOf } from './name-key.js';
import type { OrganisationRow, Statement, UnitRow } from './organisation-register.entity.js';

/** A row nothing was recorded of yet. */
export const blankRow = (organisationId: string): OrganisationRow => ({
  organisationId,
  facts: [],
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
  mergedInto: null,
  apartFrom: [],
  revision: -1,
});

/** The row these facts come to; what is known of its merges, and its revision, stays. */
export const rowOf = (row: OrganisationRow, facts: readonly KeptFact[]): OrganisationRow => {
  const { organisationId, mergedInto, apartFrom, revision } = row;
  const folded = foldedFacts(inDayOrder(facts), steps, blankRow(organisationId));

  return { ...folded, facts, mergedInto, apartFrom, revision };
};

/** The row by those of its facts that a day knows; null before its organisation was registered. */
export const rowOn = (row: OrganisationRow, day: BusinessDate): OrganisationRow | null => {
  const then = rowOf(
    row,
    row.facts.filter(({ on }) => on <= day),
  );

  return then.registeredOn === null ? null : then;
};

/** Facts come by the day they are about. A unit may be renamed on a day before the one it was added on: that counts too. */
const steps: Evolve<OrganisationRow, OrganisationFact> = {
  OrganisationRegistered: (row, event) => ({
    ...named(row, event, event.data.name),
    sectors: [...row.sectors, { ...statement(event), sector: event.data.sector }],
    identifiers: event.data.reference
      ? { ...row.identifiers, care_inspectorate: event.data.reference }
      : row.identifiers,
    registeredOn: event.effectiveOn,
  }),
  OrganisationRenamed: (row, event) => named(row, event, event.data.name),
  OrganisationSectorChanged: (row, event) => ({
    ...row,
    sectors: [...row.sectors, { ...statement(event), sector: event.data.sector }],
  }),
  OrganisationIdentified: (row, { data }) => ({
    ...row,
    identifiers: { ...row.identifiers, [data.scheme]: data.identifier },
  }),
  SizeFigureRecorded: (row, event) => {
    const { organisationId: _, ...figures } = event.data;
    return { ...row, sizes: [...row.sizes, { ...statement(event), ...figures }] };
  },
  CouncilAreasRecorded: (row, event) => ({
    ...row,
    councilAreas: [...row.councilAreas, { ...statement(event), councilAreas: event.data.councilAreas }],
  }),
  UnitAdded: (row, { data: { organisationId: _, unitId, ...unit } }) => withUnit(row, unitId, unit),
  UnitRenamed: (row, { data: { unitId, name } }) => withUnit(row, unitId, { name }),
  UnitContactNamed: (row, { data: { unitId, personId } }) =>
    withUnit(row, unitId, { contactPersonId: personId }),
  UnitClosed: (row, { data: { unitId }, effectiveOn }) => withUnit(row, unitId, { closedOn: effectiveOn }),
  ContactNamed: (row, { data: { personId, purpose }, effectiveOn }) => ({
    ...row,
    contacts: [...row.contacts, { personId, purpose, since: effectiveOn }],
  }),
  ContactEnded: (row, { data: { personId, purpose }, effectiveOn }) => ({
    ...row,
    contacts: row.contacts.map((contact) =>
      contact.personId === personId && contact.purpose === purpose && contact.endedOn === undefined
        ? { ...contact, endedOn: effectiveOn }
        : contact,
    ),
  }),
  BillingDetailsStated: (row, { data: { organisationId: _, ...billing } }) => ({ ...row, billing }),
  OrganisationClosed: (row, { effectiveOn }) => ({ ...row, closedOn: effectiveOn }),
};

const statement = ({ effectiveOn, recordedAt }: Happened): Statement => ({ on: effectiveOn, recordedAt });

const named = (row: OrganisationRow, event: Happened, name: string): OrganisationRow => {
  const { legal, trading } = nameKeysOf(name);
  return {
    ...row,
    name,
    names: [...row.names, { ...statement(event), name }],
    nameKey: legal,
    tradingKey: trading ?? null,
  };
};

const withUnit = (row: OrganisationRow, unitId: string, known: Partial<UnitRow>): OrganisationRow => {
  const unit = row.units.find((one) => one.unitId === unitId);
  if (!unit) return { ...row, units: [...row.units, { unitId, name: '', ...known }] };

  return { ...row, units: row.units.map((one) => (one === unit ? { ...one, ...known } : one)) };
};
