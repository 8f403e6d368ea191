import type { GraduationRow } from './graduation.entity.js';

/** An award, as the API publishes it. */
export const graduationExample: GraduationRow = {
  placeId: '00849289-952b-5737-9f5e-83f072f5334c',
  cohortId: '49b1b799-55de-57a0-8f3d-81dbdaf4adc2',
  personId: 'fe2dabd5-548f-5b32-ba69-3fcc1bd17a70',
  awardId: '8aabcdb3-3ff7-5def-bc85-84fbedd2b7c4',
  granted: true,
  grantedOn: '2026-01-30',
  classification: 'merit',
  minute: 'Sample board 4, item 2',
  statedIn: 'f38e8ab4-36d0-5aaf-9d1e-74d1cf1b416d',
  statements: [
    {
      eventId: 'e27d79a3-25cf-599e-8c0d-63c0be0a305c',
      granted: true,
      grantedOn: '2026-01-30',
      minute: 'Sample board 3, item 1',
      personId: 'fe2dabd5-548f-5b32-ba69-3fcc1bd17a70',
      statedOn: '2026-01-30',
      recordedAt: '2026-01-30T16:20:00.000Z',
      by: 'local-administrator',
    },
    {
      eventId: 'f38e8ab4-36d0-5aaf-9d1e-74d1cf1b416d',
      granted: true,
      grantedOn: '2026-01-30',
      classification: 'merit',
      minute: 'Sample board 4, item 2',
      reason: 'recorded_in_error',
      corrects: 'e27d79a3-25cf-599e-8c0d-63c0be0a305c',
      personId: 'fe2dabd5-548f-5b32-ba69-3fcc1bd17a70',
      statedOn: '2026-02-12',
      recordedAt: '2026-02-12T10:05:00.000Z',
      by: 'local-administrator',
    },
  ],
  revision: 1,
};
