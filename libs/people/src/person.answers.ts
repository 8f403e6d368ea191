import type { PersonRow } from './person-directory.entity.js';
import type { PersonToday } from './person-today.js';

/** A person of a list, as the API publishes it. Nobody is called so. */
export const personExample: PersonToday = {
  personId: 'a5545b1f-2117-5e4b-a8da-e5379532010f',
  name: 'Amara Capercailzie-Bell',
  email: 'participant-20@example.org',
  level: 'first_line',
  employerId: '2a6a4edc-83f1-5b89-b12b-28c75fb34bb3',
  registration: {
    body: 'SSSC',
    number: '1234567',
  },
  revision: 0,
};

/** One person, as the API publishes it. Nobody is called so. */
export const wholePersonExample: PersonRow & PersonToday = {
  personId: 'a5545b1f-2117-5e4b-a8da-e5379532010f',
  name: 'Amara Capercailzie-Bell',
  email: 'participant-20@example.org',
  employments: [
    {
      on: '2023-01-01',
      level: 'first_line',
      employerId: '2a6a4edc-83f1-5b89-b12b-28c75fb34bb3',
      recordedAt: '2026-09-01T09:00:00.000Z',
    },
  ],
  registration: {
    body: 'SSSC',
    number: '1234567',
  },
  revision: 0,
  level: 'first_line',
  employerId: '2a6a4edc-83f1-5b89-b12b-28c75fb34bb3',
};
