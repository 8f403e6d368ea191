import { daysAfter } from '#kernel';
import { type Dirt, UNCHANGED, AWARDED } from './kinds-of-dirt.js';
import { type Cells, type Cohort, type MadeUpPast, textOf } from './made-up-past.js';
import { flaggedRows, refusedRows } from './dirty-rows.js';
import { otherSpellings } from './other-spellings.js';

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

/** Every kind of dirt, each as likely as the others. Some of it names `KNOWN_ORGANISATIONS`. */
export const DIRT: readonly Dirt[] = [
  ...flaggedRows,
  ...refusedRows,
  ...rowsAgain,
  ...peopleAgain,
  ...otherSpellings,
];
