import { BadRequestException, NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, Day, Id, isId, OneOf } from '#kernel';
import {
  type AskedMoment,
  cursorOf,
  keysOf,
  ListQuery,
  type Page,
  ReadModels,
  type StatedMoment,
} from '#platform';
import { type Stage, STAGES } from './cohort.js';
import { CohortRow } from './cohort.entity.js';
import { cohortList } from './cohorts.projection.js';

/** How cohorts may be ordered: by the property of this name, then by id. */
const SORTED_BY = {
  startsOn: { column: 'row.startsOn', of: (row: ListedCohort) => row.startsOn },
  number: { column: 'row.number', of: (row: ListedCohort) => row.number },
  name: { column: 'row.name', of: (row: ListedCohort) => row.name },
} as const;
type SortKey = keyof typeof SORTED_BY;
const SORT_KEYS = Object.keys(SORTED_BY) as SortKey[];

/** Which cohorts to list, and in which order. */
export class CohortFilters extends ListQuery {
  @Id({ optional: true }) programmeId?: string;
  @OneOf(STAGES, { optional: true, example: 'enrolling' }) state?: Stage;
  @Day({ optional: true, example: '2026-01-01', description: 'Starting on this day or later' })
  startingFrom?: BusinessDate;
  @Day({ optional: true, example: '2026-12-31', description: 'Starting on this day or earlier' })
  startingTo?: BusinessDate;
  @OneOf(SORT_KEYS, { optional: true, description: 'Default startsOn' }) sort?: SortKey;
}

/** Lists cohorts, a page at a time. */
export class ListCohorts extends Query<Page<ListedCohort>> {
  constructor(readonly filters: CohortFilters) {
    super();
  }
}

/** A cohort as it is listed: all but the facts it was folded from. */
export type ListedCohort = Omit<CohortRow, 'facts'>;

/** One cohort. Throws a NotFoundException for an id nothing was planned under. */
export class GetCohort extends Query<ListedCohort & StatedMoment> {
  constructor(
    readonly cohortId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

const PAGE = 50;

const CONDITIONS = {
  programmeId: 'row.programmeId = :programmeId',
  state: 'row.state = :state',
  startingFrom: 'row.startsOn >= :startingFrom',
  startingTo: 'row.startsOn <= :startingTo',
} as const satisfies Partial<Record<keyof CohortFilters, string>>;

@QueryHandler(ListCohorts)
export class ListCohortsHandler implements IQueryHandler<ListCohorts> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListCohorts): Promise<Page<ListedCohort>> {
    const limit = filters.limit ?? PAGE;
    const sort = filters.sort ?? 'startsOn';
    const { column, of } = SORTED_BY[sort];
    const at = await this.readModels.at(filters, cohortList);

    const rows = at
      .from(cohortList)
      .orderBy(column)
      .addOrderBy('row.cohortId')
      .take(limit + 1);
    for (const [filter, condition] of Object.entries(CONDITIONS)) {
      const value = filters[filter as keyof typeof CONDITIONS];
      if (value !== undefined) rows.andWhere(condition, { [filter]: value });
    }
    if (filters.cursor)
      rows.andWhere(`(${column}, row.cohortId) > (:last, :lastId)`, lastOf(filters.cursor, sort));

    const found = await rows.getMany();
    const items = found.slice(0, limit).map(listed);
    const last = items.at(-1);
    return {
      items,
      ...(last && found.length > limit ? { next: cursorOf(sort, of(last), last.cohortId) } : {}),
      ...at.stated,
    };
  }
}

@QueryHandler(GetCohort)
export class GetCohortHandler implements IQueryHandler<GetCohort> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, asked }: GetCohort): Promise<ListedCohort & StatedMoment> {
    const at = await this.readModels.at(asked, cohortList);
    const row = isId(cohortId)
      ? await at.from(cohortList).where('row.cohortId = :cohortId', { cohortId }).getOne()
      : null;
    if (!row) throw new NotFoundException('There is no cohort with this id.');

    return { ...listed(row), ...at.stated };
  }
}

const listed = ({ facts: _, ...cohort }: CohortRow): ListedCohort => cohort;

/** A cursor names its order, so that it is not read in another. */
const lastOf = (cursor: string, sort: SortKey) => {
  const [sorted, last, lastId] = keysOf(cursor, 3);
  const fits = sorted === sort && typeof last === (sort === 'number' ? 'number' : 'string');
  if (!fits || !isId(lastId))
    throw new BadRequestException('cursor: must be the `next` of a page of this list in this order.');

  return { last, lastId };
};
