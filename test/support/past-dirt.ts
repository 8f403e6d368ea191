import { daysAfter } from '#kernel';
import { type Cells, type Cohort, type MadeUpPast, textOf } from './made-up-past.js';

/** Adds one row of a kind; false where it cannot be of that cohort now. */
type Dirt = (past: MadeUpPast, cohort: Cohort) => boolean;

const UNCHANGED = { verdict: 'unchanged', code: '' } as const;

/** A row that needs a look and is recorded. */
const flagged =
  (
    code: string,
    cells: (past: MadeUpPast, cohort: Cohort) => Cells,
    came: Parameters<MadeUpPast['record']>[2],
  ) =>
  (past: MadeUpPast, cohort: Cohort): boolean =>
    past.record(cells(past, cohort), cohort, came, code);

/** The same, of a cohort that always has a seat: days beside its own change who sat in it when. */
const flaggedWhereRoomIs =
  (...kind: Parameters<typeof flagged>): Dirt =>
  (past, cohort) =>
    !cohort.fills && flagged(...kind)(past, cohort);

const refused =
  (code: string, cells: (past: MadeUpPast, cohort: Cohort) => Cells | string): Dirt =>
  (past, cohort) =>
    past.refuse(cells(past, cohort), cohort, code);

/** A row with some cells otherwise. */
const but =
  (change: (cohort: Cohort) => Cells) =>
  (past: MadeUpPast, cohort: Cohort): Cells => ({ ...past.awardedIn(cohort), ...change(cohort) });

const STARTED = { started: true } as const;
const AWARDED = { started: true, end: 'awarded' } as const;
const WITHDRAWN = { started: true, end: 'withdrawn' } as const;
const NO_OUTCOME = { outcome: '', outcome_on: '' };

const flaggedRows: readonly Dirt[] = [
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

const refusedRows: readonly Dirt[] = [
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

const OTHERWISE: readonly Cells[] = [
  { level: 'strategic' },
  { person_name: 'Somebody else' },
  { funding: 'nobody knows' },
  { capacity: '8999' },
];

/** Rows that are there already, as they were or otherwise. */
const rowsAgain: readonly Dirt[] = [
  (past) => {
    const known = past.clean.length > 0 ? past.chance.of(past.clean) : undefined;
    return (
      known !== undefined &&
      past.put({ text: textOf(known.cells), first: UNCHANGED, again: UNCHANGED, cohort: known.cohort })
    );
  },
  ...OTHERWISE.map((change): Dirt => (past) => {
    const known = past.clean.length > 0 ? past.chance.of(past.clean) : undefined;
    return (
      known !== undefined && past.refuse({ ...known.cells, ...change }, known.cohort, 'differs-from-recorded')
    );
  }),
];

const samePerson = ({ person, person_name, person_email }: Cells): Cells => ({
  person: person!,
  person_name: person_name!,
  person_email: person_email!,
});

/** The same person again, in the same cohort, or in a later one of the programme. */
const peopleAgain: readonly Dirt[] = [
  (past) => {
    const known = past.others.pop();
    if (!known) return false;

    const { cells, cohort } = known;
    return past.record(
      {
        ...past.started(cohort),
        ...samePerson(cells),
        sponsor: 'A second sponsor',
        requested_on: cells['requested_on']!,
        started_on: cells['requested_on']! > cohort.startsOn ? cells['requested_on']! : cohort.startsOn,
        outcome: 'failed',
        outcome_on: cohort.endsOn,
      },
      cohort,
      { started: true, end: 'failed' },
      'already-holds-a-place',
    );
  },
  (past, cohort) => {
    const known = takenFrom(past.awarded, ({ cells }) => cells['outcome_on']!, cohort);
    return (
      known !== undefined &&
      past.record({ ...past.awardedIn(cohort), ...samePerson(known) }, cohort, AWARDED, 'holds-the-award')
    );
  },
  (past, cohort) => {
    const known = takenFrom(past.withdrawn, ({ cells }) => cells['withdrawn_on']!, cohort);
    return (
      known !== undefined && past.record({ ...past.awardedIn(cohort), ...samePerson(known) }, cohort, AWARDED)
    );
  },
  (past, cohort) => {
    const known = takenFrom(past.withdrawn, ({ cells }) => cells['withdrawn_on']!, cohort);
    if (!known || known['person_name'] === '') return known !== undefined && false;

    const cells = { ...past.awardedIn(cohort), ...samePerson(known), person_name: 'Married since' };
    return past.record(cells, cohort, AWARDED, 'already-registered-differently');
  },
];

/** Takes the last of those who had finished long before the cohort and whose programme it is, if it is such a one. */
const takenFrom = (
  some: MadeUpPast['awarded'],
  finishedOn: (someone: MadeUpPast['awarded'][number]) => string,
  { programme, startsOn }: Cohort,
): Cells | undefined => {
  const at = some.findIndex(
    (one) => one.cohort.programme === programme && finishedOn(one) < daysAfter(startsOn, -200),
  );
  return at < 0 ? undefined : some.splice(at, 1)[0]!.cells;
};

/** Every kind of dirt, each as likely as the others. */
export const DIRT: readonly Dirt[] = [...flaggedRows, ...refusedRows, ...rowsAgain, ...peopleAgain];
