import { type BusinessDate, projectionOf, type Statements, statementsBy, withStatement } from '#kernel';
import type { CohortEvent } from './events.js';
import type { Interest } from './interest.js';
import { InterestRow } from './interest.entity.js';

const SEPARATOR = ':';

/** The key of what one sponsor said of one cohort. */
export const interestKey = (cohortId: string, sponsorId: string): string =>
  `${cohortId}${SEPARATOR}${sponsorId}`;

const saying = (row: InterestRow, statements: Statements<Interest | null>): InterestRow => {
  const last = statements.at(-1);
  return {
    ...row,
    places: last?.value?.places ?? 0,
    level: last?.value?.level ?? null,
    statedOn: last?.on ?? null,
    statements,
  };
};

const said = (row: InterestRow, on: BusinessDate, interest: Interest | null): InterestRow =>
  saying(row, withStatement(row.statements, on, interest));

/** What sponsors expect to ask for, a row for each sponsor of a cohort. */
export const expressionsOfInterest = projectionOf<CohortEvent>()<InterestRow>({
  name: 'expressions-of-interest',
  version: 2,
  table: InterestRow,
  key: ({ data }) =>
    'sponsorIds' in data
      ? [...data.sponsorIds, ...(data.apart ?? [])].map((id) => interestKey(data.cohortId, id))
      : 'sponsorId' in data
        ? interestKey(data.cohortId, data.sponsorId)
        : [],
  blank: (id) => {
    const [cohortId, sponsorId] = id.split(SEPARATOR) as [string, string];
    return {
      id,
      cohortId,
      sponsorId,
      countedAs: null,
      places: 0,
      level: null,
      statedOn: null,
      statements: [],
    };
  },
  asAt: (row, day) => {
    const statements = statementsBy(row.statements, day);
    return statements.length === 0 ? null : saying(row, statements);
  },
  on: {
    InterestExpressed: (row, { data: { places, level }, effectiveOn }) =>
      said(row, effectiveOn, { places, ...(level === undefined ? {} : { level }) }),
    InterestWithdrawn: (row, { effectiveOn }) => said(row, effectiveOn, null),
    InterestCountedTogether: (row, { data: { sponsorId, apart } }) => ({
      ...row,
      countedAs: sponsorId === row.sponsorId || apart?.includes(row.sponsorId) ? null : sponsorId,
    }),
  },
});
