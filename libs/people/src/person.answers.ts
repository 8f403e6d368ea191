import type { DuplicatePeople } from './duplicates.query.js';
import type { WholePerson } from './person-directory.queries.js';
import type { PersonFact } from './person-facts.query.js';
import type { PersonToday } from './person-today.js';

/** A person of a list, as the API publishes it. Nobody is called so. */
export const personExample: PersonToday = {
  personId: 'a5545b1f-2117-5e4b-a8da-e5379532010f',
  name: 'Amara Capercailzie-Bell',
  reference: null,
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
export const wholePersonExample: WholePerson = {
  ...personExample,
  employments: [
    {
      on: '2023-01-01',
      level: 'first_line',
      employerId: '2a6a4edc-83f1-5b89-b12b-28c75fb34bb3',
      recordedAt: '2026-09-01T09:00:00.000Z',
    },
  ],
  reasons: [
    {
      about: 'withdrawal',
      cohortId: '4f7f1dd3-0f3e-5f5e-9a53-0c3b3a2b7a10',
      placeId: '9d2d1c5e-6a0f-5c39-8f1e-5d0b7f1a2c34',
      code: 'new_post',
      askedBy: 'participant',
    },
  ],
  mergedIds: ['c1f5b0de-52c6-5d0f-8b6a-7a4c0a1f9d55'],
  position: '1042',
};

/** Two records that are likely of one person, as the API publishes them. Nobody is called so. */
export const duplicatePeopleExample: DuplicatePeople = {
  people: [
    personExample,
    { ...personExample, personId: 'c1f5b0de-52c6-5d0f-8b6a-7a4c0a1f9d55', name: 'A. Capercailzie-Bell' },
  ],
  evidence: [
    'Both are registered as SSSC 1234567.',
    '"Amara Capercailzie-Bell" and "A. Capercailzie-Bell" are alike, and both work or worked for the same organisation.',
  ],
};

const registered = { personId: personExample.personId, name: 'Amara Capercailzie-Bell', level: 'first_line' };

/** A fact recorded about a person, as the API publishes it. Nobody is called so. */
export const personFactExample: PersonFact = {
  eventId: '0f0d7d5a-1c56-5a7e-9d7e-3b1d2f4a5c6b',
  personId: personExample.personId,
  fact: 'PersonRegistered',
  versions: [
    {
      eventId: '0f0d7d5a-1c56-5a7e-9d7e-3b1d2f4a5c6b',
      recordedAt: '2026-09-01T09:00:00.000Z',
      by: 'local-administrator',
      on: '2026-09-01',
      struck: false,
      data: { ...registered, name: 'Amara Capercailzie' },
    },
    {
      eventId: '5b1d3c7a-0c7e-5f0e-8a39-6d1f2b3c4d5e',
      recordedAt: '2026-09-14T10:30:00.000Z',
      by: 'local-administrator',
      reason: 'misread',
      on: '2026-09-01',
      struck: false,
      data: registered,
    },
  ],
};
