import { commandOf, derivedId } from '#kernel';
import {
  capacityLoweringAsked,
  capacityRaised,
  cohortCancelled,
  enrolmentClosed,
  enrolmentOpened,
  priceCorrectionAsked,
} from '#cohorts/events';
import { CorrectBookPrice, LowerBookCapacity } from '#places';
import { bookCapacityLowered, bookPriceCorrected, placeCancelled } from '#places/events';
import { enrolmentClosesAfterItsLastDay } from './enrolment-closes-after-its-last-day.js';
import { placesAreCancelledWithTheirCohort } from './places-are-cancelled-with-their-cohort.js';
import { placesOpenWhenEnrolmentOpens } from './places-open-when-enrolment-opens.js';
import { requestsCloseWhenEnrolmentCloses } from './requests-close-when-enrolment-closes.js';
import { answerBy, sentBy } from './simulation.js';
import { theBookFollowsTheCohortsCapacity } from './the-book-follows-the-cohorts-capacity.js';
import { theBookTakesACorrectedPrice } from './the-book-takes-a-corrected-price.js';

const cohortId = derivedId('autumn cohort');
const placeId = derivedId('place of amara');
const terms = {
  fundingModel: 'sponsor_paid',
  fundingShares: [{ funder: 'sponsor', pence: 300_000 }],
  instalmentPlan: [{ afterModuleId: derivedId('module 1'), pence: 300_000 }],
  refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
} as const;
const opened = enrolmentOpened(
  {
    cohortId,
    programmeId: derivedId('leading to deliver'),
    versionId: derivedId('pilot'),
    awardId: derivedId('certificate'),
    capacity: 100,
    enrolmentClosesOn: '2026-10-25',
    lastJoiningDate: '2026-11-30',
    startsOn: '2026-11-16',
    endsOn: '2027-10-29',
    offerWorkingDays: 20,
    namingDays: 42,
    deferralLimitMonths: 24,
    orderRule: 'first_come',
    checks: ['level', 'employers_statement'],
    maxPerSponsor: 5,
    splitAnswerDays: 5,
    splitAnswerDaysBeforeStart: 14,
    pricePence: 300_000,
    ...terms,
  },
  '2026-08-20',
);

describe('when enrolment opens', () => {
  it('the book opens with all it decides by, as of that day whenever it was told', async () =>
    expect(await sentBy(placesOpenWhenEnrolmentOpens, opened)).toEqual([
      {
        sends: 'OpenPlaces',
        cohortId,
        rules: {
          programmeId: derivedId('leading to deliver'),
          awardId: derivedId('certificate'),
          capacity: 100,
          requestsCloseOn: '2026-10-25',
          lastJoiningDate: '2026-11-30',
          startsOn: '2026-11-16',
          offerWorkingDays: 20,
          namingDays: 42,
          maxPerSponsor: 5,
          splitAnswerDays: 5,
          splitAnswerDaysBeforeStart: 14,
          checks: ['level', 'employers_statement'],
          orderRule: 'first_come',
          endsOn: '2027-10-29',
          deferralLimitMonths: 24,
          pricePence: 300_000,
          terms,
        },
        effectiveOn: '2026-08-20',
      },
    ]));

  it('it closes after its last day, which in London ends at midnight though the clocks go back that night', async () =>
    expect(await sentBy(enrolmentClosesAfterItsLastDay, opened)).toEqual([
      {
        sends: 'CloseEnrolment',
        cohortId,
        ifLastDayIs: '2026-10-25',
        due: '2026-10-26T00:00:00.000Z',
        effectiveOn: '2026-10-26',
      },
    ]));
});

it('requests close when enrolment closes', async () =>
  expect(await sentBy(requestsCloseWhenEnrolmentCloses, enrolmentClosed({ cohortId }, '2026-10-26'))).toEqual(
    [{ sends: 'CloseRequests', cohortId, effectiveOn: '2026-10-26' }],
  ));

describe("the cohort's capacity", () => {
  const process = theBookFollowsTheCohortsCapacity;

  it('is raised in a book that is open, and in no other', async () => {
    const raised = { cohortId, capacity: 110 };
    expect(await sentBy(process, capacityRaised({ ...raised, placesOpened: true }, '2026-08-28'))).toEqual([
      { sends: 'RaiseBookCapacity', ...raised, effectiveOn: '2026-08-28' },
    ]);
    expect(await sentBy(process, capacityRaised({ ...raised, placesOpened: false }))).toEqual([]);
  });

  it('is lowered if the book agrees, and the cohort is told either way', async () => {
    const lower = { cohortId, capacity: 90 };
    expect(await sentBy(process, capacityLoweringAsked(lower, '2026-08-28'))).toEqual([
      { sends: 'LowerBookCapacity', ...lower, effectiveOn: '2026-08-28' },
    ]);
    expect(await sentBy(process, bookCapacityLowered({ ...lower, from: 100 }, '2026-08-28'))).toEqual([
      { sends: 'SettleCapacityLowering', ...lower, granted: true, effectiveOn: '2026-08-28' },
    ]);
    expect(answerBy(process, commandOf(LowerBookCapacity, lower), 'seats-held')).toEqual({
      sends: 'SettleCapacityLowering',
      ...lower,
      granted: false,
      reason: 'Why not.',
    });
  });
});

describe('a price that was entered wrongly', () => {
  const process = theBookTakesACorrectedPrice;
  const price = { cohortId, pricePence: 320_000 };

  it('is corrected if the book agrees, and the cohort is told either way', async () => {
    const asked = priceCorrectionAsked({
      cohortId,
      terms: { ...terms, pricePence: 320_000 },
      correction: { corrects: placeId, fact: 'CohortPlanned', reason: 'Typing error', correctedBy: 'bo' },
      on: '2026-01-12',
    });
    expect(await sentBy(process, asked)).toEqual([
      { sends: 'CorrectBookPrice', ...price, terms, askedBy: 'bo' },
    ]);
    expect(
      await sentBy(process, bookPriceCorrected({ ...price, terms, from: { pricePence: 300_000, terms } })),
    ).toEqual([{ sends: 'SettlePriceCorrection', ...price, granted: true }]);
    for (const code of ['price-accepted', 'places-not-open'])
      expect(answerBy(process, commandOf(CorrectBookPrice, { ...price, terms }), code)).toEqual({
        sends: 'SettlePriceCorrection',
        ...price,
        granted: false,
        reason: 'Why not.',
      });
  });
});

describe('a cancelled cohort', () => {
  const process = placesAreCancelledWithTheirCohort;
  const cancelled = { cohortId, reason: 'Too few requests' };
  const end = { cohortId, placeId, awardId: derivedId('certificate'), personIds: [], freedSeat: true };

  it('ends its places, if it has any, as of the day it was cancelled', async () => {
    expect(
      await sentBy(process, cohortCancelled({ ...cancelled, placesOpened: true }, '2026-08-31')),
    ).toEqual([{ sends: 'CancelPlaces', cohortId, effectiveOn: '2026-08-31' }]);
    expect(await sentBy(process, cohortCancelled({ ...cancelled, placesOpened: false }))).toEqual([]);
  });

  it('goes on until the last', async () => {
    expect(await sentBy(process, placeCancelled({ ...end, othersStand: true }, '2026-08-31'))).toEqual([
      { sends: 'CancelPlaces', cohortId, effectiveOn: '2026-08-31' },
    ]);
    expect(await sentBy(process, placeCancelled(end))).toEqual([]);
  });
});
