import { type BusinessDate, derivedId, isBusinessDate, isPlainText, refuse, type Refusal } from '#kernel';
import { CLASS_OF_REASON, REASON_CODES, type ReasonCode } from '#people/events';
import { isWithdrawn } from '#places';
import {
  LEVELS,
  type Level,
  PAST_OUTCOMES,
  type PastOutcome,
  type PastStatement,
  REASON_CLASSES,
  type ReasonClass,
} from '#places/events';
import type { CsvRow } from './csv-file.js';

/** The columns of a file of past cohorts, one row a place. All must be there; a cell of the second line may be empty. */
export const HISTORY_COLUMNS = [
  ...['programme', 'cohort', 'starts_on', 'ends_on', 'capacity', 'person', 'sponsor'],
  ...['requested_on', 'started_on', 'withdrawn_on', 'withdrawal_reason', 'outcome', 'outcome_on'],
] as const;
export const OPTIONAL_HISTORY_COLUMNS = [
  'person_name',
  'person_email',
  'level',
  'home_organisation',
  'funding',
] as const;

/** What a row says of the participant: kept in the person's own stream only. */
export interface SaidOfPerson {
  readonly name?: string;
  readonly email?: string;
  readonly reason?: string;
}

/** A row of a file of past cohorts that could be read. */
export interface PastRow {
  /** Made of the row's key as it is written. */
  readonly placeId: string;
  readonly programme: string;
  readonly cohort: string;
  readonly startsOn: BusinessDate;
  readonly endsOn: BusinessDate;
  readonly capacity: number;
  readonly person: string;
  readonly sponsor: string;
  readonly statement: PastStatement;
  readonly said: SaidOfPerson;
  readonly reasonCode?: ReasonCode;
  /** What could not be read and is no reason to refuse the row. */
  readonly flags: readonly string[];
}

const NEEDED = ['programme', 'cohort', 'person', 'sponsor', 'starts_on', 'ends_on', 'capacity'] as const;
const DAYS = ['starts_on', 'ends_on', 'requested_on', 'started_on', 'withdrawn_on', 'outcome_on'] as const;
const LONGEST: Readonly<Record<string, number>> = { person_email: 254, funding: 60 };
const LONGEST_TEXT = 200;
const LONGEST_SHOWN = 60;

type Cells = CsvRow['cells'];

/** A row as what it says, or why it cannot be read. */
export const pastRowOf = ({ cells, problem }: CsvRow): PastRow | Refusal =>
  problem ? refuse(problem.code, problem.reason) : (unreadable(cells) ?? readable(cells));

const isMissing = (cells: Cells) => {
  const column = NEEDED.find((needed) => !cells[needed]);
  return column && refuse(`${column.replaceAll('_', '-')}-missing`, `The row has no ${column}.`, column);
};

const isNoText = (cells: Cells) => {
  const [column] =
    Object.entries(cells).find(
      ([name, cell]) => cell.length > (LONGEST[name] ?? LONGEST_TEXT) || !isPlainText(cell),
    ) ?? [];
  return (
    column &&
    refuse('not-valid', `${column} is longer than any such text, or holds control characters.`, column)
  );
};

const isNoDay = (cells: Cells) => {
  const column = DAYS.find((day) => cells[day] && !isBusinessDate(cells[day]));
  return (
    column && refuse('not-a-date', `${column} is no day that exists, written YYYY-MM-DD, or empty.`, column)
  );
};

const isNoCapacity = ({ capacity = '' }: Cells) =>
  /^\d{1,5}$/.test(capacity) && Number(capacity) >= 1 && Number(capacity) <= 10_000
    ? undefined
    : refuse('not-a-number', 'capacity is no whole number from 1 to 10000.', 'capacity');

const isNoWordOf = (column: string, words: readonly string[], code: string) => (cells: Cells) =>
  !cells[column] || words.includes(cells[column])
    ? undefined
    : refuse(code, `${column} is none of ${words.join(', ')}, nor empty.`, column);

