import { commandOf, derivedId, isRefusal } from '#kernel';
import { RecordPastProgramme } from '#programmes';
import type { HistoryTarget } from './history-target.js';
import { type KnownCohort, type KnownProgramme, PastCohorts } from './past-cohorts.js';
import type { PastRow } from './past-row.js';

const programme: KnownProgramme = {
  programmeId: derivedId('leading'),
  name: 'Leading since',
  awardId: derivedId('award'),
  formerly: ['Leading to Deliver', 'Leading since'],
};
const cohort = (key: string, more: Partial<KnownCohort> = {}): KnownCohort => ({
  cohortId: derivedId('cohort', key),
  programmeId: programme.programmeId,
  number: 0,
  name: key,
  startsOn: '2005-09-05',
  endsOn: '2006-06-30',
  capacity: 20,
  isOver: true,
  ...more,
});

/** The id of the cohort that a row names, or the refusal's code; 'new' for one that nobody knows. */
const foundAmong = (
  cohorts: readonly KnownCohort[],
  name: string,
  ofProgramme = 'Leading to Deliver',
  programmes = [programme],
): string => {
  const target = { send: async () => undefined } satisfies Pick<HistoryTarget, 'send'>;
  const known = new PastCohorts(programmes, cohorts, target);
  const row = { programme: ofProgramme, cohort: name } as PastRow;
  const found = known.of(
    { ...row, startsOn: '2005-09-05', endsOn: '2006-06-30', capacity: 20 },
    '2005-05-01',
  );
  if (isRefusal(found)) return found.refused;

  if (found.unclear) return found.unclear.refused;

  return cohorts.find(({ cohortId }) => cohortId === found.cohort.cohortId)?.name ?? 'new';
};

describe('the cohort a row of history names', () => {
  const autumn = cohort('Autumn 2005', { number: 4, formerly: ['Cohort three', '3', 'Autumn 2005', '4'] });

  it('is found by every name and number it ever had, and its programme too', () => {
    for (const name of ['autumn 2005', '4', 'cohort  three', '3', autumn.cohortId])
      expect(foundAmong([autumn], name)).toBe('Autumn 2005');
    expect(foundAmong([autumn], '3', 'Leading since')).toBe('Autumn 2005');
    expect(foundAmong([autumn], '5')).toBe('new');
    expect(foundAmong([autumn], '3', 'Leading others')).toBe('new');
  });

  it('is the one that has the name today before one that had it once', () =>
    expect(foundAmong([autumn, cohort('Cohort three')], 'Cohort three')).toBe('Cohort three'));

  it('is asked for where two had the name once, or two programmes', () => {
    const other = cohort('Winter 2005', { formerly: ['Cohort Three'] });
    expect(foundAmong([autumn, other], 'Cohort three')).toBe('cohort-named-twice');
    expect(foundAmong([autumn, other], '3')).toBe('Autumn 2005');
    const twin = { ...programme, programmeId: derivedId('twin') };
    expect(foundAmong([autumn], '3', 'Leading to Deliver', [programme, twin])).toBe('programme-named-twice');
  });
});

describe('a cohort nobody knew, of a programme of today', () => {
  it('is recorded of the version that ran then, once the programme has it', async () => {
    const sent: object[] = [];
    const target = {
      send: async (command: object) => {
        sent.push(command);
        return undefined;
      },
    } satisfies Pick<HistoryTarget, 'send'>;
    const cohorts = new PastCohorts([programme], [], target);
    const days = { startsOn: '2005-09-05', endsOn: '2006-06-30', capacity: 20 };
    const named = { programme: 'Leading since', cohort: '3', ...days } as PastRow;
    const meant = cohorts.of(named, '2005-05-01');
    if (isRefusal(meant)) throw new Error(meant.message);

    expect(await cohorts.ready(meant.cohort, '2005-05-01')).toBeUndefined();
    const { programmeId, awardId } = programme;
    const version = { programmeId, awardId, versionId: derivedId('version of history', programmeId) };
    expect(sent).toEqual([
      commandOf(RecordPastProgramme, { ...version, name: 'Leading since', versionLabel: 'as it ran' }),
      expect.objectContaining({ ...version, number: 3, ...days, knownFrom: '2005-05-01' }),
    ]);
  });
});
