import type { QueryBus } from '@nestjs/cqrs';
import { derivedId } from '#kernel';
import { filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { FindDuplicatePeople, FindDuplicatePeopleHandler } from './duplicates.query.js';
import { peopleMerged, personRegistered } from './events.js';
import { personDirectory } from './person-directory.projection.js';

const idOf = (name: string, nth: number) => derivedId('person', name, nth);
const NAMES = ['Amara Bell', 'Bo Reid', 'Chidi Wren', 'Dorcas Muir'];
const registered = NAMES.flatMap((name) =>
  [1, 2].map((nth) =>
    personRegistered({ personId: idOf(name, nth), name, email: `${name.split(' ')[0]}@example.org` }),
  ),
);
const merged = (name: string) =>
  peopleMerged({ keptId: idOf(name, 1), mergedId: idOf(name, 2), ids: [idOf(name, 2)], reason: 'One' });

const noneMerged = { execute: async () => new Map() } as unknown as QueryBus;

const askedOf = async (facts: Parameters<typeof recorded>[0], asked: FindDuplicatePeople['asked']) => {
  const filled = await filledReadModels([personDirectory], recorded(facts));
  try {
    const { items, next } = await new FindDuplicatePeopleHandler(filled.readModels, noneMerged).execute(
      new FindDuplicatePeople(asked),
    );
    return { names: items.map(({ people }) => people[0]!.name!), next };
  } finally {
    await filled.drop();
  }
};

describe('pairs of records of people, read page by page while they are decided on', () => {
  it('are all shown, though the last one of a page was merged before the next was asked for', async () => {
    const { names: whole } = await askedOf(registered, {});
    expect(whole.toSorted()).toEqual(NAMES.toSorted());
    const { names: first, next } = await askedOf(registered, { limit: 2 });
    expect(first).toEqual(whole.slice(0, 2));

    const rest = async (...gone: string[]) =>
      (await askedOf([...registered, ...gone.map(merged)], { cursor: next })).names;
    expect(await rest()).toEqual(whole.slice(2));
    expect(await rest(whole[1]!)).toEqual(whole.slice(2));
    expect(await rest(whole[0]!, whole[1]!, whole[2]!)).toEqual(whole.slice(3));
    expect(await rest(...whole)).toEqual([]);
  });
});
