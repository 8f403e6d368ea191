import { type Corrections, type Corrects, event, type FactsOf } from '#kernel';
import type { BillingDetails, ContactPurpose, Scheme, Sector, SizeFigures } from './vocabulary.js';

type OrNone<T> = { readonly [Field in keyof T]?: Exclude<T[Field], undefined> | null };

/** The fields a corrected fact may get; null: it was never known. Which fact has which is told by `CORRECTABLE`. */
export interface CorrectedFields
  extends
    OrNone<SizeFigures>,
    OrNone<Pick<BillingDetails, 'buyerReference' | 'peppolId'>>,
    Partial<Omit<BillingDetails, 'buyerReference' | 'peppolId'>> {
  readonly name?: string;
  readonly sector?: Sector;
  readonly reference?: string | null;
  readonly scheme?: Scheme;
  readonly identifier?: string;
  readonly source?: string;
  readonly councilAreas?: readonly string[];
  readonly contactPersonId?: string | null;
  readonly personId?: string;
  readonly purpose?: ContactPurpose;
}

/** A fact about an organisation was other than recorded: the fields in it are the right ones, its own day the right day. */
export const organisationFactCorrected = event('OrganisationFactCorrected', 1).of<
  Corrects & CorrectedFields & { organisationId: string }
>();
/** A fact about an organisation never was. */
export const organisationFactStruck = event('OrganisationFactStruck', 1).of<
  Corrects & { organisationId: string }
>();

/** The facts that correct others of an organisation. */
export const organisationCorrectionEvents = { organisationFactCorrected, organisationFactStruck };
export type OrganisationCorrection = FactsOf<typeof organisationCorrectionEvents>;

/** How each of them changes the fact it names; see the kernel's `correctable`. */
export const organisationCorrections: Corrections<OrganisationCorrection> = {
  OrganisationFactCorrected: 'replaces',
  OrganisationFactStruck: 'strikes',
};
