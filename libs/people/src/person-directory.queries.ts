import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, type Position, Words } from '#kernel';
import { Clock, cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import { type Level, LEVELS } from './events.js';
import type { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { type PersonToday, personToday } from './person-today.js';

/** Which people to list; employer and level are those of today. */
export class PersonFilters extends ListQuery {
  @Words({ optional: true, description: 'Part of the name', example: 'amara' }) name?: string;
  @Id({ optional: true }) employerId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
}

/** Lists people by name, a page at a time. */
export class ListPeople extends Query<Page<PersonToday>> {
  constructor(readonly filters: PersonFilters) {
    super();
  }
}

/** One person, with every job stated. Throws a NotFoundException for an id nobody is registered under. */
export class GetPerson extends Query<PersonRow & PersonToday> {
  constructor(
    readonly personId: string,
    readonly after?: Position,
  ) {
    super();
  }
}

const PAGE = 50;

/** The job on the day `:today`, as `employmentOf` answers it; `row` is the alias every read model is read under. */
const JOB_TODAY = `(
  select said.job
  from jsonb_array_elements(row.employments) with ordinality as said(job, nth)
  order by (said.job ->> 'on' <= :today) desc,
    case when said.job ->> 'on' <= :today then said.job ->> 'on' end desc,
    said.job ->> 'on', said.nth desc
  limit 1)`;

@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ filters }: ListPeople): Promise<Page<PersonToday>> {
    const { limit = PAGE, cursor, name, employerId, level } = filters;
    await this.readModels.passed(filters.after, personDirectory);
    const position = await this.readModels.positionOf(personDirectory);

    const today = this.clock.today();
    const rows = this.readModels.from(personDirectory).where('1 = 1', { today });
    if (name !== undefined) rows.andWhere('strpos(lower(row.name), lower(:name)) > 0', { name });
    if (employerId) rows.andWhere(`${JOB_TODAY} ->> 'employerId' = :employerId`, { employerId });
    if (level) rows.andWhere(`${JOB_TODAY} ->> 'level' = :level`, { level });
    if (cursor !== undefined) {
      const [lastName, lastId] = keysOf(cursor, 2);
      rows.andWhere('(row.name, cast(row.personId as text)) > (:lastName, :lastId)', { lastName, lastId });
    }
    const found = await rows
      .orderBy('row.name')
      .addOrderBy('cast(row.personId as text)')
      .limit(limit + 1)
      .getMany();
    const last = found.length > limit ? found[limit - 1] : undefined;
    return {
      items: found.slice(0, limit).map((row) => personToday(row, today)),
      ...(last ? { next: cursorOf(last.name, last.personId) } : {}),
      position,
    };
  }
}

@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ personId, after }: GetPerson): Promise<PersonRow & PersonToday> {
    await this.readModels.passed(after, personDirectory);
    const row = isId(personId)
      ? await this.readModels.from(personDirectory).where('row.personId = :personId', { personId }).getOne()
      : null;
    if (!row) throw new NotFoundException('There is no person with this id.');

    return { ...row, ...personToday(row, this.clock.today()) };
  }
}
