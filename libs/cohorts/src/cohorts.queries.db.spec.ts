import { BadRequestException, NotFoundException } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cursorOf, type ReadModels, type TestDatabase, testDatabase } from '#platform';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { autumnSetup, opened } from './autumn-cohort.example.js';
import type { CohortSetup } from './cohort-setup.js';
import { CohortRow } from './cohort.entity.js';
import { cohortList } from './cohorts.projection.js';
import {
  type CohortFilters,
  GetCohort,
  GetCohortHandler,
  ListCohorts,
  ListCohortsHandler,
} from './cohorts.queries.js';
import { cohortPlanned, enrolmentOpened } from './events.js';

const idOf = (digit: number) => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const senior = idOf(9);
const plannedAs = (digit: number, changes: Partial<CohortSetup>) =>
  cohortPlanned({ cohortId: idOf(digit), ...autumnSetup, ...changes });
const facts = [
  plannedAs(1, { name: 'Winter', number: 10, startsOn: '2026-09-14' }),
  plannedAs(2, { name: 'Autumn', number: 9, startsOn: '2025-09-15' }),
  plannedAs(3, { name: 'Spring', number: 2, startsOn: '2026-09-14', programmeId: senior }),
  enrolmentOpened({ ...opened.data, cohortId: idOf(2) }),
];

describe('asking for cohorts', () => {
  let database: TestDatabase;
  let source: DataSource;
  let list: ListCohortsHandler;
  let one: GetCohortHandler;

  beforeAll(async () => {
    database = await testDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [CohortRow],
      synchronize: true,
    });
    await source.initialize();
    await source.getRepository(CohortRow).insert([...rowsOf(cohortList, recorded(facts)).values()]);
    const readModels = {
      from: () => source.getRepository(CohortRow).createQueryBuilder('row'),
      passed: async () => undefined,
      positionOf: async () => '4',
    } as unknown as ReadModels;
    list = new ListCohortsHandler(readModels);
    one = new GetCohortHandler(readModels);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const found = async (filters: CohortFilters) => {
    const { items } = await list.execute(new ListCohorts(filters));
    return items.map(({ name }) => name);
  };

  it.each<[CohortFilters, string[]]>([
    [{}, ['Autumn', 'Winter', 'Spring']],
    [{ sort: 'name' }, ['Autumn', 'Spring', 'Winter']],
    [{ sort: 'number' }, ['Spring', 'Autumn', 'Winter']],
    [{ programmeId: senior }, ['Spring']],
    [{ state: 'enrolling' }, ['Autumn']],
    [{ startingFrom: '2025-09-16' }, ['Winter', 'Spring']],
    [{ startingTo: '2025-09-15' }, ['Autumn']],
    [{ startingFrom: '2026-09-14', startingTo: '2026-09-14', state: 'planned' }, ['Winter', 'Spring']],
    [{ state: 'completed' }, []],
  ])('lists those asked for, in order: %j', async (filters, names) =>
    expect(await found(filters)).toEqual(names),
  );

  it.each(['startsOn', 'name', 'number'] as const)('pages through all of them by %s', async (sort) => {
    const whole = await found({ sort });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list.execute(new ListCohorts({ sort, limit: 1, ...(cursor ? { cursor } : {}) }));
      expect(page).toMatchObject({ position: '4', items: [{}] });
      paged.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor && paged.length < 10);
    expect(paged).toEqual(whole);
  });

  it('refuses a cursor of another order, or made by hand', async () => {
    const { next } = await list.execute(new ListCohorts({ limit: 1 }));
    for (const cursor of [next!, cursorOf('number', 'one', idOf(1)), cursorOf('number', 1, 'me')])
      await expect(list.execute(new ListCohorts({ sort: 'number', cursor }))).rejects.toBeInstanceOf(
        BadRequestException,
      );
  });

  it('answers one as it was folded', async () =>
    expect({ ...(await one.execute(new GetCohort(idOf(2)))) }).toEqual(
      rowsOf(cohortList, recorded(facts)).get(idOf(2)),
    ));

  it.each([idOf(8), 'none'])('finds nothing under %s', async (id) =>
    expect(one.execute(new GetCohort(id))).rejects.toBeInstanceOf(NotFoundException),
  );
});
