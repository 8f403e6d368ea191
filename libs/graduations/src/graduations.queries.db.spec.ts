import { BadRequestException, NotFoundException } from '@nestjs/common';
import type { QueryBus } from '@nestjs/cqrs';
import { type AllIdsOf, cursorOf } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { awardCorrected, awardGranted, type Classification } from './events.js';
import { graduationList } from './graduations.projection.js';
import {
  GetGraduation,
  GetGraduationHandler,
  type GraduationFilters,
  ListGraduations,
  ListGraduationsHandler,
} from './graduations.queries.js';

const idOf = (digit: number) => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const award = (digit: number) => ({
  placeId: idOf(digit),
  cohortId: idOf(digit === 3 ? 9 : 8),
  personId: idOf(digit + 3),
  awardId: idOf(7),
});
const granting = (digit: number, classification?: Classification) =>
  awardGranted({ ...award(digit), minute: 'Item 4', ...(classification ? { classification } : {}) });
const facts = [
  granting(1, 'merit'),
  granting(2),
  granting(3, 'merit'),
  awardCorrected({
    ...award(2),
    granted: false,
    reason: 'misconduct',
    minute: 'Item 1',
    corrects: recorded([granting(1), granting(2)])[1]!.id,
  }),
];

/** Person 0 was merged into the one of the third place. */
const queries = {
  execute: async ({ id }: AllIdsOf) => (id === idOf(0) ? [idOf(6), id] : [id]),
} as unknown as QueryBus;

describe('asking for awards', () => {
  let filled: FilledReadModels;
  let list: ListGraduationsHandler;
  let one: GetGraduationHandler;

  beforeAll(async () => {
    filled = await filledReadModels([graduationList], recorded(facts));
    list = new ListGraduationsHandler(filled.readModels, queries);
    one = new GetGraduationHandler(filled.readModels);
  });
  afterAll(() => filled.drop());

  it.each<[GraduationFilters, number[]]>([
    [{}, [1, 2, 3]],
    [{ cohortId: idOf(8) }, [1, 2]],
    [{ personId: idOf(6) }, [3]],
    [{ personId: idOf(0) }, [3]],
    [{ awardId: idOf(7), granted: 'false' }, [2]],
    [{ granted: 'true' }, [1, 3]],
    [{ classification: 'merit', cohortId: idOf(9) }, [3]],
    [{ classification: 'distinction' }, []],
  ])('lists those asked for: %j', async (filters, digits) => {
    const { items, position } = await list.execute(new ListGraduations(filters));
    expect(items.map(({ placeId }) => placeId)).toEqual(digits.map(idOf));
    expect(position).toBe('4');
  });

  it('pages through all of them', async () => {
    const first = await list.execute(new ListGraduations({ limit: 2 }));
    const second = await list.execute(new ListGraduations({ limit: 2, cursor: first.next! }));
    expect(second.items.map(({ placeId }) => placeId)).toEqual([idOf(3)]);
    expect(second).not.toHaveProperty('next');
  });

  it('refuses a cursor made by hand', async () =>
    expect(list.execute(new ListGraduations({ cursor: cursorOf('me') }))).rejects.toBeInstanceOf(
      BadRequestException,
    ));

  it('answers one as it was folded, and nothing under an unknown id', async () => {
    expect(await one.execute(new GetGraduation(idOf(2)))).toEqual({
      ...rowsOf(graduationList, recorded(facts)).get(idOf(2)),
      position: '4',
    });
    await expect(one.execute(new GetGraduation(idOf(6)))).rejects.toBeInstanceOf(NotFoundException);
    await expect(one.execute(new GetGraduation('me'))).rejects.toBeInstanceOf(NotFoundException);
  });
});
