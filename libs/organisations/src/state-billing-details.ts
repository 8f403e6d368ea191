import { Id, nothing, rule, Whole, Words, YesNo } from '#kernel';
import { billingDetailsStated } from './events.js';
import { known } from './known.js';
import { notRegistered, type Organisation } from './organisation.js';

/** Days to pay, unless an organisation's terms are others. */
export const TERMS_DAYS = 30;

/** Where an organisation's invoices go and what they must say; takes the place of what was stated before. */
export class StateBillingDetails {
  @Id() organisationId!: string;
  @Words({ max: 500, example: 'Purchase ledger, 1 High Street, Stirling FK8 1AA' }) address!: string;
  @YesNo({ description: 'Whether it pays nothing without an order number' }) purchaseOrderRequired!: boolean;
  @Words({ optional: true, max: 100 }) buyerReference?: string;
  @Words({
    optional: true,
    max: 60,
    example: '9932:GB123456789',
    matches: /^\d{4}:[A-Za-z0-9._~-]{1,50}$/,
    matchesMessage: '$property must be a scheme of four digits, a colon and an identifier',
  })
  peppolId?: string;
  @Whole(0, 180, { optional: true, example: TERMS_DAYS, description: `Default ${TERMS_DAYS}` })
  termsDays?: number;
}

/** An organisation that closed may still owe: its billing details can be stated after its last day. */
export const stateBillingDetails = rule(
  StateBillingDetails,
  ['organisation-not-registered'],
  (
    { organisationId, address, purchaseOrderRequired, buyerReference, peppolId, termsDays },
    { registered, billing }: Organisation,
  ) => {
    if (!registered) return notRegistered();
    const details = known({
      address,
      purchaseOrderRequired,
      buyerReference,
      peppolId,
      termsDays: termsDays ?? TERMS_DAYS,
    });
    if (
      billing?.address === details.address &&
      billing.purchaseOrderRequired === details.purchaseOrderRequired &&
      billing.buyerReference === details.buyerReference &&
      billing.peppolId === details.peppolId &&
      billing.termsDays === details.termsDays
    )
      return nothing;

    return [billingDetailsStated({ organisationId, ...details })];
  },
);
