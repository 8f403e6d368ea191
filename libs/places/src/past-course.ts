import { type BusinessDate, earlierOf, inWords, laterOf, type Refusal, refuse } from '#kernel';
import type { PastStatement } from './past.events.js';
import { firstRefusal } from './refusals.js';

/** When a past cohort ran. */
export interface PastCohortDays {
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
}

/** How a past place ended, and when. */
export type PastEnd =
  | { readonly as: 'withdrawn'; readonly on: BusinessDate }
  | { readonly as: 'not_taken_up'; readonly on: BusinessDate }
  | { readonly as: 'failed'; readonly on: BusinessDate }
  | { readonly as: 'awarded'; readonly on: BusinessDate };

/** What a past place came to, with every day known or taken for granted. */
export interface PastCourse {
  readonly requestedOn: BusinessDate;
  readonly startedOn?: BusinessDate;
  /** Joined after the cohort had started. */
  readonly late: boolean;
  /** Absent: it started, and its outcome is not known. */
  readonly end?: PastEnd;
  /** What was taken for granted, and what today's rules would refuse, by code. */
  readonly flags: readonly string[];
}

interface Stated extends Omit<PastStatement, keyof PastCohortDays>, PastCohortDays {
  readonly today: BusinessDate;
}

/**
 * The course of a past place, or the refusal of one that cannot have happened. Refuses nothing else: history is recorded as
 * it happened. A missing day is the cohort's end for an outcome, and for the request the earliest day there is.
 */
export const courseOf = (statement: PastStatement, days: PastCohortDays, today: BusinessDate) => {
  const stated: Stated = { ...statement, ...days, today };
  const refusal = firstRefusal(stated, impossible);
  if (refusal) return refusal;

  const requestedOn = stated.requestedOn ?? earliestOf(stated);
  const end = endOf(stated, requestedOn);
  const begun = stated.startedOn === undefined ? {} : { startedOn: stated.startedOn };
  return {
    requestedOn,
    ...begun,
    late: requestedOn > days.startsOn || (stated.startedOn ?? '') > days.startsOn,
    ...(end ? { end } : {}),
    flags: remarks.filter(([, applies]) => applies(stated, requestedOn, end)).map(([code]) => code),
  } satisfies PastCourse;
};

/** True where a place ends as withdrawn, by its outcome or by a day. */
export const isWithdrawn = ({
  withdrawnOn,
  outcome,
}: Pick<PastStatement, 'withdrawnOn' | 'outcome'>): boolean =>
  withdrawnOn !== undefined || outcome === 'withdrawn';

const isAwarded = ({ outcome }: PastStatement): boolean =>
  outcome === 'awarded' || outcome === 'awarded_with_distinction';

/** A withdrawal has one day; where only the outcome gives it, that is it. */
const dayOfWithdrawal = ({ withdrawnOn, outcome, outcomeOn }: PastStatement): BusinessDate | undefined =>
  withdrawnOn ?? (outcome === 'withdrawn' ? outcomeOn : undefined);

const daysIn = ({ requestedOn, startedOn, withdrawnOn, outcomeOn }: PastStatement): readonly BusinessDate[] =>
  [requestedOn, startedOn, withdrawnOn, outcomeOn].filter((day) => day !== undefined);

const earliestOf = (stated: Stated): BusinessDate => daysIn(stated).reduce(earlierOf, stated.startsOn);

const endOf = (stated: Stated, requestedOn: BusinessDate): PastEnd | undefined => {
  const { startedOn, outcome, outcomeOn, startsOn, endsOn } = stated;
  // Nothing ends before it began, whatever the cohort's end.
  const atTheEnd = laterOf(endsOn, startedOn ?? requestedOn);
  if (isWithdrawn(stated)) return { as: 'withdrawn', on: dayOfWithdrawal(stated) ?? atTheEnd };
  if (isAwarded(stated)) return { as: 'awarded', on: outcomeOn ?? atTheEnd };
  if (outcome === 'failed') return { as: 'failed', on: outcomeOn ?? atTheEnd };

  return startedOn === undefined ? { as: 'not_taken_up', on: laterOf(startsOn, requestedOn) } : undefined;
};

type Possible = (stated: Stated) => Refusal | undefined;

const cohortEndsAfterItStarts = ({ startsOn, endsOn }: Stated) =>
  endsOn < startsOn
    ? refuse('ends-before-start', 'The cohort ends before it starts. Check starts_on and ends_on.', 'endsOn')
    : undefined;

const cohortIsOver = ({ endsOn, today }: Stated) =>
  endsOn > today
    ? refuse(
        'cohort-not-over',
        `The cohort runs until ${inWords(endsOn)}: enter its places as they happen, not as history.`,
        'endsOn',
      )
    : undefined;

const nothingIsStillToCome = (stated: Stated) =>
  daysIn(stated).some((day) => day > stated.today)
    ? refuse('day-still-to-come', 'A day of this row is still to come: it cannot have happened then.')
    : undefined;

