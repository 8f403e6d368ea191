import type { DeferralRow } from './deferrals.entity.js';

/** A deferral, as the API publishes it. */
export const deferralExample: DeferralRow = {
  placeId: '00849289-952b-5737-9f5e-83f072f5334c',
  cohortId: '49b1b799-55de-57a0-8f3d-81dbdaf4adc2',
  sponsorId: 'b650f590-8168-5063-a8a4-3933498d8a86',
  personId: 'fe2dabd5-548f-5b32-ba69-3fcc1bd17a70',
  reasonClass: 'personal',
  deferredOn: '2026-12-07',
  notifiedOn: '2026-12-01',
  hadStarted: true,
  modulesPassed: ['b0a74005-77b2-5010-90df-b67dd5ab78b6'],
  expectedOn: null,
  state: 'deferred',
  since: '2026-12-07',
  limitOn: '2029-01-26',
  paused: false,
  remindedOn: null,
  returnTo: {
    cohortId: 'b62fac08-39b1-5003-b402-09afc1ece867',
    placeId: '79b8b3f1-e500-5c25-b0bb-d1513c51b20a',
  },
  returnCohortId: 'b62fac08-39b1-5003-b402-09afc1ece867',
  needs: null,
  facts: {
    event: '3b6d8a4e-6d2f-5c8b-9f41-7a0d5e2c1b90',
    sponsors: [
      {
        on: '2026-12-07',
        event: '3b6d8a4e-6d2f-5c8b-9f41-7a0d5e2c1b90',
        value: 'b650f590-8168-5063-a8a4-3933498d8a86',
      },
    ],
    limits: [
      { on: '2026-12-07', event: '3b6d8a4e-6d2f-5c8b-9f41-7a0d5e2c1b90', limitOn: '2028-12-07' },
      { on: '2027-03-01', event: '5d1c02a7-3a34-5f0e-8c55-1c9a7be0f2d4', limitOn: '2029-01-26' },
    ],
    pauses: [
      { on: '2027-01-10', event: '8f2e6a10-0b7d-5b53-9b0e-2f4f0c7d6e31', value: true },
      { on: '2027-03-01', event: '5d1c02a7-3a34-5f0e-8c55-1c9a7be0f2d4', value: false },
    ],
    watched: [],
    returns: [
      {
        on: '2026-12-07',
        value: {
          to: {
            cohortId: 'b62fac08-39b1-5003-b402-09afc1ece867',
            placeId: '79b8b3f1-e500-5c25-b0bb-d1513c51b20a',
          },
        },
      },
    ],
    states: [{ on: '2026-12-07', value: 'deferred' }],
  },
};
