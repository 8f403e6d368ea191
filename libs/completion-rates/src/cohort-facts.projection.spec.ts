import { cohortCancelled, cohortPlanned, type CohortSetup } from '#cohorts/events';
import { derivedId } from '#kernel';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { cohortFacts } from './cohort-facts.projection.js';
import { settled } from './facts-on-a-day.js';
import { blankFacts, type PlaceFactsRow } from './place-facts.entity.js';
import { thereOn } from './rates.js';

const cohortId = derivedId('autumn cohort');
const setup = {
  programmeId: derivedId('leading to deliver'),
  number: 1,
  name: 'First cohort',
  startsOn: '2026-09-14',
  endsOn: '2027-06-30',
} as CohortSetup;
const planned = cohortPlanned({ cohortId, ...setup }, '2026-01-01');
const cancelled = cohortCancelled({ cohortId, reason: 'Too few', placesOpened: false }, '2026-08-01');
const row = rowsOf(cohortFacts, recorded([planned, cancelled])).get(cohortId)!;

describe('a cohort as rates name it', () => {
  it('holds as at a day what is dated by then, and the name it had first before it was planned', () => {
    const asAt = (day: string) => {
      const then = cohortFacts.asAt(row, day)!;
      return [then.name, then.cancelledOn, then.facts.map(({ type }) => type)];
    };
    expect(asAt('2026-08-01')).toEqual(['First cohort', '2026-08-01', ['CohortPlanned', 'CohortCancelled']]);
    expect(asAt('2026-07-31')).toEqual(['First cohort', null, ['CohortPlanned']]);
    expect(asAt('2025-12-31')).toEqual(['First cohort', null, []]);
    const before = cohortFacts.asAt(row, '2025-12-31')!;
    expect(cohortFacts.asAt(before, '2025-12-31')).toEqual(before);
  });

  it('is there from the day it was planned, or from the first day of a place where that was earlier', () => {
    const place = settled({ ...blankFacts('amara'), cohortId, requestedOn: '2025-11-03' });
    const elsewhere = settled({ ...blankFacts('bo'), cohortId: 'spring cohort', requestedOn: '2025-01-06' });
    const there = (day: string, ...places: readonly PlaceFactsRow[]) =>
      thereOn([cohortFacts.asAt(row, day)!], places, day).map(({ name }) => name);
    expect(there('2026-01-01')).toEqual(['First cohort']);
    expect(there('2025-12-31')).toEqual([]);
    expect(there('2025-11-03', place, elsewhere)).toEqual(['First cohort']);
    expect(there('2025-11-02', place, elsewhere)).toEqual([]);
  });
});
