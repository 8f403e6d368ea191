import { event, type FactsOf } from '#kernel';
import { organisationCorrectionEvents } from './correction.events.js';
import type { BillingDetails, ContactPurpose, Scheme, Sector, SizeFigures } from './vocabulary.js';

export * from './correction.events.js';
export * from './merge.events.js';
export * from './register-number.events.js';
export * from './vocabulary.js';

/** `reference` is its number in the care register. */
export const organisationRegistered = event('OrganisationRegistered', 1).of<{
  organisationId: string;
  name: string;
  sector: Sector;
  reference?: string;
}>();
/** Dated: the name from its day on. */
export const organisationRenamed = event('OrganisationRenamed', 1).of<{
  organisationId: string;
  name: string;
}>();
/** Dated: from its day on, until a statement about a later day. */
export const organisationSectorChanged = event('OrganisationSectorChanged', 1).of<{
  organisationId: string;
  sector: Sector;
}>();
export const organisationIdentified = event('OrganisationIdentified', 1).of<{
  organisationId: string;
  scheme: Scheme;
  identifier: string;
}>();
/** Dated: the day the figures are of. Only figures that are known are in it. */
export const sizeFigureRecorded = event('SizeFigureRecorded', 1).of<
  SizeFigures & { organisationId: string; source: string }
>();
/** Dated: the council areas it works in from its day on. */
export const councilAreasRecorded = event('CouncilAreasRecorded', 1).of<{
  organisationId: string;
  councilAreas: readonly string[];
}>();
export const unitAdded = event('UnitAdded', 1).of<{
  organisationId: string;
  unitId: string;
  name: string;
  contactPersonId?: string;
}>();
export const unitRenamed = event('UnitRenamed', 1).of<{
  organisationId: string;
  unitId: string;
  name: string;
}>();
export const unitContactNamed = event('UnitContactNamed', 1).of<{
  organisationId: string;
  unitId: string;
  personId: string;
}>();
export const unitClosed = event('UnitClosed', 1).of<{ organisationId: string; unitId: string }>();
export const contactNamed = event('ContactNamed', 1).of<{
  organisationId: string;
  personId: string;
  purpose: ContactPurpose;
}>();
export const contactEnded = event('ContactEnded', 1).of<{
  organisationId: string;
  personId: string;
  purpose: ContactPurpose;
}>();
export const billingDetailsStated = event('BillingDetailsStated', 1).of<
  BillingDetails & { organisationId: string }
>();
export const organisationClosed = event('OrganisationClosed', 1).of<{ organisationId: string }>();

/** What can be stated about an organisation; each such fact can be corrected. */
export const organisationFacts = {
  organisationRegistered,
  organisationRenamed,
  organisationSectorChanged,
  organisationIdentified,
  sizeFigureRecorded,
  councilAreasRecorded,
  unitAdded,
  unitRenamed,
  unitContactNamed,
  unitClosed,
  contactNamed,
  contactEnded,
  billingDetailsStated,
  organisationClosed,
};
export type OrganisationFact = FactsOf<typeof organisationFacts>;

/** All that can happen in an organisation's stream. */
export const organisationsEvents = { ...organisationFacts, ...organisationCorrectionEvents };
export type OrganisationEvent = FactsOf<typeof organisationsEvents>;
