import { derivedId } from '#kernel';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { cohortId, planned } from './autumn-cohort.example.js';
import { type CohortEvent, interestCountedTogether, interestExpressed, interestWithdrawn } from './events.js';
import { expressionsOfInterest, interestKey } from './interest.projection.js';
import { interestAgainst } from './interest.queries.js';

const forth = derivedId('Forth Valley Care');
const tay = derivedId('Tay Homes');
const spring = derivedId('spring cohort');
const rows = (...facts: readonly CohortEvent[]) => rowsOf(expressionsOfInterest, recorded(facts));
const four = interestExpressed({ cohortId, sponsorId: forth, places: 4, level: 'middle' }, '2026-03-02');
const six = interestExpressed({ cohortId, sponsorId: forth, places: 6 }, '2026-04-01');
const none = interestWithdrawn({ cohortId, sponsorId: forth }, '2026-05-04');

describe('expressions of interest', () => {
  it('are kept by cohort and sponsor, with all that was said before', () =>
    expect(
      rows(
        planned,
        four,
        interestExpressed({ cohortId, sponsorId: tay, places: 2 }),
        interestExpressed({ cohortId: spring, sponsorId: forth, places: 1 }),
        six,
      ),
    ).toMatchObject(
      new Map([
        [
          interestKey(cohortId, forth),
          {
            cohortId,
            sponsorId: forth,
            places: 6,
            level: null,
            statedOn: '2026-04-01',
            statements: [
              { on: '2026-03-02', value: { places: 4, level: 'middle' } },
              { on: '2026-04-01', value: { places: 6 } },
            ],
          },
        ],
        [interestKey(cohortId, tay), { places: 2 }],
        [interestKey(spring, forth), { places: 1 }],
      ]),
    ));

  it.each([
    ['recorded in order', [four, six, none]],
    ['recorded late', [none, four, six]],
    ['recorded backwards', [none, six, four]],
  ])('are as at a day what was said by then: %s', (_, facts) => {
    const row = rows(...facts).get(interestKey(cohortId, forth))!;
    const asAt = (day: string) => expressionsOfInterest.asAt(row, day);
    expect(asAt('2026-03-01')).toBeNull();
    expect(asAt('2026-03-31')).toMatchObject({ places: 4, level: 'middle', statedOn: '2026-03-02' });
    expect(asAt('2026-04-01')).toMatchObject({ places: 6, level: null });
    expect(asAt('2026-05-04')).toEqual(row);
    expect(row).toMatchObject({ places: 0, level: null, statedOn: '2026-05-04' });
  });
});

describe('interest against the capacity', () => {
  const said = [...rows(four, interestExpressed({ cohortId, sponsorId: tay, places: 2 })).values()];

  it('is summed over sponsors and by level', () =>
    expect(interestAgainst(10, said)).toMatchObject({
      capacity: 10,
      places: 6,
      left: 4,
      levels: [
        { level: 'middle', places: 4 },
        { level: null, places: 2 },
      ],
    }));
  it('may be more than there is', () =>
    expect(interestAgainst(5, said)).toMatchObject({ places: 6, left: 0 }));
});

describe('interest of a sponsor with two records', () => {
  const merged = interestCountedTogether({ cohortId, sponsorId: tay, sponsorIds: [tay, forth] });
  const parted = interestCountedTogether({
    cohortId,
    sponsorId: tay,
    sponsorIds: [tay],
    apart: [forth],
  });
  const five = interestExpressed({ cohortId, sponsorId: tay, places: 5 }, '2026-03-20');
  const against = (...facts: readonly CohortEvent[]) => interestAgainst(10, [...rows(...facts).values()]);

  it('answers for the one kept, also where that said nothing itself', () =>
    expect(against(four, merged)).toEqual({
      capacity: 10,
      places: 4,
      left: 6,
      sponsors: [{ sponsorId: tay, places: 4, level: 'middle', statedOn: '2026-03-02' }],
      levels: [{ level: 'middle', places: 4 }],
    }));
  it.each([
    ['stated before', [four, five, merged]],
    ['stated by the other later', [merged, five, four]],
  ])('is what it said last, once: %s', (_, facts) =>
    expect(against(...facts)).toMatchObject({ places: 5, sponsors: [{ sponsorId: tay, places: 5 }] }),
  );
  it('is none where the last of them took it back', () => {
    const takenBack = interestWithdrawn({ cohortId, sponsorId: tay }, '2026-03-02');
    expect(against(four, merged, takenBack)).toMatchObject({ places: 0, sponsors: [], levels: [] });
  });
  it('parts again', () =>
    expect(against(four, five, merged, parted)).toMatchObject({
      places: 9,
      sponsors: [
        { sponsorId: tay, places: 5 },
        { sponsorId: forth, places: 4 },
      ],
    }));
});
