import { daysAfter } from '#kernel';
import {
  type Dirt,
  flagged,
  flaggedWhereRoomIs,
  refused,
  but,
  STARTED,
  AWARDED,
  WITHDRAWN,
  NO_OUTCOME,
} from './kinds-of-dirt.js';
import { textOf } from './made-up-past.js';

/** Rows that are recorded, and that somebody should look at. */
export const flaggedRows: readonly Dirt[] = [
  flagged(
    'requested-on-missing',
    but(() => ({ requested_on: '' })),
    AWARDED,
  ),
  flagged(
    'outcome-on-missing',
    but(() => ({ outcome_on: '' })),
    AWARDED,
  ),
  flagged(
    'outcome-on-missing',
    but(() => ({ outcome: 'failed', outcome_on: '' })),
    {
      started: true,
      end: 'failed',
    },
  ),
  flagged(
    'withdrawn-on-missing',
    but(() => ({ ...NO_OUTCOME, outcome: 'withdrawn' })),
    WITHDRAWN,
  ),
  flagged(
    'outcome-missing',
    but(() => ({ outcome: '' })),
    STARTED,
  ),
  flagged(
    'withdrawn-on-two-days',
    but(({ startsOn }) => ({
      outcome: 'withdrawn',
      withdrawn_on: daysAfter(startsOn, 20),
      outcome_on: daysAfter(startsOn, 30),
    })),
    WITHDRAWN,
  ),
  flagged(
    'reason-without-withdrawal',
    but(() => ({ withdrawal_reason: 'health' })),
    AWARDED,
  ),
  flagged(
    'place-not-started',
    but(({ endsOn }) => ({ started_on: '', outcome: 'failed', outcome_on: endsOn })),
    { started: false, end: 'failed' },
  ),
  flagged(
    'cohort-over',
    but(({ endsOn }) => ({ ...NO_OUTCOME, withdrawn_on: daysAfter(endsOn, 10) })),
    WITHDRAWN,
  ),
  flaggedWhereRoomIs(
    'cohort-not-started',
    but(({ startsOn }) => ({ started_on: daysAfter(startsOn, -3) })),
    AWARDED,
  ),
  flaggedWhereRoomIs(
    'last-joining-date-passed',
    but(({ endsOn }) => ({ ...NO_OUTCOME, started_on: daysAfter(endsOn, 5) })),
    STARTED,
  ),
  flagged(
    'unknown-reason',
    but(({ startsOn }) => ({
      ...NO_OUTCOME,
      withdrawn_on: daysAfter(startsOn, 40),
      withdrawal_reason: 'did not like the food',
    })),
    WITHDRAWN,
  ),
  flagged(
    'email-not-valid',
    but(() => ({ person_email: 'no address' })),
    AWARDED,
  ),
  flagged(
    'withdrawn-on-two-days',
    but(({ startsOn }) => ({
      outcome: 'withdrawn',
      withdrawn_on: daysAfter(startsOn, 30),
      outcome_on: daysAfter(startsOn, -300),
    })),
    WITHDRAWN,
  ),
  flagged(
    'days-far-apart',
    but(() => ({ requested_on: '0204-05-01' })),
    AWARDED,
  ),
  flaggedWhereRoomIs(
    'place-not-started',
    but(({ startsOn }) => ({
      started_on: daysAfter(startsOn, 5),
      outcome: 'failed',
      outcome_on: daysAfter(startsOn, 3),
    })),
    {
      started: true,
      end: 'failed',
    },
  ),
];

/** Rows of what cannot have happened, or cannot be read. */
export const refusedRows: readonly Dirt[] = [
  refused(
    'withdrawn-before-requested',
    but(({ startsOn }) => ({
      ...NO_OUTCOME,
      started_on: '',
      withdrawn_on: daysAfter(startsOn, -300),
    })),
  ),
  refused(
    'started-before-requested',
    but(({ startsOn }) => ({ requested_on: daysAfter(startsOn, 9) })),
  ),
  refused(
    'awarded-before-requested',
    but(({ startsOn }) => ({ outcome_on: daysAfter(startsOn, -300) })),
  ),
  refused(
    'awarded-without-start',
    but(() => ({ started_on: '' })),
  ),
  refused(
    'awarded-before-started',
    but(({ startsOn }) => ({ outcome_on: daysAfter(startsOn, -1) })),
  ),
  refused(
    'started-after-withdrawn',
    but(({ startsOn }) => ({ ...NO_OUTCOME, withdrawn_on: daysAfter(startsOn, -1) })),
  ),
  refused(
    'outcome-besides-withdrawal',
    but(({ endsOn }) => ({ withdrawn_on: endsOn })),
  ),
  refused(
    'day-still-to-come',
    but(() => ({ outcome_on: '9990-01-01' })),
  ),
  refused(
    'cohort-not-over',
    but(() => ({ cohort: 'of days to come', ends_on: '9990-06-30' })),
  ),
  refused(
    'ends-before-start',
    but(({ startsOn }) => ({ cohort: 'backwards', ends_on: daysAfter(startsOn, -1) })),
  ),
  refused(
    'not-a-date',
    but(() => ({ started_on: '30/02/2004' })),
  ),
  refused(
    'not-a-date',
    but(() => ({ outcome_on: '2004-02-30' })),
  ),
  refused(
    'not-a-number',
    but(() => ({ capacity: 'many' })),
  ),
  refused(
    'person-missing',
    but(() => ({ person: '' })),
  ),
  refused(
    'programme-missing',
    but(() => ({ programme: ' ' })),
  ),
  refused(
    'starts-on-missing',
    but(() => ({ starts_on: '' })),
  ),
  refused(
    'unknown-outcome',
    but(() => ({ outcome: 'promoted' })),
  ),
  refused(
    'unknown-level',
    but(() => ({ level: 'boss' })),
  ),
  refused(
    'not-valid',
    but(() => ({ sponsor: 'so long '.repeat(40) })),
  ),
  refused('wrong-number-of-cells', (past, cohort) => `${textOf(past.awardedIn(cohort))},one too many`),
  (past, cohort) =>
    cohort.recorded > 0 &&
    past.refuse(
      { ...past.awardedIn(cohort), capacity: String(cohort.capacity + 1) },
      cohort,
      'cohort-differs',
    ),
];