const REASONS: readonly string[] = [...new Set([...REASON_CODES, ...REASON_CLASSES])];

/** `Family leave` is `family_leave`: reasons are words people type. */
const reasonIn = ({ withdrawal_reason = '' }: Cells): string =>
  withdrawal_reason.toLowerCase().replace(/[\s-]+/g, '_');

const isAddress = (cell: string): boolean => /^[^\s@]+@[^\s@]+$/.test(cell);

const holdsAddress = (cell: string): boolean => cell.split(/\s+/).some(isAddress);

const isPersonal = ({ person = '' }: Cells) =>
  holdsAddress(person)
    ? refuse(
        'reference-is-personal',
        'person is an e-mail address: it would stand where nobody can erase it. Name people by a number of your own.',
        'person',
      )
    : undefined;

/** The reference of a row as far as it can be shown: where cells are missing or too many it may be anybody's name. */
export const shownReferenceOf = ({ cells, problem }: CsvRow): string => {
  const { person = '' } = cells;
  if (problem || holdsAddress(person)) return '';

  return person.length > LONGEST_SHOWN ? `${person.slice(0, LONGEST_SHOWN - 3)}...` : person;
};

/** What makes a row unreadable, in the order it is told. */
const faults = [
  isMissing,
  isPersonal,
  isNoText,
  isNoDay,
  isNoCapacity,
  isNoWordOf('outcome', PAST_OUTCOMES, 'unknown-outcome'),
  isNoWordOf('level', LEVELS, 'unknown-level'),
];

const unreadable = (cells: Cells): Refusal | undefined => {
  for (const fault of faults) {
    const refusal = fault(cells);
    if (refusal) return refusal;
  }
  return undefined;
};

const readable = (cells: Cells): PastRow => {
  const cell = (column: string): string => cells[column] ?? '';
  const days = {
    requestedOn: cell('requested_on'),
    startedOn: cell('started_on'),
    withdrawnOn: cell('withdrawn_on'),
    outcome: cell('outcome') as PastOutcome | '',
    outcomeOn: cell('outcome_on'),
  };
  const reason = reasonIn(cells);
  const gaveUp = isWithdrawn(filled(days));
  const reasonCode = REASON_CODES.find((code) => code === reason);
  const email = cell('person_email');

  return {
    placeId: derivedId(
      'past place',
      ...['programme', 'cohort', 'person', 'sponsor', 'requested_on'].map((column) => cell(column)),
    ),
    programme: cell('programme'),
    cohort: cell('cohort'),
    startsOn: cell('starts_on'),
    endsOn: cell('ends_on'),
    capacity: Number(cell('capacity')),
    person: cell('person'),
    sponsor: cell('sponsor'),
    statement: filled({
      startsOn: cell('starts_on'),
      endsOn: cell('ends_on'),
      capacity: Number(cell('capacity')),
      ...days,
      reasonClass: gaveUp ? classOf(reason, reasonCode) : '',
      level: cell('level') as Level | '',
      homeOrganisation: cell('home_organisation'),
      funding: cell('funding'),
    }),
    said: filled({
      name: cell('person_name'),
      email: isAddress(email) ? email : '',
      reason: cell('withdrawal_reason'),
    }),
    ...(gaveUp && reasonCode ? { reasonCode } : {}),
    flags: [
      ...(gaveUp && reason !== '' && !REASONS.includes(reason) ? ['unknown-reason'] : []),
      ...(email !== '' && !isAddress(email) ? ['email-not-valid'] : []),
    ],
  };
};

const classOf = (reason: string, code: ReasonCode | undefined): ReasonClass | '' => {
  const known = code && CLASS_OF_REASON[code];
  return REASON_CLASSES.find((one) => one === known || one === reason) ?? '';
};

type Filled<T> = { readonly [K in keyof T]?: Exclude<T[K], ''> };

/** Only what is not empty. */
const filled = <T extends object>(fields: T): Filled<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Filled<T>;
