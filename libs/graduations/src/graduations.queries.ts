import { BadRequestException, NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, type Position } from '#kernel';
import { cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import type { GraduationRow } from './graduation.entity.js';
import { graduationList } from './graduations.projection.js';

/** Which awards to list. */
export class GraduationFilters extends ListQuery {
  @Id({ optional: true }) cohortId?: string;
  @Id({ optional: true }) personId?: string;
  @Id({ optional: true }) awardId?: string;
  @OneOf(['true', 'false'], { optional: true, description: 'Only those that are granted, or are not' })
  granted?: 'true' | 'false';
}

/** Lists awards by place id, a page at a time. */
export class ListGraduations extends Query<Page<GraduationRow>> {
  constructor(readonly filters: GraduationFilters) {
    super();
  }
}

/** The award of one place. Throws a NotFoundException where none was ever granted. */
export class GetGraduation extends Query<GraduationRow> {
  constructor(
    readonly placeId: string,
    readonly after?: Position,
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListGraduations)
export class ListGraduationsHandler implements IQueryHandler<ListGraduations> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListGraduations): Promise<Page<GraduationRow>> {
    const { cohortId, personId, awardId, granted, cursor, after } = filters;
    const limit = filters.limit ?? PAGE;
    await this.readModels.passed(after, graduationList);
    const position = await this.readModels.positionOf(graduationList);

    const rows = this.readModels
      .from(graduationList)
      .orderBy('row.placeId')
      .take(limit + 1);
    if (cohortId) rows.andWhere('row.cohortId = :cohortId', { cohortId });
    if (personId) rows.andWhere('row.personId = :personId', { personId });
    if (awardId) rows.andWhere('row.awardId = :awardId', { awardId });
    if (granted) rows.andWhere('row.granted = :granted', { granted: granted === 'true' });
    if (cursor) rows.andWhere('row.placeId > :last', { last: lastOf(cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit);
    return {
      items,
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.placeId) } : {}),
      position,
    };
  }
}

@QueryHandler(GetGraduation)
export class GetGraduationHandler implements IQueryHandler<GetGraduation> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ placeId, after }: GetGraduation): Promise<GraduationRow> {
    await this.readModels.passed(after, graduationList);
    const row = isId(placeId)
      ? await this.readModels.from(graduationList).where('row.placeId = :placeId', { placeId }).getOne()
      : null;
    if (!row) throw new NotFoundException('No award was ever granted for this place.');

    return row;
  }
}

const lastOf = (cursor: string): string => {
  const [last] = keysOf(cursor);
  if (!isId(last)) throw new BadRequestException('cursor: must be the `next` of a page of this list.');

  return last;
};
