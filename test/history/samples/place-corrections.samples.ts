import {
  bookPriceCorrected,
  noticeCorrected,
  participantCorrected,
  participantCorrectionAsked,
  participantCorrectionRefused,
  participantFactsCorrected,
  placeDateCorrected,
  placeFactStruck,
  placeReferencesCorrected,
  placeSponsorCorrected,
  seatRegained,
  strikingAsked,
  strikingRefused,
} from '#places/events';
import {
  amara,
  awardId,
  bo,
  cohortId,
  eventId,
  organisationId as sponsorId,
  otherOrganisationId,
  placeId,
} from './ids.js';

const place = { cohortId, placeId };
const corrects = { ...place, corrects: eventId, reason: 'The attendance list had been misread.' };

export const placeCorrectionsSamples = [
  placeDateCorrected({ ...corrects, fact: 'started', from: '2026-09-14' }),
  strikingAsked({
    ...corrects,
    askedBy: 'local-administrator',
    awardId,
    personId: amara,
    fact: 'withdrawn',
    allowedBy: bo,
  }),
  strikingRefused({ ...place, awardId, personId: amara, code: 'already-holds-a-place' }),
  placeFactStruck({
    ...corrects,
    awardId,
    fact: 'withdrawn',
    backTo: 'confirmed',
    seat: 'awaited',
    freedSeat: false,
    askedBy: 'local-administrator',
    turn: 12,
    allowedBy: bo,
    personId: amara,
    insteadOf: { personId: bo, askedIn: eventId },
  }),
  seatRegained({ ...place, backTo: 'confirmed', held: 100, capacity: 100 }),
  participantCorrectionAsked({ ...corrects, askedBy: 'local-administrator', awardId, personId: bo }),
  participantCorrectionRefused({ ...place, awardId, personId: bo, code: 'holds-the-award' }),
  participantCorrected({
    ...corrects,
    askedBy: 'local-administrator',
    awardId,
    personId: bo,
    insteadOf: { personId: amara, askedIn: eventId },
  }),
  placeSponsorCorrected({
    ...corrects,
    sponsorId: otherOrganisationId,
    from: sponsorId,
    sector: 'voluntary',
    overShare: true,
  }),
  participantFactsCorrected({
    ...corrects,
    asAt: 'start',
    homeOrganisationId: otherOrganisationId,
    level: 'senior',
  }),
  noticeCorrected({ ...corrects, notifiedOn: '2026-08-20', reasonClass: 'work' }),
  placeReferencesCorrected({ ...corrects, reference: 'L&D 2026/18', purchaseOrder: 'PO 8' }),
  bookPriceCorrected({
    cohortId,
    pricePence: 320_000,
    terms: {
      fundingModel: 'sponsor_paid',
      fundingShares: [{ funder: 'sponsor', pence: 320_000 }],
      instalmentPlan: [],
      refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
    },
    from: {
      pricePence: 300_000,
      terms: {
        fundingModel: 'sponsor_paid',
        fundingShares: [{ funder: 'sponsor', pence: 300_000 }],
        instalmentPlan: [],
        refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
      },
    },
  }),
];
