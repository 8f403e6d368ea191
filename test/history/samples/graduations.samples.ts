import { awardCorrected, awardGranted } from '#graduations/events';
import { amara, awardId, cohortId, eventId, placeId } from './ids.js';

const award = { placeId, cohortId, personId: amara, awardId };

export const graduationsSamples = [
  awardGranted({ ...award, minute: 'Board of 30 June 2027, 4' }),
  awardCorrected({
    ...award,
    granted: true,
    grantedOn: '2027-06-29',
    reason: 'recorded_in_error',
    minute: 'Board of 1 September 2027, 2',
    corrects: eventId,
  }),
];
