import { commandOf, processOf, type Refusal } from '#kernel';
import { SettlePriceCorrection } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { CorrectBookPrice } from '#places';
import type { PlaceEvent } from '#places/events';

const settleAsRefused = ({ cohortId, pricePence }: CorrectBookPrice, { message }: Refusal) => ({
  target: cohortId,
  command: commandOf(SettlePriceCorrection, { cohortId, pricePence, granted: false, reason: message }),
});

/** Only the book knows whether somebody has accepted the price there was; its answer goes back to the cohort. */
export const theBookTakesACorrectedPrice = processOf<CohortEvent | PlaceEvent>()({
  name: 'the-book-takes-a-corrected-price',
  sends: [
    {
      command: CorrectBookPrice,
      ends: [],
      answers: { 'price-accepted': settleAsRefused, 'places-not-open': settleAsRefused },
    },
    { command: SettlePriceCorrection, ends: [] },
  ],
  on: {
    PriceCorrectionAsked: ({ data: { cohortId, terms, correction } }) => {
      const { pricePence, ...rest } = terms;
      const { correctedBy: askedBy } = correction;
      return [
        {
          target: cohortId,
          command: commandOf(CorrectBookPrice, {
            ...{ cohortId, pricePence, terms: rest },
            ...(askedBy === undefined ? {} : { askedBy }),
          }),
        },
      ];
    },
    BookPriceCorrected: ({ data: { cohortId, pricePence } }) => [
      {
        target: cohortId,
        command: commandOf(SettlePriceCorrection, { cohortId, pricePence, granted: true }),
      },
    ],
  },
});
