import { NotFoundException } from '@nestjs/common';
import type { KeptFact } from '#kernel';
import { DataSource } from 'typeorm';
import { ListQuery, type ReadModels } from '#platform';
import { type TestDatabase, testDatabase } from '../../platform/src/embedded/test-database.js';
import { nameKeysOf } from './name-key.js';
import { organisationIdOf } from './organisation-id.js';
import { FindDuplicateOrganisationsHandler } from './organisation-duplicates.query.js';
import { GetOrganisationFactsHandler } from './organisation-facts.query.js';
import { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import {
  FindLookAlikesHandler,
  GetOrganisationHandler,
  ListOrganisationsHandler,
  type LookAlikesQuery,
  type OrganisationFilters,
} from './organisation-register.queries.js';

const at = (on: string) => ({ on, recordedAt: '2026-09-01T08:00:00.000Z' });
const row = (name: string, fields: Partial<OrganisationRow> = {}): OrganisationRow => {
  const { legal, trading = null } = nameKeysOf(name);
  const organisationId = organisationIdOf(name);
  return {
    ...organisationRegister.blank(organisationId),
    name,
    registeredOn: '2026-01-01',
    nameKey: legal,
    tradingKey: trading,
    revision: 0,
    ...fields,
  };
};
const wte = (staffWte: number, on = '2026-01-01') => ({ ...at(on), staffWte, source: 'annual return' });

const unitId = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const fact = (id: string, name: string, recordedAt: string): KeptFact => ({
  id,
  type: 'OrganisationRenamed',
  version: 1,
  data: { name },
  on: '2026-01-01',
  struck: false,
  recordedAt,
  corrections: [],
});

const rows = [
  row('The Highland Council', {
    facts: [
      fact('a', 'Highland', '2026-02-01T08:00:00.000Z'),
      fact('b', 'The Highland Council', '2026-02-03T08:00:00.000Z'),
    ],
    sectors: [{ ...at('2026-01-01'), sector: 'local_authority' }],
    councilAreas: [{ ...at('2026-01-01'), councilAreas: ['Highland'] }],
    sizes: [wte(2500)],
  }),
  row("Bo's 50% Club_A", {
    sectors: [
      { ...at('2026-01-01'), sector: 'voluntary' },
      { ...at('2026-09-01'), sector: 'private' },
      { ...at('2026-09-02'), sector: 'health' },
    ],
    councilAreas: [
      { ...at('2026-01-01'), councilAreas: ['Fife'] },
      { ...at('2026-08-01'), councilAreas: ['Moray', 'Fife'] },
      { ...at('2027-01-01'), councilAreas: ['Highland'] },
    ],
    sizes: [
      wte(12),
      { ...at('2026-02-01'), income: 5, source: 'accounts' },
      wte(49.5, '2026-03-01'),
      wte(900, '2027-01-01'),
    ],
  }),
  row('Òran Mór trading as Sure Leaf', {
    sectors: [
      { ...at('2026-10-01'), sector: 'private' },
      { ...at('2026-10-01'), sector: 'voluntary' },
      { ...at('2026-11-01'), sector: 'health' },
    ],
    sizes: [wte(9.99)],
    closedOn: '2026-08-31',
  }),
  row('Sure Leaf Ltd', { sectors: [{ ...at('2026-01-01'), sector: 'private' }], closedOn: '2026-09-01' }),
];
/** Merged into the first. */
const merged = row('Highland Council', {
  mergedInto: organisationIdOf('The Highland Council'),
  sectors: [{ ...at('2026-01-01'), sector: 'health' }],
  units: [{ unitId, name: 'Adults' }],
  facts: [fact('m', 'Highland Council', '2026-02-02T08:00:00.000Z')],
});

describe('asking the register of organisations', () => {
  let database: TestDatabase;
  let source: DataSource;
  let list: (filters: OrganisationFilters) => ReturnType<ListOrganisationsHandler['execute']>;
  let alike: FindLookAlikesHandler;
  let duplicates: FindDuplicateOrganisationsHandler;
  let facts: GetOrganisationFactsHandler;
  let one: GetOrganisationHandler;

  beforeAll(async () => {
    database = await testDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [OrganisationRow],
      synchronize: true,
    });
    await source.initialize();
    await source.getRepository(OrganisationRow).insert([...rows, merged]);
    const readModels = {
      at: async () => ({
        from: () => source.getRepository(OrganisationRow).createQueryBuilder('row'),
        day: '2026-09-01',
        past: false,
        stated: { position: '4' },
      }),
    } as unknown as ReadModels;
    const lists = new ListOrganisationsHandler(readModels);
    list = (filters) => lists.execute({ filters } as never);
    alike = new FindLookAlikesHandler(readModels);
    one = new GetOrganisationHandler(readModels);
    duplicates = new FindDuplicateOrganisationsHandler(readModels);
    facts = new GetOrganisationFactsHandler(readModels);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const names = async (filters: OrganisationFilters) =>
    (await list(filters)).items.map(({ name }) => name).sort();
  const [highland, club, oran, leaf] = rows.map(({ name }) => name) as [string, string, string, string];

  it.each([
    [{}, [highland, club, oran, leaf]],
    [{ name: 'LEAF' }, [oran, leaf]],
    [{ name: 'òRAN' }, [oran]],
    [{ name: '0% c' }, [club]],
    [{ name: '_a' }, [club]],
    [{ name: '%' }, [club]],
    [{ name: "o'x" }, []],
    [{ sector: 'private' }, [club, leaf]],
    [{ sector: 'voluntary' }, [oran]],
    [{ sector: 'health' }, []],
    [{ sizeBand: 'under_10' }, [oran]],
    [{ sizeBand: '10_49' }, [club]],
    [{ sizeBand: '50_249' }, []],
    [{ sizeBand: '250_and_more' }, [highland]],
    [{ sizeBand: 'unknown' }, [leaf]],
    [{ councilArea: 'Fife' }, [club]],
    [{ councilArea: 'Highland' }, [highland]],
    [{ councilArea: 'Fi' }, []],
    [{ closed: 'yes' }, [oran]],
    [{ closed: 'no' }, [highland, club, leaf]],
    [{ closed: 'no', sector: 'private', sizeBand: '10_49', councilArea: 'Moray', name: 'club' }, [club]],
  ] as const)('%j lists %j', async (filters, expected) =>
    expect(await names(filters)).toEqual([...expected].sort()),
  );

  it('answers what the rows come down to on the day', async () =>
    expect((await list({ name: 'club' })).items).toEqual([
      {
        organisationId: organisationIdOf(club),
        name: club,
        sector: 'private',
        sizeBand: '10_49',
        staffWte: 49.5,
        worksIn: ['Moray', 'Fife'],
        closedOn: null,
        revision: 0,
      },
    ]));

  it('answers pages without gaps or repeats, in one order', async () => {
    const whole = await list({});
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.next });
    expect([first.items.length, second.items.length]).toEqual([3, 1]);
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect([whole.next, second.next, whole.position]).toEqual([undefined, undefined, '4']);
    await expect(list({ cursor: 'bm9uc2Vuc2U' })).rejects.toThrow();
  });

  it.each([
    ['Highland Council', undefined, [highland]],
    ['NHS Highland', undefined, []],
    ['Sure Leaf', undefined, [oran, leaf]],
    ['Sure Leaf', organisationIdOf('Sure Leaf Ltd'), [oran]],
    ['Oran Mor Limited', undefined, [oran]],
    ['Somebody t/a Sure Leaf', undefined, [leaf]],
  ])('finds what looks like "%s" except %s, of merged ones the one kept', async (name, except, expected) => {
    const asked = { name, ...(except ? { except } : {}) } satisfies LookAlikesQuery;
    const { items } = await alike.execute({ asked } as never);
    expect(items.map((item) => item.name).sort()).toEqual([...expected].sort());
  });

  it('answers one with everything, and a 404 for any other id', async () => {
    const { facts: _, ...shown } = rows[3]!;
    expect(await one.execute({ organisationId: organisationIdOf(leaf), asked: {} } as never)).toEqual({
      ...shown,
      sector: 'private',
      sizeBand: 'unknown',
      worksIn: [],
      merged: [],
      position: '4',
    });
    for (const organisationId of [organisationIdOf('nobody'), 'x'])
      await expect(one.execute({ organisationId, asked: {} } as never)).rejects.toThrow(NotFoundException);
  });

  it('answers the one kept to the id of a merged one, with what was recorded under both', async () => {
    const kept = await one.execute({ organisationId: organisationIdOf(highland), asked: {} } as never);
    expect(kept).toMatchObject({
      organisationId: organisationIdOf(highland),
      mergedInto: null,
      sector: 'local_authority',
      merged: [{ organisationId: merged.organisationId, name: 'Highland Council' }],
      units: [{ organisationId: merged.organisationId, unitId, name: 'Adults' }],
    });
    expect(await one.execute({ organisationId: merged.organisationId, asked: {} } as never)).toEqual({
      ...kept,
      mergedInto: organisationIdOf(highland),
    });
  });

  it('answers the facts of both in the order they were recorded, a page at a time', async () => {
    const ask = (asked: Partial<ListQuery>) =>
      facts.execute({ organisationId: merged.organisationId, asked } as never);
    const whole = await ask({});
    expect(whole.items.map(({ eventId, versions }) => [eventId, versions.at(-1)?.data])).toEqual([
      ['a', { name: 'Highland' }],
      ['m', { name: 'Highland Council' }],
      ['b', { name: 'The Highland Council' }],
    ]);
    const first = await ask({ limit: 2 });
    const second = await ask({ limit: 2, cursor: first.next! });
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect(second.next).toBeUndefined();
  });

  it('proposes those that are likely one, but no merged ones', async () => {
    const { items, position } = await duplicates.execute({ asked: {} } as never);
    expect(items.map(({ organisations }) => organisations.map(({ name }) => name).sort())).toEqual([
      [leaf, oran],
    ]);
    expect(items[0]?.evidence[0]).toContain('trades under');
    expect(position).toBe('4');
  });
});
