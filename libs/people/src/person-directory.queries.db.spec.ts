import { NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { derivedId, ERASED } from '#kernel';
import { ControlledClock, type ReadModels } from '#platform';
import { type TestDatabase, testDatabase } from '../../platform/src/embedded/test-database.js';
import type { Employment } from './events.js';
import { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { GetPersonHandler, ListPeopleHandler, type PersonFilters } from './person-directory.queries.js';

const leaves = '9e107d9d-372b-4b6e-8c5d-1a2b3c4d5e6f';
const meadows = '5b1d3c7a-0c7e-4f0e-8a39-6d1f2b3c4d5e';
const from = (on: string, job: Employment) => ({ on, recordedAt: '2026-09-01T08:00:00.000Z', ...job });
const row = (name: string, ...employments: PersonRow['employments']): PersonRow => ({
  ...personDirectory.blank(derivedId('person', name)),
  name,
  employments,
  revision: 0,
});

const rows = [
  row(
    'Amara Ní Dhòmhnaill',
    from('2026-01-01', { employerId: leaves, level: 'first_line' }),
    from('2026-09-01', { employerId: meadows, level: 'middle' }),
    from('2026-09-02', { employerId: leaves, level: 'senior' }),
  ),
  row(
    "Bo O'Neill",
    from('2026-10-01', { employerId: meadows }),
    from('2026-10-01', { employerId: leaves, level: 'senior' }),
    from('2026-11-01', { employerId: meadows, level: 'middle' }),
  ),
  row('شيدي'),
  {
    ...row(ERASED, from('2026-01-01', { employerId: ERASED, level: ERASED })),
    registration: { body: ERASED, number: ERASED } as const,
  },
];
const [amara, bo, chidi, gone] = rows.map(({ name }) => name) as [string, string, string, string];

describe('asking the directory of people', () => {
  let database: TestDatabase;
  let source: DataSource;
  let list: (filters: PersonFilters) => ReturnType<ListPeopleHandler['execute']>;
  let one: GetPersonHandler;

  beforeAll(async () => {
    database = await testDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [PersonRow],
      synchronize: true,
    });
    await source.initialize();
    await source.getRepository(PersonRow).insert(rows);
    const readModels = {
      from: () => source.getRepository(PersonRow).createQueryBuilder('row'),
      passed: async () => undefined,
      positionOf: async () => '4',
    } as unknown as ReadModels;
    const clock = new ControlledClock('2026-09-01T08:00:00.000Z');
    const lists = new ListPeopleHandler(readModels, clock);
    list = (filters) => lists.execute({ filters } as never);
    one = new GetPersonHandler(readModels, clock);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it.each([
    [{}, [amara, bo, chidi, gone]],
    [{ name: 'DHÒMH' }, [amara]],
    [{ name: "o'n" }, [bo]],
    [{ name: 'شي' }, [chidi]],
    [{ name: '%' }, []],
    [{ employerId: meadows }, [amara]],
    [{ employerId: leaves }, [bo]],
    [{ level: 'middle' }, [amara]],
    [{ level: 'senior' }, [bo]],
    [{ level: 'first_line' }, []],
    [{ level: 'middle', employerId: leaves }, []],
  ] as const)('%j lists %j', async (filters, expected) =>
    expect((await list(filters)).items.map(({ name }) => name).sort()).toEqual([...expected].sort()),
  );

  it('answers pages without gaps or repeats, in one order', async () => {
    const whole = await list({});
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.next });
    expect([first.items.length, second.items.length]).toEqual([3, 1]);
    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect([whole.next, second.next, whole.position]).toEqual([undefined, undefined, '4']);
    await expect(list({ cursor: 'bm9uc2Vuc2U' })).rejects.toThrow();
  });

  it('answers one with every job, and a 404 for any other id', async () => {
    expect(await one.execute({ personId: rows[0]!.personId } as never)).toEqual({
      ...rows[0],
      employerId: meadows,
      level: 'middle',
    });
    for (const personId of [derivedId('person', 'nobody'), 'x'])
      await expect(one.execute({ personId } as never)).rejects.toThrow(NotFoundException);
  });
});
