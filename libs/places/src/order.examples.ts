import { derivedId, type Instant, stated, undated } from '#kernel';
import type { PlaceEvent } from './events.js';
import type { SectorsOfSponsor } from './place-order.js';
import { autumnCohort as cohortId, offered, requested, sponsor, waitlisted } from './places.examples.js';

/** More people, sponsors and sectors for specifications of the order of a book. */
export const [dorcas, ewan, fatima, grace, hamish, isla] = [
  'dorcas',
  'ewan',
  'fatima',
  'grace',
  'hamish',
  'isla',
].map((name) => derivedId(name)) as [string, string, string, string, string, string];
export const director = derivedId('a director');
export const hospice = derivedId('a hospice');

/** A sponsor that was of one sector ever since. */
export const sectorsOf = (sector: string): SectorsOfSponsor =>
  stated(undated<string>(), '2020-01-01', sector);
export const fromVoluntary = { sponsorId: hospice, sectors: sectorsOf('voluntary') };

type Asked = Parameters<typeof requested>[1] & { sector?: string; groupId?: string };

/** Requests that wait one behind the other. */
export const inLine = (...people: readonly (readonly [person: string, fields?: Asked])[]): PlaceEvent[] =>
  people.flatMap(([person, fields], index) => [requestedBy(person, fields), waitlisted(person, index + 1)]);

/** A request as it was recorded, with what was filled in. */
export const requestedBy = (person: string, { sector, groupId, ...fields }: Asked = {}): PlaceEvent => {
  const fact = requested(person, fields);
  return {
    ...fact,
    data: {
      ...fact.data,
      ...(sector === undefined ? {} : { sector }),
      ...(groupId === undefined ? {} : { groupId }),
    },
  };
};

/** A place somebody was offered. */
export const holding = (person: string, fields: Asked = {}, why: Parameters<typeof offered>[1] = {}) => [
  requestedBy(person, fields),
  offered(person, why),
];

export const on = (day: string): { now: Instant } => ({ now: `${day}T09:00:00.000Z` });
export const group = derivedId('a group');
export const ofGroup = { cohortId, groupId: group };
export const ofSponsor = { sponsorId: sponsor };
