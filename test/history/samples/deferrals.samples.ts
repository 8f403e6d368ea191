import {
  awaitedReturnCorrected,
  deferralExtended,
  deferralLimitReached,
  deferralPaused,
  deferralReminded,
  deferralResumed,
  deferredPlaceReturned,
  placeDeferred,
  placeReturnedTo,
  returnAwaited,
  returnGivenUp,
  returnLost,
  returnNamed,
  returnUndone,
} from '#places/events';
import {
  amara,
  awardId,
  bo,
  cohortId,
  eventId,
  moduleId,
  organisationId as sponsorId,
  otherOrganisationId,
  placeId,
  sampleId,
} from './ids.js';

const place = { cohortId, placeId };
const returnTo = { cohortId: sampleId('d', 2), placeId: sampleId('e', 2) };
const elsewhere = { cohortId: sampleId('d', 3), placeId: sampleId('e', 3) };
const agreed = {
  pricePence: 300_000,
  terms: {
    fundingModel: 'mixed',
    fundingShares: [{ funder: 'sponsor', pence: 300_000 }],
    instalmentPlan: [{ afterModuleId: moduleId, pence: 300_000 }],
    refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
  },
};
const limitOn = '2028-11-16';
const returner = {
  awardId,
  sponsorId,
  personId: amara,
  agreedBefore: agreed,
  returnOf: { cohortId: sampleId('d', 4), placeId: sampleId('e', 4) },
  modulesPassed: [moduleId],
};

export const deferralsSamples = [
  placeDeferred({
    ...place,
    notifiedOn: '2026-11-10',
    evidence: 'Letter 12',
    awardId,
    sponsorId,
    personId: amara,
    reasonClass: 'personal',
    hadStarted: true,
    freedSeat: true,
    limitOn,
    returnTo,
    expectedOn: '2027-11-15',
    modulesPassed: [moduleId],
    agreed,
  }),
  returnNamed({ ...place, personId: amara, sponsorId, returnTo: elsewhere, insteadOf: returnTo }),
  returnLost({ ...place, personId: amara, returnTo: elsewhere, because: 'cancelled' }),
  deferralPaused(place),
  deferralResumed({ ...place, days: 30, from: limitOn, limitOn: '2028-12-16' }),
  deferralExtended({
    ...place,
    from: '2028-12-16',
    limitOn: '2029-06-30',
    reason: 'The second next cohort ends later.',
    othersUntil: '2029-05-31',
  }),
  deferralReminded({ ...place, limitOn: '2029-06-30', daysBefore: 90 }),
  deferralLimitReached({ ...place, limitOn: '2029-06-30' }),
  deferredPlaceReturned({
    ...place,
    awardId,
    personId: amara,
    returnedTo: returnTo,
    insteadOf: elsewhere,
  }),
  returnUndone({ ...place, awardId, personId: amara, returnTo }),
  returnAwaited({ ...place, ...returner, sector: 'local_authority', turn: 1 }),
  awaitedReturnCorrected({
    ...place,
    corrects: eventId,
    reason: 'Another sponsor had asked for the place.',
    returnOf: returner.returnOf,
    sponsorId: otherOrganisationId,
    sector: 'voluntary',
    personId: bo,
    askedBy: 'local-administrator',
    correctedAt: '2026-11-20T09:30:00.000Z',
  }),
  placeReturnedTo({
    ...place,
    ...returner,
    pricePence: 345_000,
    terms: agreed.terms,
    held: 100,
    capacity: 100,
  }),
  returnGivenUp({ ...place, returnOf: returner.returnOf }),
];
