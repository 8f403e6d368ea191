import { cohortFacts } from './cohort-facts.projection.js';
import { COUNTS, countsOf as countsOfPlaces } from './counts.js';
import { settled } from './facts-on-a-day.js';
import type { PlaceFactsRow } from './place-facts.entity.js';
import { placeFacts } from './place-facts.projection.js';
import { rates } from './rates.js';

const place = { ...placeFacts.blank('amara'), requestedOn: '2026-03-02' };
const accepted = { ...place, acceptedOn: '2026-04-01' };

const cohort = cohortFacts.blank('autumn cohort');
const countsOf = (rows: readonly PlaceFactsRow[], asAt: string) =>
  rates(
    [cohort],
    rows.map((row, index) => settled({ ...row, placeId: `place ${index}`, cohortId: cohort.cohortId })),
    asAt,
  )[0]!;

describe('the counts of places', () => {
  it('are all named', () => expect(Object.keys(countsOfPlaces([])).sort()).toEqual([...COUNTS].sort()));

  it('never include an award before its place had started', () => {
    const awardedOn = '2026-09-07';
    const rows = ['2026-09-05', '2026-09-09'].map((startRecordedOn) => ({
      ...accepted,
      startRecordedOn,
      awardedOn,
    }));
    expect(
      ['2026-09-06', '2026-09-08', '2026-09-09'].map((asAt) => {
        const { completed, started } = countsOf(rows, asAt);
        return [completed, started];
      }),
    ).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
    ]);
  });

  it('take nobody for waiting who had accepted, though the offer is dated later', () => {
    const row = { ...accepted, waitlistedOn: '2026-03-02', offeredOn: '2026-04-10' };
    expect(['2026-03-31', '2026-04-01'].map((asAt) => countsOf([row], asAt))).toMatchObject([
      { waiting: 1, accepted: 0, enrolled: 0 },
      { waiting: 0, accepted: 1, enrolled: 1 },
    ]);
  });
});
