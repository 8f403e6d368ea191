import { filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { organisationRegistered, organisationsMerged } from './events.js';
import {
  FindDuplicateOrganisations,
  FindDuplicateOrganisationsHandler,
} from './organisation-duplicates.query.js';
import { organisationIdOf } from './organisation-id.js';
import { organisationRegister } from './organisation-register.projection.js';

const idOf = (name: string, nth: number) => organisationIdOf(`${name} ${nth}`);
const NAMES = ['Sure Leaf', 'Puffin Point', 'Gannet Rock', 'Tern Bay'];
const registered = NAMES.flatMap((name) =>
  [1, 2].map((nth) => organisationRegistered({ organisationId: idOf(name, nth), name, sector: 'private' })),
);
const merged = (name: string) =>
  organisationsMerged({
    keptId: idOf(name, 1),
    mergedId: idOf(name, 2),
    ids: [idOf(name, 2)],
    reason: 'One',
  });

const askedOf = async (facts: Parameters<typeof recorded>[0], asked: FindDuplicateOrganisations['asked']) => {
  const filled = await filledReadModels([organisationRegister], recorded(facts));
  try {
    const { items, next } = await new FindDuplicateOrganisationsHandler(filled.readModels).execute(
      new FindDuplicateOrganisations(asked),
    );
    return { names: items.map(({ organisations }) => organisations[0]!.name), next };
  } finally {
    await filled.drop();
  }
};

describe('pairs of organisations, read page by page while they are decided on', () => {
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
