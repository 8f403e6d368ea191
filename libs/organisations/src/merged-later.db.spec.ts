import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import { organisationRegistered, organisationsMerged } from './events.js';
import {
  FindDuplicateOrganisations,
  FindDuplicateOrganisationsHandler,
} from './organisation-duplicates.query.js';
import { organisationIdOf } from './organisation-id.js';
import { organisationRegister } from './organisation-register.projection.js';
import {
  FindLookAlikes,
  FindLookAlikesHandler,
  GetOrganisation,
  GetOrganisationHandler,
  ListOrganisations,
  ListOrganisationsHandler,
} from './organisation-register.queries.js';

const [old, older, kept] = ['Sure Leaf 1', 'Sure Leaf 2', 'Sure Leaf 3'].map((name) =>
  organisationIdOf(name),
) as [string, string, string];
const registered = (organisationId: string, on: string) =>
  organisationRegistered({ organisationId, name: 'Sure Leaf', sector: 'private' }, on);
const merged = (mergedId: string) =>
  organisationsMerged({ keptId: kept, mergedId, ids: [mergedId], reason: 'Same charity' });

describe('organisations merged into one that was registered after them', () => {
  let filled: FilledReadModels;
  const one = (organisationId: string, asAt: string) =>
    new GetOrganisationHandler(filled.readModels).execute(new GetOrganisation(organisationId, { asAt }));
  const list = async (asAt: string) =>
    (await new ListOrganisationsHandler(filled.readModels).execute(new ListOrganisations({ asAt }))).items
      .map(({ organisationId }) => organisationId)
      .toSorted();
  const alike = async (asAt: string) =>
    (
      await new FindLookAlikesHandler(filled.readModels).execute(
        new FindLookAlikes({ name: 'Sure Leaf', asAt }),
      )
    ).items
      .map(({ organisationId }) => organisationId)
      .toSorted();
  const proposed = async (asAt: string) =>
    (
      await new FindDuplicateOrganisationsHandler(filled.readModels).execute(
        new FindDuplicateOrganisations({ asAt }),
      )
    ).items;

  beforeAll(async () => {
    filled = await filledReadModels(
      [organisationRegister],
      recorded([
        registered(old, '2005-01-01'),
        registered(older, '2004-01-01'),
        registered(kept, '2010-01-01'),
        merged(old),
        merged(older),
      ]),
    );
  });
  afterAll(() => filled.drop());

  it('answer for themselves on a day before it was', async () => {
    expect(await one(old, '2006-01-01')).toMatchObject({ organisationId: old, mergedInto: null, merged: [] });
    expect(await list('2006-01-01')).toEqual([old, older].toSorted());
    expect(await list('2004-06-01')).toEqual([older]);
    expect(await alike('2006-01-01')).toEqual([old, older].toSorted());
    await expect(one(kept, '2006-01-01')).rejects.toThrow('There is no organisation with this id.');
  });

  it('answer as it from its first day on', async () => {
    expect(await one(old, '2010-01-01')).toMatchObject({ organisationId: kept, mergedInto: kept });
    expect(await list('2010-01-01')).toEqual([kept]);
    expect(await alike('2010-01-01')).toEqual([kept]);
  });

  it('are proposed as duplicates on no day', async () => {
    expect(await proposed('2006-01-01')).toEqual([]);
    expect(await proposed('2010-01-01')).toEqual([]);
  });
});
