import {
  bookMoved,
  checkRecorded,
  namingExtended,
  namingWarned,
  participantSubstituted,
  placeWithoutSponsor,
  sponsorTransferred,
  substitutionAsked,
  substitutionRefused,
  transferDeclined,
  transferProposed,
} from '#places/events';
import {
  amara,
  awardId,
  bo,
  cohortId,
  eventId,
  organisationId as sponsorId,
  otherOrganisationId,
  placeId,
} from './ids.js';

const place = { cohortId, placeId };
const notice = { notifiedOn: '2026-08-21', evidence: 'Letter 12' };
const substitution = {
  ...place,
  ...notice,
  awardId,
  personId: bo,
  lineManagerId: amara,
  privacyNoticeVersion: '2026-1',
  checks: [{ check: 'level', outcome: 'met' }],
  reasonClass: 'work',
  homeOrganisationId: otherOrganisationId,
  level: 'senior',
} as const;

export const placeChangesSamples = [
  checkRecorded({
    ...place,
    personId: amara,
    check: 'university_registration',
    outcome: 'waived',
    waivedBy: bo,
    reason: 'The register opens after the naming date.',
  }),
  namingWarned({
    ...place,
    namingDate: '2026-08-03',
    releasedAfter: '2026-08-17',
    othersUnnamed: true,
  }),
  namingExtended({
    ...place,
    from: '2026-08-03',
    until: '2026-08-31',
    reason: 'The post is being filled.',
  }),
  substitutionAsked(substitution),
  substitutionRefused({ ...place, awardId, personId: bo, code: 'already-holds-a-place' }),
  participantSubstituted({
    ...substitution,
    sponsorId,
    insteadOf: { personId: amara, askedIn: eventId },
  }),
  transferProposed({
    ...place,
    ...notice,
    fromSponsorId: sponsorId,
    toSponsorId: otherOrganisationId,
    on: '2027-02-01',
    acceptBy: '2027-01-31',
  }),
  transferDeclined({ ...place, sponsorId: otherOrganisationId }),
  placeWithoutSponsor({ ...place, fromSponsorId: sponsorId }, '2027-02-01'),
  sponsorTransferred(
    {
      ...place,
      ...notice,
      fromSponsorId: sponsorId,
      toSponsorId: otherOrganisationId,
      purchaseOrder: 'PO 9',
      orderToFollow: false,
    },
    '2027-02-15',
  ),
  bookMoved({
    cohortId,
    startsOn: '2026-10-12',
    lastJoiningDate: '2026-10-19',
    requestsCloseOn: '2026-08-28',
    endsOn: '2027-09-30',
    from: { startsOn: '2026-09-14', lastJoiningDate: '2026-09-21' },
    freeWithdrawalUntil: '2026-07-31',
  }),
];
