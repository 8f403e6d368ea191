import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded } from '../../../test/support/folded.js';
import {
  billingDetailsStated,
  councilAreasRecorded,
  organisationIdentified,
  organisationRegistered,
  organisationsMerged,
  sizeFigureRecorded,
} from './events.js';
import { organisationIdOf } from './organisation-id.js';
import { organisationRegister } from './organisation-register.projection.js';
import {
  GetOrganisation,
  GetOrganisationHandler,
  ListOrganisations,
  ListOrganisationsHandler,
  type OrganisationFilters,
} from './organisation-register.queries.js';

const [kept, merged, other] = ['Glenmore Care', 'Lochside Trust', 'Sure Leaf'].map((name) =>
  organisationIdOf(name),
) as [string, string, string];
const registered = (organisationId: string, name: string) =>
  organisationRegistered({ organisationId, name, sector: 'private' }, '2026-01-01');
const staff = (organisationId: string, staffWte: number, on: string) =>
  sizeFigureRecorded({ organisationId, staffWte, source: 'annual return' }, on);
const works = (organisationId: string, area: string, on: string) =>
  councilAreasRecorded({ organisationId, councilAreas: [area] }, on);
const billing = { address: '1 High Street, Stirling', purchaseOrderRequired: false, termsDays: 30 };

describe('what was recorded of an organisation that was merged', () => {
  let filled: FilledReadModels;
  const one = (asAt?: string) =>
    new GetOrganisationHandler(filled.readModels).execute(
      new GetOrganisation(kept, asAt === undefined ? {} : { asAt }),
    );
  const list = async (filters: OrganisationFilters) =>
    (await new ListOrganisationsHandler(filled.readModels).execute(new ListOrganisations(filters))).items;
  const ids = async (filters: OrganisationFilters) =>
    (await list(filters)).map(({ organisationId }) => organisationId);

  beforeAll(async () => {
    filled = await filledReadModels(
      [organisationRegister],
      recorded([
        registered(kept, 'Glenmore Care'),
        registered(merged, 'Lochside Trust'),
        registered(other, 'Sure Leaf'),
        organisationIdentified({ organisationId: merged, scheme: 'charity', identifier: 'SC012345' }),
        organisationIdentified({ organisationId: merged, scheme: 'company', identifier: 'SC111111' }),
        organisationIdentified({ organisationId: kept, scheme: 'company', identifier: 'SC222222' }),
        billingDetailsStated({ organisationId: merged, ...billing }),
        staff(merged, 120, '2026-02-01'),
        works(merged, 'Fife', '2026-02-01'),
        works(kept, 'Moray', '2026-02-01'),
        staff(kept, 9, '2026-06-01'),
        staff(merged, 300, '2026-08-01'),
        organisationsMerged({ keptId: kept, mergedId: merged, ids: [merged], reason: 'Same charity' }),
      ]),
    );
  });
  afterAll(() => filled.drop());

  it('is found by its name', async () => {
    expect(await ids({ name: 'lochside' })).toEqual([kept]);
    expect(await ids({ name: 'glenmore' })).toEqual([kept]);
    expect(await ids({ name: 'lochside', asAt: '2026-03-01' })).toEqual([kept]);
  });

  it('fills what the one kept does not say, and counts by its day', async () => {
    expect(await one()).toMatchObject({
      name: 'Glenmore Care',
      identifiers: { charity: 'SC012345', company: 'SC222222' },
      billing,
      staffWte: 300,
      sizes: [{ staffWte: 120 }, { staffWte: 9 }, { staffWte: 300 }],
      worksIn: ['Moray'],
    });
    expect(await one('2026-07-01')).toMatchObject({ staffWte: 9, sizeBand: 'under_10' });
    expect(await one('2026-03-01')).toMatchObject({ staffWte: 120, sizeBand: '50_249' });
  });

  it('lists it so, and by it', async () => {
    expect((await list({ name: 'Glenmore' }))[0]).toMatchObject({ staffWte: 300, worksIn: ['Moray'] });
    expect(await ids({ sizeBand: '250_and_more' })).toEqual([kept]);
    expect(await ids({ sizeBand: '50_249', asAt: '2026-03-01' })).toEqual([kept]);
    expect(await ids({ sizeBand: 'under_10', asAt: '2026-07-01' })).toEqual([kept]);
    expect(await ids({ sizeBand: 'unknown' })).toEqual([other]);
    expect(await ids({ councilArea: 'Moray' })).toEqual([kept]);
    expect(await ids({ councilArea: 'Fife' })).toEqual([]);
  });
});
