import {
  capacityLowered,
  capacityLoweringAsked,
  capacityLoweringRefused,
  capacityRaised,
  cohortApproved,
  cohortCancelled,
  cohortCompleted,
  cohortNotApproved,
  cohortPlanned,
  cohortRecommended,
  cohortReturned,
  type CohortSetup,
  cohortStarted,
  conditionsMet,
  enrolmentClosed,
  enrolmentOpened,
  planAmended,
} from '#cohorts/events';
import { awardId, cohortId, moduleId, programmeId, sampleId, versionId } from './ids.js';

const setup: CohortSetup = {
  programmeId,
  versionId,
  awardId,
  approvingBody: 'scottish_ministers',
  number: 1,
  name: 'First cohort',
  deliveryCentre: 'Stirling',
  capacity: 100,
  minimumViable: 60,
  enrolmentOpensOn: '2026-03-02',
  enrolmentClosesOn: '2026-07-31',
  lastJoiningDate: '2026-09-21',
  startsOn: '2026-09-14',
  endsOn: '2027-06-30',
  modules: [
    {
      moduleId,
      title: 'Leading oneself',
      startsOn: '2026-09-14',
      endsOn: '2026-09-16',
      venue: 'Made-up House, Stirling',
    },
  ],
  pricePence: 300_000,
  fundingModel: 'mixed',
  fundingShares: [
    { funder: 'government', pence: 200_000 },
    { funder: 'sponsor', pence: 100_000 },
  ],
  instalmentPlan: [{ afterModuleId: moduleId, pence: 300_000 }],
  refundBands: [
    { atLeastDays: 28, before: 'start', refundPercent: 100 },
    { atLeastDays: 0, before: moduleId, refundPercent: 50 },
  ],
  offerWorkingDays: 20,
  namingDays: 42,
  deferralLimitMonths: 24,
  orderRule: 'first_come',
  maxPerSponsor: 10,
};
const { versionId: _version, approvingBody: _body, number: _number, name: _name, ...planned } = setup;
const {
  deliveryCentre: _centre,
  minimumViable: _viable,
  enrolmentOpensOn: _opens,
  modules: _modules,
  ...terms
} = planned;

export const cohortsSamples = [
  cohortPlanned({ cohortId, copiedFrom: sampleId('d', 2), ...setup }),
  planAmended({ cohortId, ...setup, capacity: 90 }),
  cohortRecommended({ cohortId, reference: 'Paper 7' }),
  cohortApproved({ cohortId, reference: 'Minute 12', conditions: ['An evaluator is appointed'] }),
  conditionsMet({ cohortId, reference: 'Letter of 3 February 2026' }),
  cohortReturned({ cohortId, reference: 'Minute 11', reason: 'The price is too high' }),
  cohortNotApproved({ cohortId, reference: 'Minute 13', reason: 'No funds' }),
  enrolmentOpened({ cohortId, versionId, ...terms }),
  enrolmentClosed({ cohortId }),
  cohortStarted({ cohortId }),
  cohortCompleted({ cohortId }),
  cohortCancelled({ cohortId, reason: 'Too few participants', placesOpened: true }),
  capacityRaised({ cohortId, capacity: 110, placesOpened: true }),
  capacityLoweringAsked({ cohortId, capacity: 80 }),
  capacityLowered({ cohortId, capacity: 80 }),
  capacityLoweringRefused({ cohortId, capacity: 80, reason: '92 seats are held' }),
];
