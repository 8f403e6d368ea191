import type { PlaceBookPage } from './get-place-book.js';
import type { PlaceAtMoment } from './get-place.js';
import type { Why } from './why.js';

/** A place, as the API publishes it. */
export const placeExample: PlaceAtMoment = {
  placeId: '00849289-952b-5737-9f5e-83f072f5334c',
  cohortId: '49b1b799-55de-57a0-8f3d-81dbdaf4adc2',
  sponsorId: 'b650f590-8168-5063-a8a4-3933498d8a86',
  personId: 'fe2dabd5-548f-5b32-ba69-3fcc1bd17a70',
  lineManagerId: '579919ea-6672-5bba-abf9-b8e8e40aee67',
  reference: 'Sample 3/28',
  groupId: null,
  state: 'completed',
  claimingId: null,
  askedAtRevision: 55,
  lineClass: null,
  turn: null,
  requestedOn: '2024-09-01',
  offeredOn: '2024-09-01',
  until: null,
  acceptedOn: '2024-09-10',
  confirmedOn: '2025-01-05',
  startedOn: '2025-02-24',
  deferredOn: null,
  awardedOn: '2026-01-30',
  endedOn: '2026-01-30',
  pricePence: 300000,
  purchaseOrder: null,
  returnOf: null,
  returnTo: null,
  notice: null,
  steps: [
    {
      event: 'd2c4a7f0-2d3c-5b0f-9a52-3f0f5b9c6a11',
      by: 'sample-administrator',
      on: '2024-09-01',
      what: 'PlaceRequested',
      recordedAt: '2026-11-23T09:00:00.000Z',
    },
    {
      event: 'd2c4a7f0-2d3c-5b0f-9a52-3f0f5b9c6a11',
      by: 'sample-administrator',
      on: '2024-09-01',
      what: 'PlaceOffered',
      recordedAt: '2026-11-23T09:00:00.000Z',
    },
  ],
  position: '7034',
};

/** A page of a place book, as the API publishes it. */
export const placeBookExample: PlaceBookPage = {
  summary: {
    cohortId: 'b0a74005-77b2-5010-90df-b67dd5ab78b6',
    capacity: 100,
    held: 100,
    free: 0,
    waiting: 16,
    noted: 0,
    taking: true,
    cancelled: false,
    startsOn: '2027-02-22',
    lastJoiningDate: '2027-02-22',
    keptSeats: [{ sector: 'voluntary', seats: 10, releasedOn: '2026-12-14' }],
  },
  items: [
    {
      placeId: 'bf430d5f-c0e8-5709-bbc1-75f15c096a13',
      cohortId: 'b0a74005-77b2-5010-90df-b67dd5ab78b6',
      sponsorId: 'b62fac08-39b1-5003-b402-09afc1ece867',
      personId: null,
      lineManagerId: null,
      reference: 'Sample 5/104',
      groupId: null,
      state: 'waiting',
      claimingId: null,
      askedAtRevision: 425,
      lineClass: 3,
      turn: 1,
      requestedOn: '2026-11-18',
      offeredOn: null,
      until: null,
      acceptedOn: null,
      confirmedOn: null,
      startedOn: null,
      deferredOn: null,
      awardedOn: null,
      endedOn: null,
      pricePence: null,
      purchaseOrder: null,
      returnOf: null,
      returnTo: null,
      notice: null,
      steps: [
        {
          event: 'd2c4a7f0-2d3c-5b0f-9a52-3f0f5b9c6a11',
          by: 'sample-administrator',
          on: '2026-11-18',
          what: 'PlaceRequested',
          recordedAt: '2026-11-23T09:00:00.000Z',
        },
        {
          event: 'd2c4a7f0-2d3c-5b0f-9a52-3f0f5b9c6a11',
          by: 'sample-administrator',
          on: '2026-11-18',
          what: 'PlaceWaitlisted',
          recordedAt: '2026-11-23T09:00:00.000Z',
        },
      ],
      rank: 1,
    },
  ],
  next: 'WzFd',
  position: '7034',
};

/** Why a request got the place or did not, as the API publishes it. */
export const whyExample: Why = {
  placeId: '79b8b3f1-e500-5c25-b0bb-d1513c51b20a',
  state: 'waiting',
  rank: 2,
  steps: [
    {
      on: '2026-11-23',
      recordedAt: '2026-11-23T09:00:00.000Z',
      revision: 427,
      what: 'It asked, as number 105 of this cohort.',
    },
    {
      on: '2026-11-23',
      recordedAt: '2026-11-23T09:00:00.000Z',
      revision: 428,
      what: 'No seat was free: 100 of 100 were held. It joined the line behind 1 that waited.',
      rank: 2,
    },
  ],
  compared: {
    placeId: '1ac96c97-a217-5c08-bc43-e52d249c085d',
    state: 'offered',
    because:
      'The other was offered a seat on 23 November 2026. This one had not asked yet: it asked on 23 November 2026, after the seat had been offered.',
  },
  revision: 511,
  position: '7034',
};
