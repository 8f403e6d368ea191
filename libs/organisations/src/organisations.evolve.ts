import { Map } from 'immutable';
import { type BusinessDate, correctable, type Evolve, stated, undated } from '#kernel';
import {
  type ContactPurpose,
  organisationCorrections,
  type OrganisationEvent,
  type OrganisationFact,
  type SizeFigures,
} from './events.js';
import { type Organisation, type SourcedFigure, type Unit, unregistered } from './organisation.js';

const noPurposes = Map<ContactPurpose, BusinessDate>();

const steps: Evolve<Organisation, OrganisationFact> = {
  OrganisationRegistered: (organisation, { data: { name, sector, reference }, effectiveOn }) => ({
    ...organisation,
    registered: { name, sector, reference },
    names: stated(organisation.names, effectiveOn, name),
    sectors: stated(organisation.sectors, effectiveOn, sector),
    identifiers: reference
      ? organisation.identifiers.set('care_inspectorate', reference)
      : organisation.identifiers,
  }),
  OrganisationRenamed: (organisation, { data, effectiveOn }) => ({
    ...organisation,
    names: stated(organisation.names, effectiveOn, data.name),
  }),
  OrganisationSectorChanged: (organisation, { data, effectiveOn }) => ({
    ...organisation,
    sectors: stated(organisation.sectors, effectiveOn, data.sector),
  }),
  OrganisationIdentified: (organisation, { data }) => ({
    ...organisation,
    identifiers: organisation.identifiers.set(data.scheme, data.identifier),
  }),
  SizeFigureRecorded: (organisation, { data: { organisationId: _, source, ...figures }, effectiveOn }) => ({
    ...organisation,
    figures: Object.entries(figures).reduce(
      (known, [kind, figure]) =>
        known.update(kind as keyof SizeFigures, undated<SourcedFigure>(), (dated) =>
          stated(dated, effectiveOn, { figure, source }),
        ),
      organisation.figures,
    ),
  }),
  CouncilAreasRecorded: (organisation, { data, effectiveOn }) => ({
    ...organisation,
    councilAreas: stated(organisation.councilAreas, effectiveOn, data.councilAreas),
  }),
  UnitAdded: (organisation, { data: { organisationId: _, unitId, ...unit } }) =>
    withUnit(organisation, unitId, unit),
  UnitRenamed: (organisation, { data: { unitId, name } }) => withUnit(organisation, unitId, { name }),
  UnitContactNamed: (organisation, { data: { unitId, personId } }) =>
    withUnit(organisation, unitId, { contactPersonId: personId }),
  UnitClosed: (organisation, { data: { unitId } }) => withUnit(organisation, unitId, { closed: true }),
  ContactNamed: (organisation, { data: { personId, purpose }, effectiveOn }) => ({
    ...organisation,
    contacts: organisation.contacts.update(personId, noPurposes, (known) => known.set(purpose, effectiveOn)),
  }),
  ContactEnded: (organisation, { data: { personId, purpose } }) => ({
    ...organisation,
    contacts: organisation.contacts.update(personId, noPurposes, (known) => known.remove(purpose)),
  }),
  BillingDetailsStated: (organisation, { data: { organisationId: _, ...billing } }) => ({
    ...organisation,
    billing,
  }),
  OrganisationClosed: (organisation, { effectiveOn }) => ({ ...organisation, closedOn: effectiveOn }),
};

/** What each event leaves behind for the rules, whenever it was told: by the day it is about, as in the register's rows. */
export const evolve: Evolve<Organisation, OrganisationEvent> = correctable(
  unregistered,
  steps,
  organisationCorrections,
  { byDay: true },
);

const withUnit = (organisation: Organisation, unitId: string, changed: Partial<Unit>): Organisation => ({
  ...organisation,
  units: organisation.units.update(unitId, (unit) => ({ name: '', closed: false, ...unit, ...changed })),
});
