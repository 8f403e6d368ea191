import type { CohortRow } from './cohort.entity.js';

/** A cohort, as the API publishes it. */
export const cohortExample: CohortRow = {
  cohortId: '3c0bff0e-d427-5346-98e5-554a08887982',
  programmeId: 'bc5b6f5c-4868-58c4-84cf-c4bf5d3475cb',
  number: 1,
  name: 'Cohort 1',
  state: 'completed',
  startsOn: '2023-02-27',
  endsOn: '2023-12-22',
  capacity: 100,
  setup: {
    name: 'Cohort 1',
    checks: ['level', 'entry_requirements'],
    endsOn: '2023-12-22',
    number: 1,
    awardId: '8aabcdb3-3ff7-5def-bc85-84fbedd2b7c4',
    modules: [
      {
        title: 'Leading yourself',
        venue: 'Sample Conference House',
        endsOn: '2023-03-01',
        moduleId: 'e84436b9-77dc-5800-a23c-31a24e97563f',
        startsOn: '2023-02-27',
      },
      {
        title: 'Leading people',
        venue: 'Sample Conference House',
        endsOn: '2023-05-24',
        moduleId: '8ababa94-a96b-5ed4-9706-436c626c5a91',
        startsOn: '2023-05-22',
      },
    ],
    capacity: 100,
    startsOn: '2023-02-27',
    orderRule: 'first_come',
    versionId: 'a89b46f1-a805-5e86-a837-a7a7e1676fa8',
    namingDays: 42,
    pricePence: 300000,
    programmeId: 'bc5b6f5c-4868-58c4-84cf-c4bf5d3475cb',
    refundBands: [
      {
        before: 'start',
        atLeastDays: 28,
        refundPercent: 100,
      },
      {
        before: 'start',
        atLeastDays: 1,
        refundPercent: 75,
      },
    ],
    fundingModel: 'central',
    approvingBody: 'scottish_ministers',
    fundingShares: [
      {
        pence: 300000,
        funder: 'government',
      },
    ],
    minimumViable: 60,
    deliveryCentre: 'Stirling',
    instalmentPlan: [
      {
        pence: 75000,
        afterModuleId: 'e84436b9-77dc-5800-a23c-31a24e97563f',
      },
      {
        pence: 75000,
        afterModuleId: '8ababa94-a96b-5ed4-9706-436c626c5a91',
      },
    ],
    lastJoiningDate: '2023-02-27',
    enrolmentOpensOn: '2022-08-31',
    offerWorkingDays: 20,
    enrolmentClosesOn: '2023-02-20',
    deferralLimitMonths: 24,
  },
  copiedFrom: null,
  capacities: [
    {
      from: '2022-07-28',
      capacity: 100,
    },
  ],
  lowering: null,
  decisions: [
    {
      on: '2022-08-21',
      decision: 'approved',
      reference: 'Sample letter 1',
    },
  ],
  plannedOn: '2022-07-28',
  recommendedOn: '2022-08-04',
  enrolmentOpenedOn: '2022-08-31',
  enrolmentClosedOn: '2023-02-20',
  startedOn: '2023-02-27',
  completedOn: '2023-12-22',
  cancelledOn: null,
  cancelledBecause: null,
  revision: 6,
};
