import { isDeepStrictEqual } from 'node:util';
import {
  type BusinessDate,
  Day,
  earlierOf,
  Id,
  isRefusal,
  laterOf,
  nothing,
  OneOf,
  refuse,
  rule,
  Whole,
  Words,
  WordsList,
} from '#kernel';
import {
  LEVELS,
  type Level,
  PAST_OUTCOMES,
  type PastOutcome,
  pastPlaceRecorded,
  type PastStatement,
  placesOpened,
  REASON_CLASSES,
  type ReasonClass,
  requestsClosed,
} from './events.js';
import { mostPastSeats, pastSeatsOn } from './past-book.js';
import { courseOf, IMPOSSIBLE, type PastCourse } from './past-course.js';
import { factsOfPast } from './past-facts.js';
import type { PlaceBook } from './place-book.js';

/**
 * A place of a cohort that is over, as its papers tell it. All it came to is recorded at once or not at all, each fact with
 * its own day. Recording it again changes nothing; the same place told otherwise is refused.
 */
export class RecordPastPlace implements PastStatement {
  @Id() cohortId!: string;
  @Id() placeId!: string;
  @Id() programmeId!: string;
  @Id() awardId!: string;
  @Day({ description: 'Of the cohort' }) startsOn!: BusinessDate;
  @Day({ description: 'Of the cohort' }) endsOn!: BusinessDate;
  @Whole(1, 10_000, { description: 'Of the cohort' }) capacity!: number;
  @Id({ of: 'organisation' }) sponsorId!: string;
  @Id({ of: 'person' }) personId!: string;
  @Day({ optional: true }) requestedOn?: BusinessDate;
  @Day({ optional: true }) startedOn?: BusinessDate;
  @Day({ optional: true }) withdrawnOn?: BusinessDate;
  @OneOf(REASON_CLASSES, { optional: true }) reasonClass?: ReasonClass;
  @OneOf(PAST_OUTCOMES, { optional: true }) outcome?: PastOutcome;
  @Day({ optional: true }) outcomeOn?: BusinessDate;
  @OneOf(LEVELS, { optional: true }) level?: Level;
  @Words({ optional: true, description: 'The reference of the organisation' }) homeOrganisation?: string;
  @Id({ of: 'organisation', optional: true }) homeOrganisationId?: string;
  @Words({ optional: true, max: 60, description: 'How it was paid for; never about a person' })
  funding?: string;
  @WordsList(10, { description: 'What the source says of the person besides' }) personal!: readonly string[];
  @WordsList(10, { description: 'What other streams found, as codes of refusals' }) flags!: readonly string[];
}

/** The flag of a place entered into a book whose cohort ran in the product: that takes no requests any more. */
const RAN_HERE = 'places-not-open';
/** The flag of a place for which the cohort had no seat. */
const TOO_MANY = 'cohort-full';

export const recordPastPlace = rule(
  RecordPastPlace,
  [...IMPOSSIBLE, 'differs-from-recorded'],
  (past, book: PlaceBook, { today }) => {
    const stated = statementOf(past);
    const recorded = book.past.rows.get(past.placeId);
    if (recorded) {
      const fields = fieldsThatDiffer(recorded.stated, stated);
      return fields.length === 0 ? nothing : differsFromRecorded(fields.map(columnOf));
    }
    const course = courseOf(stated, past, today);
    if (isRefusal(course)) return course;

    const { cohortId, placeId, personal } = past;
    const flags = [...course.flags, ...whatTheBookSays(past, book, course), ...past.flags];
    return [
      ...opening(past, book, course),
      pastPlaceRecorded(
        { cohortId, placeId, stated, personal, flags, ...seatOf(course) },
        course.requestedOn,
      ),
      ...factsOfPast(past, course, heldBefore(past, book, course) + 1),
    ];
  },
);

/** What of a command or a row its source states, and nothing that is absent. */
export const statementOf = (past: PastStatement): PastStatement => {
  const { startsOn, endsOn, capacity, requestedOn, startedOn, withdrawnOn, reasonClass } = past;
  const { outcome, outcomeOn, level, homeOrganisation, funding } = past;
  const days = { startsOn, endsOn, capacity, requestedOn, startedOn, withdrawnOn };
  const all = { ...days, reasonClass, outcome, outcomeOn, level, homeOrganisation, funding };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

/** What a source says of the cohort of a place. */
const OF_COHORT: ReadonlySet<string> = new Set(['startsOn', 'endsOn', 'capacity']);

/** The fields in which what is told of a place differs from what is recorded as told, as far as that was kept. */
export const fieldsThatDiffer = (recorded: PastStatement, told: PastStatement): readonly string[] =>
  [...new Set([...Object.keys(recorded), ...Object.keys(told)])]
    .filter((field) => field in recorded || !OF_COHORT.has(field))
    .filter(
      (field) =>
        !isDeepStrictEqual(recorded[field as keyof PastStatement], told[field as keyof PastStatement]),
    );

/** The answer to a place that is recorded and told otherwise. */
export const differsFromRecorded = (columns: readonly string[]) =>
  refuse(
    'differs-from-recorded',
    `This place is recorded with another ${columns.join(', ')}. What was recorded stands: correct that, if it is wrong.`,
  );

/** `outcome_on` for `outcomeOn`: the field as files name it. */
export const columnOf = (field: string): string =>
  field === 'reasonClass'
    ? 'withdrawal_reason'
    : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const whatTheBookSays = (told: RecordPastPlace, book: PlaceBook, course: PastCourse): readonly string[] => {
  if (book.rules && !book.rules.past) return [RAN_HERE];

  return isFull(told, book, course) ? [TOO_MANY] : [];
};

// Rows come in any order: whoever joined later may be recorded already.
const isFull = (
  { startsOn, capacity }: RecordPastPlace,
  { past }: PlaceBook,
  course: PastCourse,
): boolean => {
  const { seat } = seatOf(course);
  return (
    seat !== undefined && mostPastSeats(past, { ...seat, from: laterOf(seat.from, startsOn) }) >= capacity
  );
};

/** The seats that were held on the day it started, or the cohort did, as far as they are recorded. */
const heldBefore = (
  { startsOn }: RecordPastPlace,
  { past }: PlaceBook,
  { startedOn = startsOn }: PastCourse,
): number => pastSeatsOn(past, laterOf(startedOn, startsOn));

const seatOf = ({ startedOn, end }: PastCourse) =>
  startedOn === undefined
    ? {}
    : { seat: { from: startedOn, ...(end ? { until: laterOf(end.on, startedOn) } : {}) } };

/** A past cohort's book is opened by its first place, and takes no requests. No price is known, and none is charged. */
const opening = (past: RecordPastPlace, { rules }: PlaceBook, { requestedOn }: PastCourse) => {
  if (rules) return [];

  const { cohortId, programmeId, awardId, capacity, startsOn, endsOn } = past;
  return [
    placesOpened(
      {
        cohortId,
        programmeId,
        awardId,
        capacity,
        startsOn,
        endsOn,
        lastJoiningDate: endsOn,
        offerWorkingDays: 0,
        namingDays: 0,
        pricePence: 0,
        terms: { fundingModel: 'not_recorded', fundingShares: [], instalmentPlan: [], refundBands: [] },
        past: true,
      },
      earlierOf(requestedOn, startsOn),
    ),
    requestsClosed({ cohortId }, endsOn),
  ];
};
