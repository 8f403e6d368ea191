import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { nextAfter, secondNextAfter, successorsOf } from './succession.js';
import { NoteCohort, succession } from './succession.decider.js';
import {
  cohortJoinedSuccession,
  cohortLeftSuccession,
  cohortMovedInSuccession,
  type LaterSecondNext,
} from './succession.events.js';

const given = specification(succession);
const programmeId = derivedId('leading to deliver');
const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map((name) =>
  derivedId(name, 'cohort'),
) as [string, string, string, string];
const datesOf = (year: number) => ({ startsOn: `${year}-09-14`, endsOn: `${year + 1}-06-30` });
const note = (cohortId: string, dates: { startsOn: string; endsOn: string }, cancelled = false) =>
  commandOf(NoteCohort, { programmeId, cohortId, ...dates, cancelled });
const joined = (cohortId: string, year: number, later: readonly LaterSecondNext[] = []) =>
  cohortJoinedSuccession({ programmeId, cohortId, ...datesOf(year), later });
const left = (cohortId: string, later: readonly LaterSecondNext[] = []) =>
  cohortLeftSuccession({ programmeId, cohortId, later });
const three = [joined(first, 2026), joined(second, 2027), joined(third, 2028)];

describe('the cohorts of a programme', () => {
  it('follow one another in the order of their starts, however they were planned', () => {
    const { state } = given(joined(third, 2028), joined(first, 2026), joined(second, 2027));
    expect(successorsOf(state, first).map(({ cohortId }) => cohortId)).toEqual([second, third]);
    expect(nextAfter(state, first)?.cohortId).toBe(second);
    expect(secondNextAfter(state, first)).toMatchObject({ cohortId: third, endsOn: '2029-06-30' });
    expect(nextAfter(state, third)).toBeUndefined();
    expect(nextAfter(state, fourth)).toBeUndefined();
  });

  it('that start on the same day follow neither each other, nor by chance', () => {
    const twins = [joined(first, 2026), joined(third, 2027), joined(second, 2027)];
    const { state } = given(...twins);
    const { state: reversed } = given(...twins.toReversed());
    expect(nextAfter(state, second)).toBeUndefined();
    expect(successorsOf(state, first)).toEqual(successorsOf(reversed, first));
    expect(successorsOf(state, first)).toHaveLength(2);
  });

  it('are noted once, and again when their dates move', () => {
    given()
      .when(note(first, datesOf(2026)))
      .then(joined(first, 2026));
    given(joined(first, 2026))
      .when(note(first, datesOf(2026)))
      .thenNothing();
    given(joined(first, 2026))
      .when(note(first, { ...datesOf(2026), endsOn: '2027-07-31' }))
      .then(
        cohortMovedInSuccession({
          programmeId,
          cohortId: first,
          ...datesOf(2026),
          endsOn: '2027-07-31',
          from: datesOf(2026),
          later: [],
        }),
      );
  });

  it('that are cancelled are passed over, while their own successors stay', () => {
    given(...three)
      .when(note(second, datesOf(2027), true))
      .then(left(second));
    given(...three, left(second))
      .when(note(second, datesOf(2027), true))
      .thenNothing();
    given()
      .when(note(second, datesOf(2027), true))
      .then(joined(second, 2027), left(second));
    const { state } = given(...three, left(second));
    expect(nextAfter(state, first)?.cohortId).toBe(third);
    expect(nextAfter(state, second)?.cohortId).toBe(third);
  });
});

describe('a cohort whose cancellation was an error', () => {
  it('is among the others again', () =>
    given(...three, left(second))
      .when(note(second, datesOf(2027)))
      .then(joined(second, 2027, [{ cohortId: first, secondNextEndsOn: '2029-06-30' }])));
});

describe('the second next cohort', () => {
  const ends = (cohortId: string, secondNextEndsOn: string) => ({ cohortId, secondNextEndsOn });

  it('is told to whom it newly is one', () =>
    given(joined(first, 2026), joined(second, 2027))
      .when(note(third, datesOf(2028)))
      .then(joined(third, 2028, [ends(first, '2029-06-30')])));

  it('ends later when it is postponed, or another one comes before it', () => {
    given(...three)
      .when(note(third, { startsOn: '2028-11-01', endsOn: '2029-09-30' }))
      .then(
        cohortMovedInSuccession({
          programmeId,
          cohortId: third,
          startsOn: '2028-11-01',
          endsOn: '2029-09-30',
          from: datesOf(2028),
          later: [ends(first, '2029-09-30')],
        }),
      );
    given(...three, joined(fourth, 2029))
      .when(note(third, datesOf(2028), true))
      .then(left(third, [ends(first, '2030-06-30')]));
  });

  it('is told to nobody when it ends earlier', () =>
    given(...three)
      .when(note(third, { startsOn: '2028-09-14', endsOn: '2029-05-31' }))
      .then(
        cohortMovedInSuccession({
          programmeId,
          cohortId: third,
          startsOn: '2028-09-14',
          endsOn: '2029-05-31',
          from: datesOf(2028),
          later: [],
        }),
      ));
});
