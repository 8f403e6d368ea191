import { NotFoundException } from '@nestjs/common';
import { recorded } from '../../../test/support/folded.js';
import { specification } from '#kernel/specification';
import { commandOf, type Recorded } from '#kernel';
import { autumnSetup, cohortId, planned } from './autumn-cohort.example.js';
import { cohorts } from './cohorts.decider.js';
import { CorrectPrice } from './correct-price.js';
import { earlierSetup, loweringSettled, priceSettled } from './cohorts.controller.js';
import {
  type CohortEvent,
  capacityLowered,
  capacityLoweringAsked,
  capacityLoweringRefused,
  cohortFactCorrected,
  priceCorrectionSettled,
} from './events.js';
import { LowerCapacity } from './lower-capacity.js';

const given = specification(cohorts);

describe('copying over HTTP', () => {
  const reading = (facts: readonly (typeof planned)[]) =>
    earlierSetup.from(
      { fromCohortId: cohortId },
      { stateOf: async (_: unknown, id: string) => (id === cohortId ? given(...facts).state : {}) as never },
    );

  it('takes the set-up of the earlier cohort as it stands', async () =>
    expect(await reading([planned])).toEqual(autumnSetup));
  it('finds nothing where nothing was planned', async () =>
    await expect(reading([])).rejects.toBeInstanceOf(NotFoundException));
});

describe('correcting the price over HTTP', () => {
  const outcome = (fact: CohortEvent) =>
    priceSettled.outcome(
      recorded([fact])[0] as Recorded,
      commandOf(CorrectPrice, { cohortId, pricePence: 320_000, reason: 'Typing error' }),
    );
  const settled = { cohortId, pricePence: 320_000 };

  it('answers with what the place book decided, or at once where there is none', () => {
    const corrects = { corrects: cohortId, fact: 'CohortPlanned', reason: 'Typing error' };
    expect(outcome(cohortFactCorrected({ ...settled, ...corrects }))).toBe('corrected');
    expect(outcome(priceCorrectionSettled({ ...settled, granted: true }))).toBe('corrected');
    expect(
      outcome(priceCorrectionSettled({ ...settled, granted: false, reason: 'Sponsors have accepted.' })),
    ).toEqual({ refused: 'price-accepted', message: 'Sponsors have accepted.', field: 'pricePence' });
  });
  it('waits for anything else', () => {
    expect(outcome(planned)).toBeUndefined();
    expect(outcome(priceCorrectionSettled({ ...settled, pricePence: 1, granted: true }))).toBeUndefined();
  });
});

describe('lowering over HTTP', () => {
  const outcome = (fact: CohortEvent) =>
    loweringSettled.outcome(
      recorded([fact])[0] as Recorded,
      commandOf(LowerCapacity, { cohortId, capacity: 90 }),
    );

  it('answers with what the place book decided', () => {
    expect(outcome(capacityLowered({ cohortId, capacity: 90 }))).toBe('lowered');
    expect(outcome(capacityLoweringRefused({ cohortId, capacity: 90, reason: '95 are held.' }))).toEqual({
      refused: 'more-seats-held',
      message: '95 are held.',
      field: 'capacity',
    });
  });
  it('waits for anything else', () => {
    expect(outcome(capacityLoweringAsked({ cohortId, capacity: 90 }))).toBeUndefined();
    expect(outcome(capacityLowered({ cohortId, capacity: 80 }))).toBeUndefined();
    expect(outcome(capacityLoweringRefused({ cohortId, capacity: 80, reason: 'Held.' }))).toBeUndefined();
  });
});
