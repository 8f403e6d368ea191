import { type BusinessDate, commandOf, derivedId } from '#kernel';
import {
  bookMoved,
  namingWarned,
  participantSubstituted,
  placeWithdrawn,
  sponsorTransferred,
  substitutionAsked,
  transferProposed,
} from './events.js';
import {
  accepted,
  anotherSponsor,
  autumnCohort as cohortId,
  awardId,
  end,
  LAST_JOINING_DATE,
  manager,
  of,
  offered,
  opened,
  requested,
  sponsor,
  STARTS_ON,
} from './places.examples.js';
import { ProposeTransfer } from './propose-transfer.js';
import { SubstituteParticipant } from './substitute-participant.js';

/** 42 days before the start, and the last day of the warning that follows. */
export const NAMING_DATE: BusinessDate = '2026-10-05';
export const RELEASED_AFTER: BusinessDate = '2026-10-19';
/** The morning of a day. */
export const morningOf = (day: BusinessDate) => ({ now: `${day}T09:00:00.000Z` });

export const acceptedPlace = (person: string, seats = 2) =>
  [opened({ capacity: seats }), requested(person), offered(person), accepted(person)] as const;

export const warned = (person: string, fields: Partial<Parameters<typeof namingWarned>[0]> = {}) =>
  namingWarned({ ...of(person), namingDate: NAMING_DATE, releasedAfter: RELEASED_AFTER, ...fields });

export const released = (person: string, notifiedOn = RELEASED_AFTER, on = '2026-10-20') =>
  placeWithdrawn(
    { ...end(person), reasonClass: 'organisation', notifiedOn, hadStarted: false, because: 'not_named' },
    on,
  );

/** What a substitution says; asked and done differ in what the book adds. */
const agreed = { lineManagerId: manager, privacyNoticeVersion: '2026-1' };
const notice = { reasonClass: 'work', notifiedOn: '2026-09-01' } as const;

export const substitute = (person: string, personId: string, fields: Partial<SubstituteParticipant> = {}) =>
  commandOf(SubstituteParticipant, { ...of(person), personId, ...agreed, reasonClass: 'work', ...fields });

export const askedToSubstitute = (
  person: string,
  personId: string,
  fields: Partial<Parameters<typeof substitutionAsked>[0]> = {},
  on?: BusinessDate,
) => substitutionAsked({ ...of(person), awardId, personId, ...agreed, ...notice, checks: [], ...fields }, on);

export const substituted = (
  person: string,
  personId: string,
  fields: Partial<Parameters<typeof participantSubstituted>[0]> = {},
  on?: BusinessDate,
) =>
  participantSubstituted(
    {
      ...of(person),
      awardId,
      sponsorId: sponsor,
      personId,
      ...agreed,
      ...notice,
      checks: [],
      insteadOf: { personId: person },
      ...fields,
    },
    on,
  );

/** The cohort starts four weeks later than was agreed. */
export const LATER_START: BusinessDate = '2026-12-14';
export const moved = (fields: Partial<Parameters<typeof bookMoved>[0]> = {}, on?: BusinessDate) =>
  bookMoved(
    {
      cohortId,
      startsOn: LATER_START,
      lastJoiningDate: '2027-01-11',
      from: { startsOn: STARTS_ON, lastJoiningDate: LAST_JOINING_DATE },
      freeWithdrawalUntil: '2026-09-30',
      ...fields,
    },
    on,
  );

/** The participant goes to a charity from 1 December on; the charity has until 15 December to say yes. */
export const third = derivedId('a health board');
const proposal = { toSponsorId: anotherSponsor, on: '2026-12-01', acceptBy: '2026-12-15' };
export const propose = (person: string, fields: Partial<ProposeTransfer> = {}) =>
  commandOf(ProposeTransfer, { ...of(person), ...proposal, ...fields });

export const proposed = (person: string, fields: Partial<Parameters<typeof transferProposed>[0]> = {}) =>
  transferProposed({
    ...of(person),
    fromSponsorId: sponsor,
    ...proposal,
    notifiedOn: '2026-11-20',
    ...fields,
  });

export const transferred = (
  person: string,
  on: BusinessDate,
  fields: Partial<Parameters<typeof sponsorTransferred>[0]> = {},
) =>
  sponsorTransferred(
    {
      ...of(person),
      fromSponsorId: sponsor,
      toSponsorId: anotherSponsor,
      notifiedOn: '2026-11-20',
      ...fields,
    },
    on,
  );
