import { BadRequestException, NotFoundException } from '@nestjs/common';
import { derivedId } from '#kernel';
import { cursorOf } from '#platform';
import { type FilledReadModels, filledReadModels } from '../../../test/support/filled-read-models.js';
import { recorded, rowsOf } from '../../../test/support/folded.js';
import { autumnSetup, opened } from './autumn-cohort.example.js';
import type { CohortSetup } from './cohort-setup.js';
import { GetCohortFacts, GetCohortFactsHandler } from './cohort-facts.query.js';
import { cohortList } from './cohorts.projection.js';
import {
  type CohortFilters,
  GetCohort,
  GetCohortHandler,
  ListCohorts,
  ListCohortsHandler,
} from './cohorts.queries.js';
import {
  cohortFactCorrected,
  cohortPlanned,
  enrolmentOpened,
  interestExpressed,
  interestWithdrawn,
} from './events.js';
import { expressionsOfInterest } from './interest.projection.js';
import { GetInterest, GetInterestHandler } from './interest.queries.js';

const idOf = (digit: number) => `${String(digit).repeat(8)}-1111-4111-8111-111111111111`;
const senior = idOf(9);
const forth = derivedId('Forth Valley Care');
const tay = derivedId('Tay Homes');
const clyde = derivedId('Clyde Support');
const plannedAs = (digit: number, changes: Partial<CohortSetup>) =>
  cohortPlanned({ cohortId: idOf(digit), ...autumnSetup, ...changes });
const facts = [
  plannedAs(1, { name: 'Winter', number: 10, startsOn: '2026-09-14' }),
  plannedAs(2, { name: 'Autumn', number: 9, startsOn: '2025-09-15' }),
  plannedAs(3, { name: 'Spring', number: 2, startsOn: '2026-09-14', programmeId: senior }),
  enrolmentOpened({ ...opened.data, cohortId: idOf(2) }),
  interestExpressed({ cohortId: idOf(2), sponsorId: forth, places: 2, level: 'middle' }, '2026-04-02'),
  interestExpressed({ cohortId: idOf(2), sponsorId: tay, places: 3 }, '2026-04-03'),
  interestExpressed({ cohortId: idOf(2), sponsorId: clyde, places: 9 }, '2026-04-04'),
  interestWithdrawn({ cohortId: idOf(2), sponsorId: clyde }, '2026-04-05'),
  interestExpressed({ cohortId: idOf(1), sponsorId: forth, places: 1 }),
  cohortFactCorrected({
    cohortId: idOf(3),
    corrects: recorded([plannedAs(1, {}), plannedAs(2, {}), plannedAs(3, {})])[2]!.id,
    fact: 'CohortPlanned',
    reason: 'Typing error',
    deliveryCentre: 'Oban',
  }),
];

describe('asking for cohorts', () => {
  let filled: FilledReadModels;
  let list: ListCohortsHandler;
  let one: GetCohortHandler;

  beforeAll(async () => {
    filled = await filledReadModels([cohortList, expressionsOfInterest], recorded(facts));
    list = new ListCohortsHandler(filled.readModels);
    one = new GetCohortHandler(filled.readModels);
  });
  afterAll(() => filled.drop());

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
      expect(page).toMatchObject({ position: '10', items: [{}] });
      expect(page.items[0]).not.toHaveProperty('facts');
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

  it('answers one as it was folded', async () => {
    const { facts: _, ...row } = rowsOf(cohortList, recorded(facts)).get(idOf(2))!;
    expect(await one.execute(new GetCohort(idOf(2)))).toEqual({ ...row, position: '10' });
  });

  it('answers every fact in every version', async () => {
    const handler = new GetCohortFactsHandler(filled.readModels);
    const { items, position } = await handler.execute(new GetCohortFacts(idOf(3)));
    expect(position).toBe('10');
    expect(items).toMatchObject([
      {
        fact: 'CohortPlanned',
        versions: [
          { by: 'local-administrator', data: { deliveryCentre: 'Stirling' } },
          { by: 'local-administrator', reason: 'Typing error', data: { deliveryCentre: 'Oban' } },
        ],
      },
    ]);
    await expect(handler.execute(new GetCohortFacts(idOf(8)))).rejects.toBeInstanceOf(NotFoundException);
  });

  it('answers the interest in one cohort, the most places first', async () => {
    const handler = new GetInterestHandler(filled.readModels);
    expect(await handler.execute(new GetInterest(idOf(2)))).toEqual({
      cohortId: idOf(2),
      state: 'enrolling',
      open: true,
      capacity: 100,
      places: 5,
      left: 95,
      sponsors: [
        { sponsorId: tay, places: 3, level: null, statedOn: '2026-04-03' },
        { sponsorId: forth, places: 2, level: 'middle', statedOn: '2026-04-02' },
      ],
      levels: [
        { level: 'middle', places: 2 },
        { level: null, places: 3 },
      ],
      position: '10',
    });
    await expect(handler.execute(new GetInterest('none'))).rejects.toBeInstanceOf(NotFoundException);
  });

  it.each([idOf(8), 'none'])('finds nothing under %s', async (id) =>
    expect(one.execute(new GetCohort(id))).rejects.toBeInstanceOf(NotFoundException),
  );
});
