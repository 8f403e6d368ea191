import { isDeepStrictEqual } from 'node:util';
import { Amount, Id, nothing, type Pence, refuse, rule } from '#kernel';
import { bookPriceCorrected } from './events.js';
import type { Place, PlaceBook } from './place-book.js';
import type { PlaceTerms } from './vocabulary.js';

/** The price of the cohort was entered wrongly. Sent when the cohort asks for it: only while nobody has accepted it. */
export class CorrectBookPrice {
  @Id() cohortId!: string;
  @Amount() pricePence!: Pence;
  terms!: PlaceTerms;
  askedBy?: string;
}

export const correctBookPrice = rule(
  CorrectBookPrice,
  ['places-not-open', 'price-accepted'],
  ({ cohortId, pricePence, terms, askedBy }, book: PlaceBook) => {
    const { rules, places } = book;
    if (!rules)
      return refuse(
        'places-not-open',
        'The place book of this cohort is not open yet: try again in a moment.',
      );
    if (rules.pricePence === pricePence && isDeepStrictEqual(rules.terms, terms)) return nothing;
    // Looked for place by place: it is asked once in a cohort's life, if ever, and ends with the first.
    if (places.some(hasAccepted))
      return refuse(
        'price-accepted',
        'Sponsors have accepted places at the price it had, which binds both sides: leave it, and agree a credit with them.',
        'pricePence',
      );

    return [
      bookPriceCorrected({
        cohortId,
        pricePence,
        terms,
        from: { pricePence: rules.pricePence, terms: rules.terms },
        ...(askedBy === undefined ? {} : { askedBy }),
      }),
    ];
  },
);

/** Accepted now, accepted once, or on the way to it. */
const hasAccepted = ({ acceptedOn, asking }: Place): boolean =>
  acceptedOn !== undefined || asking?.kind === 'acceptance';
