import { type BusinessDate, commandOf, derivedId } from '#kernel';
import { AcceptPlace } from './accept-place.js';
import { ConfirmPlace } from './confirm-place.js';
import {
  type BookRules,
  type PlaceEvent,
  placeAccepted,
  placeConfirmed,
  placeOffered,
  placeRequested,
  placesOpened,
  placeStarted,
  placeWaitlisted,
} from './events.js';
import { RequestPlace } from './request-place.js';

/** People, sponsors and a cohort for specifications. */
export const autumnCohort = derivedId('autumn cohort');
export const sponsor = derivedId('a council');
export const anotherSponsor = derivedId('a charity');
export const manager = derivedId('a line manager');
export const [amara, bo, chidi] = ['amara', 'bo', 'chidi'].map((name) => derivedId(name)) as [
  string,
  string,
  string,
];
/** The id of the place that was asked for somebody. */
export const placeOf = (person: string): string => derivedId('place of', person);
export const of = (person: string) => ({ cohortId: autumnCohort, placeId: placeOf(person) });

export const programmeId = derivedId('leading to deliver');
export const awardId = derivedId('certificate');
export const LAST_JOINING_DATE: BusinessDate = '2026-11-30';
export const STARTS_ON: BusinessDate = '2026-11-16';
/** 20 working days after Tuesday 1 September 2026. */
export const UNTIL: BusinessDate = '2026-09-29';

export const rules = (changes: Partial<BookRules> = {}): BookRules => ({
  programmeId,
  awardId,
  capacity: 1,
  lastJoiningDate: LAST_JOINING_DATE,
  startsOn: STARTS_ON,
  offerWorkingDays: 20,
  namingDays: 42,
  pricePence: 300_000,
  terms: {
    fundingModel: 'sponsor_paid',
    fundingShares: [{ funder: 'sponsor', pence: 300_000 }],
    instalmentPlan: [{ afterModuleId: derivedId('module 1'), pence: 300_000 }],
    refundBands: [{ atLeastDays: 28, before: 'start', refundPercent: 100 }],
  },
  ...changes,
});

export const opened = ({ carried, ...changes }: Partial<BookRules> & { carried?: number } = {}) =>
  placesOpened({
    cohortId: autumnCohort,
    ...rules(changes),
    ...(carried === undefined ? {} : { carried }),
  });

export const request = (person: string, fields: Partial<RequestPlace> = {}) =>
  commandOf(RequestPlace, { ...of(person), sponsorId: sponsor, ...fields });

export const requested = (person: string, fields: Partial<RequestPlace> = {}) =>
  placeRequested({ programmeId, awardId, ...of(person), sponsorId: sponsor, ...fields });

type Offered = Parameters<typeof placeOffered>[0];
export const offered = (person: string, why: Partial<Offered> = {}) =>
  placeOffered({ ...of(person), until: UNTIL, behind: 0, held: 1, capacity: 1, ...why });

type Waitlisted = Parameters<typeof placeWaitlisted>[0];
export const waitlisted = (person: string, turn: number, why: Partial<Waitlisted> = {}) =>
  placeWaitlisted({ ...of(person), turn, ahead: turn - 1, held: 1, capacity: 1, ...why });

export const accept = (person: string, fields: Partial<AcceptPlace> = {}) =>
  commandOf(AcceptPlace, { ...of(person), ...fields });

type Accepted = Parameters<typeof placeAccepted>[0];
export const accepted = (person: string, fields: Partial<Accepted> = {}, on?: BusinessDate) =>
  placeAccepted(
    {
      ...of(person),
      awardId,
      sponsorId: sponsor,
      pricePence: 300_000,
      terms: rules().terms,
      ...fields,
    },
    on,
  );

const agreed = { lineManagerId: manager, privacyNoticeVersion: '2026-1', checks: [] };

export const confirm = (person: string, fields: Partial<ConfirmPlace> = {}) =>
  commandOf(ConfirmPlace, { ...of(person), personId: person, ...agreed, checks: [], ...fields });

type Confirmed = Parameters<typeof placeConfirmed>[0];
export const confirmed = (person: string, fields: Partial<Confirmed> = {}, on?: BusinessDate) =>
  placeConfirmed({ ...of(person), awardId, sponsorId: sponsor, personId: person, ...agreed, ...fields }, on);

export const confirmedPlace = (person: string): readonly PlaceEvent[] => [
  requested(person),
  offered(person),
  accepted(person),
  confirmed(person),
];

export const startedPlace = (person: string, on: BusinessDate = STARTS_ON): readonly PlaceEvent[] => [
  ...confirmedPlace(person),
  placeStarted({ ...of(person), personId: person }, on),
];

/** Facts of an earlier day than the one a specification is of. */
export const onDay = (day: BusinessDate, ...facts: readonly PlaceEvent[]): readonly PlaceEvent[] =>
  facts.map((fact) => ({ ...fact, effectiveOn: day }));

/** What the end of somebody's place says; the seat was held unless told otherwise. */
export const end = (person: string, changes: { personIds?: string[]; freedSeat?: boolean } = {}) => ({
  ...of(person),
  awardId,
  personIds: [],
  freedSeat: true,
  ...changes,
});
