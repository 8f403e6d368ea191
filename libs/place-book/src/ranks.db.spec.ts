import { type BusinessDate, derivedId } from '#kernel';
import { carriedRequestNoted, placeRequested, placeWaitlisted, priorityGiven } from '#places/events';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { placeBookContext } from './index.js';
import type { PlaceRow } from './place-book.entity.js';
import { placeBook } from './place-book.projection.js';
import { ranked } from './ranks.js';

const cohortId = derivedId('autumn cohort');
const council = derivedId('a council');
const awardId = derivedId('certificate');
const idOf = (turn: number) => derivedId('place', turn);
const WAITING = 40;

const waits = (turn: number) => {
  const place = { cohortId, placeId: idOf(turn) };
  return [
    placeRequested({ ...place, programmeId: awardId, awardId, sponsorId: council }),
    placeWaitlisted({ ...place, turn, ahead: turn - 1, held: 2, capacity: 2 }),
  ];
};
const facts = [
  carriedRequestNoted({
    cohortId,
    placeId: idOf(0),
    sponsorId: council,
    order: 1,
    carriedFrom: { cohortId: awardId, placeId: council },
  }),
  ...Array.from({ length: WAITING }, (_, index) => waits(index + 1)).flat(),
  priorityGiven({ cohortId, placeId: idOf(9), reason: 'An island.', allowedBy: council, turn: 99 }),
];

describe('the ranks of those who wait', () => {
  let filled: FilledReadModels;
  let read = 0;
  beforeAll(async () => (filled = await filledReadModels(placeBookContext.projections!, recorded(facts))));
  afterAll(() => filled.drop());

  const ranksOf = async (turns: readonly number[], undrawnUntil: BusinessDate | null = null) => {
    const places: PlaceRow[] = [];
    for (const turn of turns)
      places.push(
        await filled.readModels
          .from(placeBook)
          .where('row.placeId = :id', { id: idOf(turn) })
          .getOneOrFail(),
      );
    read = 0;
    const counting: typeof filled.readModels.from = (projection) => {
      const rows = filled.readModels.from(projection);
      const all = rows.getRawMany.bind(rows);
      rows.getRawMany = async <T>() => {
        const found = await all<T>();
        read += found.length;
        return found;
      };
      return rows;
    };
    return (await ranked({ from: counting }, { cohortId, undrawnUntil }, places)).map(({ rank }) => rank);
  };

  it('go by class, then by turn; whoever has no turn has none', async () =>
    expect(await ranksOf([1, 0, 9, 10, WAITING])).toEqual([2, undefined, 1, 10, WAITING]));

  it('are none before the draw of a window', async () => {
    expect(await ranksOf([1, 0, 9], '2026-09-10')).toEqual([null, undefined, null]);
    expect(read).toBe(0);
  });

  it('are told of one place without reading the line', async () => {
    expect(await ranksOf([WAITING - 1])).toEqual([WAITING - 1]);
    expect(read).toBeLessThan(2);
    expect(await ranksOf([20, 22])).toEqual([20, 22]);
    expect(read).toBeLessThan(4);
  });
});
