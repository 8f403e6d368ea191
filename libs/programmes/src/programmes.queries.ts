import { BadRequestException, NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, type Position, Words } from '#kernel';
import { cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import { APPROVING_BODIES, type ApprovingBody } from './events.js';
import { ProgrammeRow } from './programme.entity.js';
import { programmeList } from './programmes.projection.js';

/** Which programmes to list, and how. */
export class ProgrammeFilters extends ListQuery {
  @OneOf(APPROVING_BODIES, { optional: true }) approvingBody?: ApprovingBody;
  @Id({ optional: true }) awardId?: string;
  @Words({ optional: true, description: 'Part of the name', example: 'deliver' }) name?: string;
}

/** Lists programmes by id, a page at a time. */
export class ListProgrammes extends Query<Page<ProgrammeRow>> {
  constructor(readonly filters: ProgrammeFilters) {
    super();
  }
}

/** One programme with its versions. Throws a NotFoundException for an id nothing was defined under. */
export class GetProgramme extends Query<ProgrammeRow> {
  constructor(
    readonly programmeId: string,
    readonly after?: Position,
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListProgrammes)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammes> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListProgrammes): Promise<Page<ProgrammeRow>> {
    const limit = filters.limit ?? PAGE;
    await this.readModels.passed(filters.after, programmeList);
    const position = await this.readModels.positionOf(programmeList);

    const rows = this.readModels
      .from(programmeList)
      .orderBy('row.programmeId')
      .take(limit + 1);
    if (filters.approvingBody)
      rows.andWhere('row.approvingBody = :approvingBody', { approvingBody: filters.approvingBody });
    if (filters.awardId) rows.andWhere('row.awardId = :awardId', { awardId: filters.awardId });
    if (filters.name) rows.andWhere('strpos(lower(row.name), lower(:name)) > 0', { name: filters.name });
    if (filters.cursor) rows.andWhere('row.programmeId > :last', { last: lastOf(filters.cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit);
    return {
      items,
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.programmeId) } : {}),
      position,
    };
  }
}

@QueryHandler(GetProgramme)
export class GetProgrammeHandler implements IQueryHandler<GetProgramme> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ programmeId, after }: GetProgramme): Promise<ProgrammeRow> {
    await this.readModels.passed(after, programmeList);
    const row = isId(programmeId)
      ? await this.readModels
          .from(programmeList)
          .where('row.programmeId = :programmeId', { programmeId })
          .getOne()
      : null;
    if (!row) throw new NotFoundException('There is no programme with this id.');

    return row;
  }
}

const lastOf = (cursor: string): string => {
  const [last] = keysOf(cursor);
  if (!isId(last)) throw new BadRequestException('cursor: must be the `next` of a page of this list.');

  return last;
};
