import { NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ControlledClock, type ReadModels } from '#platform';
import { type TestDatabase, testDatabase } from '../../platform/src/embedded/test-database.js';
import { nameKeysOf } from './name-key.js';
import { organisationIdOf } from './organisation-id.js';
import { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import {
  FindLikelyDuplicatesHandler,
  GetOrganisationHandler,
  ListOrganisationsHandler,
  type OrganisationFilters,
} from './organisation-register.queries.js';

const at = (on: string) => ({ on, recordedAt: '2026-09-01T08:00:00.000Z' });
const row = (name: string, fields: Partial<OrganisationRow> = {}): OrganisationRow => {
  const { legal, trading = null } = nameKeysOf(name);
  const organisationId = organisationIdOf(name);
  return {
    ...organisationRegister.blank(organisationId),
    name,
    nameKey: legal,
    tradingKey: trading,
    revision: 0,
    ...fields,
  };
};
const wte = (staffWte: number, on = '2026-01-01') => ({ ...at(on), staffWte, source: 'annual return' });

const rows = [
  row('The Highland Council', {
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

describe('asking the register of organisations', () => {
  let database: TestDatabase;
  let source: DataSource;
  let list: (filters: OrganisationFilters) => ReturnType<ListOrganisationsHandler['execute']>;
  let duplicates: FindLikelyDuplicatesHandler;
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
    await source.getRepository(OrganisationRow).insert(rows);
    const readModels = {
      from: () => source.getRepository(OrganisationRow).createQueryBuilder('row'),
      passed: async () => undefined,
      positionOf: async () => '4',
    } as unknown as ReadModels;
    const clock = new ControlledClock('2026-09-01T08:00:00.000Z');
    const lists = new ListOrganisationsHandler(readModels, clock);
    list = (filters) => lists.execute({ filters } as never);
    duplicates = new FindLikelyDuplicatesHandler(readModels, clock);
    one = new GetOrganisationHandler(readModels, clock);
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
  ])('finds likely duplicates of "%s" except %s', async (name, except, expected) => {
    const { items } = await duplicates.execute({ asked: { name, except } } as never);
    expect(items.map((item) => item.name).sort()).toEqual([...expected].sort());
  });

  it('answers one with everything, and a 404 for any other id', async () => {
    expect(await one.execute({ organisationId: organisationIdOf(leaf) } as never)).toMatchObject({
      ...rows[3],
      sector: 'private',
      sizeBand: 'unknown',
    });
    for (const organisationId of [organisationIdOf('nobody'), 'x'])
      await expect(one.execute({ organisationId } as never)).rejects.toThrow(NotFoundException);
  });
});
