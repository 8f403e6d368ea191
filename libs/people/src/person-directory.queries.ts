import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, Words } from '#kernel';
import {
  AllIdsOf,
  type AskedMoment,
  cursorOf,
  keysOf,
  ListQuery,
  type Page,
  ReadModels,
  type RowsAtMoment,
  type StatedMoment,
} from '#platform';
import { type Level, LEVELS } from './events.js';
import type { PersonRow } from './person-directory.entity.js';
import { personDirectory } from './person-directory.projection.js';
import { type PersonToday, personToday, together } from './person-today.js';

/** Which people to list; employer and level are those of the day. */
export class PersonFilters extends ListQuery {
  @Words({ optional: true, description: 'Part of the name or of the reference', example: 'amara' })
  name?: string;
  @Id({ optional: true }) employerId?: string;
  @OneOf(LEVELS, { optional: true }) level?: Level;
}

/** Lists people by name, a page at a time; records of one person are one line. */
export class ListPeople extends Query<Page<PersonToday>> {
  constructor(readonly filters: PersonFilters) {
    super();
  }
}

/** One person: with every job stated, the coded reasons, and the records merged into this one. */
export interface WholePerson extends PersonToday, StatedMoment, Pick<PersonRow, 'employments' | 'reasons'> {
  readonly mergedIds: readonly string[];
}

/** One person, by any of their ids. Throws a NotFoundException for an id nobody is registered under. */
export class GetPerson extends Query<WholePerson> {
  constructor(
    readonly personId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

const PAGE = 50;

/** Records merged into the one of the row; names are those of the table, for it is read beside itself. */
const MERGED = 'from person_directory_v3 as also where also.kept_id = row.personId';

/** A record that stands for its person; on a day before the one to keep was registered the merged one does. */
const STANDING = `(row.keptId is null
  or not exists (select 1 from person_directory_v3 as kept where kept.person_id = row.keptId))`;

/** Every job of the person, of whichever record; of two about one day the later in the list counts. Few stand for others. */
const JOBS = `(case
  when row.personId not in (select stood.kept_id from person_directory_v3 as stood where stood.kept_id is not null)
  then row.employments else
  coalesce((select jsonb_agg(job) from (select jsonb_array_elements(also.employments) as job ${MERGED}) as jobs), '[]')
  || row.employments end)`;

/** The job on the day `:today`, as `employmentOf` answers it; `row` is the alias every read model is read under. */
const JOB_TODAY = `(
  select said.job
  from jsonb_array_elements(${JOBS}) with ordinality as said(job, nth)
  order by (said.job ->> 'on' <= :today) desc,
    case when said.job ->> 'on' <= :today then said.job ->> 'on' end desc,
    said.job ->> 'on', said.nth desc
  limit 1)`;

const NAMED = `(strpos(lower(coalesce(row.name, '')), lower(:name)) > 0
  or strpos(lower(coalesce(row.reference, '')), lower(:name)) > 0
  or exists (select 1 ${MERGED} and strpos(lower(coalesce(also.name, '')), lower(:name)) > 0))`;

const BY_NAME = "coalesce(row.name, '')";

@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
  ) {}

  async execute({ filters }: ListPeople): Promise<Page<PersonToday>> {
    const { limit = PAGE, cursor, name, employerId, level } = filters;
    const at = await this.readModels.at(filters, personDirectory);
    const rows = at.from(personDirectory).where(STANDING, { today: at.day });
    if (name !== undefined) rows.andWhere(NAMED, { name });
    if (employerId) {
      const employers = await this.queries.execute(new AllIdsOf(employerId, at.stated));
      rows.andWhere(`${JOB_TODAY} ->> 'employerId' in (:...employers)`, { employers });
    }
    if (level) rows.andWhere(`${JOB_TODAY} ->> 'level' = :level`, { level });
    if (cursor !== undefined) {
      const [lastName, lastId] = keysOf(cursor, 2);
      rows.andWhere(`(${BY_NAME}, cast(row.personId as text)) > (:lastName, :lastId)`, { lastName, lastId });
    }
    const found = await rows
      .orderBy(BY_NAME)
      .addOrderBy('cast(row.personId as text)')
      .limit(limit + 1)
      .getMany();
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      items: (await withMerged(at, page)).map((row) => personToday(row, at.day)),
      ...(last ? { next: cursorOf(last.name ?? '', last.personId) } : {}),
      ...at.stated,
    };
  }
}

@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ personId, asked }: GetPerson): Promise<WholePerson> {
    const at = await this.readModels.at(asked, personDirectory);
    const row = await standingRow(at, personId);
    if (!row) throw new NotFoundException('There is no person with this id.');

    const merged = await mergedInto(at, [row]);
    const whole = together(row, merged);
    const { employments, reasons } = whole;
    const mergedIds = merged.map(({ personId: id }) => id);
    return { ...personToday(whole, at.day), employments, reasons, mergedIds, ...at.stated };
  }
}

/** The record that answers for an id: its own, or the one it was merged into where that was there already. */
const standingRow = async (at: RowsAtMoment, personId: string): Promise<PersonRow | null> => {
  if (!isId(personId)) return null;
  const row = await at.from(personDirectory).where('row.personId = :personId', { personId }).getOne();

  return row?.keptId ? ((await standingRow(at, row.keptId)) ?? row) : row;
};

/** Every record of the person an id is of, the one that stands for them first; none for an unknown id. */
export const recordsOf = async (at: RowsAtMoment, personId: string): Promise<readonly PersonRow[]> => {
  const row = await standingRow(at, personId);
  return row ? [row, ...(await mergedInto(at, [row]))] : [];
};

/** The records merged into any of the rows. */
export const mergedInto = (at: RowsAtMoment, rows: readonly PersonRow[]): Promise<readonly PersonRow[]> => {
  if (rows.length === 0) return Promise.resolve([]);

  const ids = rows.map(({ personId }) => personId);
  return at
    .from(personDirectory)
    .where('row.keptId in (:...ids)', { ids })
    .orderBy('cast(row.personId as text)')
    .getMany();
};

/** The rows, each with what is known under the ids merged into it. */
export const withMerged = async (
  at: RowsAtMoment,
  rows: readonly PersonRow[],
): Promise<readonly PersonRow[]> => {
  const merged = await mergedInto(at, rows);
  return rows.map((row) => {
    const others = merged.filter(({ keptId }) => keptId === row.personId);
    return others.length === 0 ? row : together(row, others);
  });
};
