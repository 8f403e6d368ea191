import type { FactsOfCohort } from './cohort-facts.query.js';
import type { ListedCohort } from './cohorts.queries.js';
import type { InterestInCohort } from './interest.queries.js';

/** A cohort, as the API publishes it. */
export const cohortExample: ListedCohort = {
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
  moves: [
    {
      on: '2022-12-01',
      reason: 'The venue is being rebuilt',
      startsOn: '2023-02-27',
      endsOn: '2023-12-22',
      from: { startsOn: '2023-01-30', endsOn: '2023-12-22' },
      freeWithdrawalUntil: '2023-01-04',
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

/** What was recorded of a cohort, as the API publishes it. */
export const cohortFactsExample: FactsOfCohort = {
  items: [
    {
      eventId: '4a9b2c10-6f5e-5d3c-8b7a-2f1e0d9c8b7a',
      fact: 'CohortApproved',
      versions: [
        {
          eventId: '4a9b2c10-6f5e-5d3c-8b7a-2f1e0d9c8b7a',
          recordedAt: '2022-08-22T09:15:00.000Z',
          by: 'local-administrator',
          on: '2022-08-22',
          struck: false,
          data: { reference: 'Sample letter 1' },
        },
        {
          eventId: '7c1d5e2f-0a4b-5c6d-9e8f-1a2b3c4d5e6f',
          recordedAt: '2022-09-01T13:40:00.000Z',
          by: 'local-administrator',
          reason: 'The letter is of the day before',
          on: '2022-08-21',
          struck: false,
          data: { reference: 'Sample letter 1' },
        },
      ],
    },
  ],
  position: '1042',
};

/** The interest in a cohort, as the API publishes it. */
export const interestExample: InterestInCohort = {
  cohortId: '3c0bff0e-d427-5346-98e5-554a08887982',
  state: 'enrolling',
  open: true,
  capacity: 100,
  places: 7,
  left: 93,
  sponsors: [
    {
      sponsorId: '0d3a8f1e-5b6c-5e7d-8f90-a1b2c3d4e5f6',
      places: 4,
      level: 'middle',
      statedOn: '2022-08-02',
    },
    { sponsorId: '1e4b9f2e-6c7d-5f8e-9fa1-b2c3d4e5f607', places: 3, level: null, statedOn: '2022-08-09' },
  ],
  levels: [
    { level: 'middle', places: 4 },
    { level: null, places: 3 },
  ],
  position: '1042',
};