const startFollowsTheRequest = ({ requestedOn, startedOn }: Stated) =>
  isBefore(startedOn, requestedOn)
    ? refuse('started-before-requested', 'It started before it was requested.', 'startedOn')
    : undefined;

const withdrawalFollowsTheRequest = (stated: Stated) =>
  isBefore(dayOfWithdrawal(stated), stated.requestedOn)
    ? refuse('withdrawn-before-requested', 'It was withdrawn before it was requested.', 'withdrawnOn')
    : undefined;

const awardFollowsTheRequest = (stated: Stated) =>
  isAwarded(stated) && isBefore(stated.outcomeOn, stated.requestedOn)
    ? refuse('awarded-before-requested', 'It was awarded before it was requested.', 'outcomeOn')
    : undefined;

const awardFollowsAStart = (stated: Stated) =>
  isAwarded(stated) && stated.startedOn === undefined
    ? refuse('awarded-without-start', 'It was awarded and never started. Say when it started.', 'startedOn')
    : undefined;

/** On the day of the award it had not started. */
const awardFollowsTheStart = (stated: Stated) =>
  isAwarded(stated) && isBefore(stated.outcomeOn, stated.startedOn)
    ? refuse('awarded-before-started', 'It was awarded before it started.', 'outcomeOn')
    : undefined;

const withdrawalFollowsTheStart = (stated: Stated) =>
  isBefore(dayOfWithdrawal(stated), stated.startedOn)
    ? refuse('started-after-withdrawn', 'It started after it was withdrawn.', 'startedOn')
    : undefined;

const hasOneOutcome = ({ withdrawnOn, outcome }: Stated) =>
  withdrawnOn !== undefined && outcome !== undefined && outcome !== 'withdrawn'
    ? refuse(
        'outcome-besides-withdrawal',
        `It was withdrawn and ${outcome.replaceAll('_', ' ')}: it can have been one of them.`,
        'outcome',
      )
    : undefined;

const isBefore = (day: BusinessDate | undefined, other: BusinessDate | undefined): boolean =>
  day !== undefined && other !== undefined && day < other;

/** What cannot have happened, in the order it is told. */
const impossible = [
  cohortEndsAfterItStarts,
  cohortIsOver,
  nothingIsStillToCome,
  hasOneOutcome,
  startFollowsTheRequest,
  withdrawalFollowsTheRequest,
  awardFollowsTheRequest,
  awardFollowsAStart,
  withdrawalFollowsTheStart,
  awardFollowsTheStart,
] as const satisfies readonly Possible[];

/** Every code `courseOf` may refuse with. */
export const IMPOSSIBLE = [
  'ends-before-start',
  'cohort-not-over',
  'day-still-to-come',
  'outcome-besides-withdrawal',
  'started-before-requested',
  'withdrawn-before-requested',
  'awarded-before-requested',
  'awarded-without-start',
  'started-after-withdrawn',
  'awarded-before-started',
] as const;

/** Further apart than this, one of a place's days has a year that was mistyped. */
const YEARS_OF_A_PLACE = 10;

const areFarApart = (days: readonly BusinessDate[]): boolean => {
  const years = days.map((day) => Number(day.slice(0, 4)));
  return Math.max(...years) - Math.min(...years) > YEARS_OF_A_PLACE;
};

type Remark = readonly [
  code: string,
  applies: (stated: Stated, requestedOn: BusinessDate, end: PastEnd | undefined) => boolean,
];

/** What is recorded and worth a look: first what was taken for granted, then what today's rules would refuse. */
const remarks: readonly Remark[] = [
  ['requested-on-missing', ({ requestedOn }) => requestedOn === undefined],
  ['withdrawn-on-missing', (stated) => isWithdrawn(stated) && dayOfWithdrawal(stated) === undefined],
  [
    'outcome-on-missing',
    (stated) => !isWithdrawn(stated) && stated.outcome !== undefined && stated.outcomeOn === undefined,
  ],
  ['outcome-missing', ({ outcome, outcomeOn }) => outcome === undefined && outcomeOn !== undefined],
  [
    'withdrawn-on-two-days',
    ({ withdrawnOn, outcome, outcomeOn }) =>
      outcome === 'withdrawn' && isBefore(withdrawnOn, outcomeOn) !== isBefore(outcomeOn, withdrawnOn),
  ],
  [
    'place-not-started',
    ({ startedOn }, requestedOn, end) =>
      end?.as === 'failed' && (startedOn === undefined || end.on < laterOf(startedOn, requestedOn)),
  ],
  [
    'cohort-not-started',
    ({ startedOn, startsOn }, _, end) =>
      isBefore(startedOn, startsOn) || ((end?.as === 'awarded' || end?.as === 'failed') && end.on < startsOn),
  ],
  [
    'last-joining-date-passed',
    ({ startedOn, endsOn }, requestedOn) => requestedOn > endsOn || isBefore(endsOn, startedOn),
  ],
  ['cohort-over', ({ endsOn }, _, end) => end?.as === 'withdrawn' && end.on > endsOn],
  ['days-far-apart', (stated) => areFarApart([...daysIn(stated), stated.startsOn, stated.endsOn])],
];
