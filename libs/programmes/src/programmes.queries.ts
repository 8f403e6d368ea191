import { BadRequestException, NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, Words } from '#kernel';
import {
  type AskedMoment,
  cursorOf,
  keysOf,
  ListQuery,
  type Page,
  ReadModels,
  type StatedMoment,
} from '#platform';
import { APPROVING_BODIES, type ApprovingBody } from './events.js';
import type { ProgrammeRow } from './programme.entity.js';
import { programmeList } from './programmes.projection.js';

/** Which programmes to list, and how. */
export class ProgrammeFilters extends ListQuery {
  @OneOf(APPROVING_BODIES, { optional: true }) approvingBody?: ApprovingBody;
  @Id({ optional: true }) awardId?: string;
  @Words({ optional: true, description: 'Part of the name', example: 'deliver' }) name?: string;
}

/** A programme as it is listed: all but the facts it was folded from. */
export type ListedProgramme = Omit<ProgrammeRow, 'facts'>;

/** Lists programmes by id, a page at a time. */
export class ListProgrammes extends Query<Page<ListedProgramme>> {
  constructor(readonly filters: ProgrammeFilters) {
    super();
  }
}

/** One programme with its versions. Throws a NotFoundException for an id nothing was defined under. */
export class GetProgramme extends Query<ListedProgramme & StatedMoment> {
  constructor(
    readonly programmeId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListProgrammes)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammes> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListProgrammes): Promise<Page<ListedProgramme>> {
    const limit = filters.limit ?? PAGE;
    const at = await this.readModels.at(filters, programmeList);

    const rows = at
      .from(programmeList)
      .orderBy('row.programmeId')
      .take(limit + 1);
    if (filters.approvingBody)
      rows.andWhere('row.approvingBody = :approvingBody', { approvingBody: filters.approvingBody });
    if (filters.awardId) rows.andWhere('row.awardId = :awardId', { awardId: filters.awardId });
    if (filters.name) rows.andWhere('strpos(lower(row.name), lower(:name)) > 0', { name: filters.name });
    if (filters.cursor) rows.andWhere('row.programmeId > :last', { last: lastOf(filters.cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit).map(listed);
    return {
      items,
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.programmeId) } : {}),
      ...at.stated,
    };
  }
}

@QueryHandler(GetProgramme)
export class GetProgrammeHandler implements IQueryHandler<GetProgramme> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ programmeId, asked }: GetProgramme): Promise<ListedProgramme & StatedMoment> {
    const at = await this.readModels.at(asked, programmeList);
    const row = isId(programmeId)
      ? await at.from(programmeList).where('row.programmeId = :programmeId', { programmeId }).getOne()
      : null;
    if (!row) throw new NotFoundException('There is no programme with this id.');

    return { ...listed(row), ...at.stated };
  }
}

const listed = ({ facts: _, ...programme }: ProgrammeRow): ListedProgramme => programme;

const lastOf = (cursor: string): string => {
  const [last] = keysOf(cursor);
  if (!isId(last)) throw new BadRequestException('cursor: must be the `next` of a page of this list.');

  return last;
};
