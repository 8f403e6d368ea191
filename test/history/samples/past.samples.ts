import { pastSourceKept } from '#people/events';
import { pastCandidacyRecorded, pastCandidacyStruck, pastPlaceRecorded } from '#places/events';
import { amara, awardId, cohortId, placeId } from './ids.js';

/** The facts that only history has. */
export const pastSamples = [
  pastSourceKept({
    personId: amara,
    placeId,
    name: 'Amara Òg',
    email: 'amara@example.org',
    reason: 'family leave',
  }),
  pastCandidacyRecorded({
    personId: amara,
    awardId,
    cohortId,
    placeId,
    from: '2004-05-01',
    until: '2005-02-01',
  }),
  pastCandidacyStruck({ personId: amara, awardId, cohortId, placeId }),
  pastPlaceRecorded({
    cohortId,
    placeId,
    stated: {
      requestedOn: '2004-05-01',
      startedOn: '2004-09-06',
      withdrawnOn: '2005-02-01',
      reasonClass: 'personal',
      outcome: 'withdrawn',
      outcomeOn: '2005-02-01',
      level: 'middle',
      homeOrganisation: 'SP2003000009',
      funding: 'central',
    },
    personal: ['person_name', 'person_email', 'withdrawal_reason'],
    flags: ['cohort-full'],
    seat: { from: '2004-09-06', until: '2005-02-01' },
  }),
];
