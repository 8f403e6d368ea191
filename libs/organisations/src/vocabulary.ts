import type { Pence } from '#kernel';

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
