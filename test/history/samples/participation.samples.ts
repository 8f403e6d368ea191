import { candidacyMoved, candidacyTakenOver, participationNoted, sponsorshipNoted } from '#places/events';
import { amara, awardId, bo, cohortId, eventId, organisationId, placeId } from './ids.js';

const place = { cohortId, placeId };
const holdings = {
  claims: [{ ...place, askedIn: [eventId], returnOf: place }],
  interests: [place],
  awards: [{ ...place, grantedOn: '2027-06-30' }],
  past: [{ ...place, from: '2004-09-01', until: '2005-06-30' }],
};

export const participationSamples = [
  participationNoted({
    personId: amara,
    ...place,
    awardId,
    asAt: 'request',
    on: '2026-04-01',
    namedIn: eventId,
  }),
  candidacyMoved({ personId: bo, awardId, toPersonId: amara, ...holdings }),
  candidacyTakenOver({
    personId: amara,
    awardId,
    fromPersonId: bo,
    movedIn: eventId,
    heldTwice: true,
    ...holdings,
  }),
  sponsorshipNoted({ organisationId, cohortId, by: 'request' }),
];
