import { event, type FactsOf, type Pence } from '#kernel';

/** The kinds of organisation that reports tell apart. */
export const SECTORS = [
  'local_authority',
  'voluntary',
  'private',
  'health',
  'other_public',
  'unknown',
] as const;
export type Sector = (typeof SECTORS)[number];

/** The registers an organisation is known in: Care Inspectorate, Scottish charities, Companies House. */
export const SCHEMES = ['care_inspectorate', 'charity', 'company'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What a contact of an organisation is asked about. */
export const CONTACT_PURPOSES = ['nominations', 'billing', 'general'] as const;
export type ContactPurpose = (typeof CONTACT_PURPOSES)[number];

/** How large an organisation is said to be; a figure that is absent is unknown. */
export interface SizeFigures {
  /** Whole-time equivalents, with a fraction. */
  readonly staffWte?: number;
  readonly headcount?: number;
  /** Of a year. */
  readonly income?: Pence;
  /** Registered care services. */
  readonly services?: number;
}

/** Where invoices go and what they must say. */
export interface BillingDetails {
  readonly address: string;
  readonly purchaseOrderRequired: boolean;
  readonly buyerReference?: string;
  readonly peppolId?: string;
  /** Days from the invoice to the day it is due. */
  readonly termsDays: number;
}

/** `reference` is its number in the care register. */
export const organisationRegistered = event('OrganisationRegistered', 1).of<{
  organisationId: string;
  name: string;
  sector: Sector;
  reference?: string;
}>();
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

/** All that can happen in an organisation's stream. */
export const organisationsEvents = {
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
export type OrganisationEvent = FactsOf<typeof organisationsEvents>;
