import { type BusinessDate, daysAfter, derivedId } from '#kernel';

/** How the places of a sample cohort fare; whole numbers of places. */
export interface SampleCohort {
  readonly number: number;
  readonly cohortId: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  /** Requests of the first days, and of a second wave in the last week of asking. */
  readonly requests: readonly [first: number, late: number];
  /** Of the places offered first: these say no, these never answer. */
  readonly declined: number;
  readonly lapsed: number;
  /** Given up the day before the start; those offered such a seat then say it is too late for them. */
  readonly withdrawnBeforeStart: number;
  readonly notTakenUp: number;
  readonly withdrawnAfterStart: number;
  readonly failed: number;
  /** How far the story goes by today. */
  readonly until: 'enrolling' | 'running' | 'awarded';
}

export const CAPACITY = 100;
/** Days before the start: plan, recommendation, approval, opening of enrolment, first requests, lapses, late requests, confirmations. */
export const LEAD = {
  planned: 214,
  recommended: 207,
  approved: 190,
  opened: 180,
  first: 176,
  lapsed: 143,
  late: 96,
  confirmed: 50,
} as const;

/**
 * Five yearly cohorts, dated so that the fifth is enrolling today. Cohort one had 92 starters of whom 87 were awarded:
 * 94.6 %, the whole number of 92 that comes nearest to the published rate.
 */
export const sampleCohorts = (today: BusinessDate): readonly SampleCohort[] => {
  const fifth = mondayFrom(daysAfter(today, LEAD.late - 6));
  const cohort = (
    number: number,
    rest: Omit<SampleCohort, 'number' | 'cohortId' | 'startsOn' | 'endsOn'>,
  ): SampleCohort => {
    const startsOn = daysAfter(fifth, (number - 5) * 364);
    return {
      number,
      cohortId: derivedId('sample', 'cohort', number),
      startsOn,
      endsOn: daysAfter(startsOn, 298),
      ...rest,
    };
  };
  return [
    cohort(1, {
      requests: [100, 8],
      declined: 2,
      lapsed: 1,
      withdrawnBeforeStart: 6,
      notTakenUp: 2,
      withdrawnAfterStart: 3,
      failed: 2,
      until: 'awarded',
    }),
    cohort(2, {
      requests: [98, 6],
      declined: 1,
      lapsed: 1,
      withdrawnBeforeStart: 2,
      notTakenUp: 0,
      withdrawnAfterStart: 4,
      failed: 3,
      until: 'awarded',
    }),
    cohort(3, {
      requests: [100, 12],
      declined: 3,
      lapsed: 2,
      withdrawnBeforeStart: 0,
      notTakenUp: 3,
      withdrawnAfterStart: 5,
      failed: 1,
      until: 'awarded',
    }),
    cohort(4, {
      requests: [97, 8],
      declined: 0,
      lapsed: 1,
      withdrawnBeforeStart: 1,
      notTakenUp: 1,
      withdrawnAfterStart: 2,
      failed: 0,
      until: 'running',
    }),
    cohort(5, {
      requests: [64, 55],
      declined: 1,
      lapsed: 2,
      withdrawnBeforeStart: 0,
      notTakenUp: 0,
      withdrawnAfterStart: 0,
      failed: 0,
      until: 'enrolling',
    }),
  ];
};

const mondayFrom = (date: BusinessDate): BusinessDate =>
  daysAfter(date, (8 - new Date(`${date}T12:00:00Z`).getUTCDay()) % 7);
