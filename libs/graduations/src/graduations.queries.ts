import { BadRequestException, NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf } from '#kernel';
import {
  AllIdsOf,
  type AskedMoment,
  cursorOf,
  keysOf,
  ListQuery,
  type Page,
  ReadModels,
  type StatedMoment,
} from '#platform';
import { type Classification, CLASSIFICATIONS } from './events.js';
import type { GraduationRow } from './graduation.entity.js';
import { graduationList } from './graduations.projection.js';

/** Which awards to list. */
export class GraduationFilters extends ListQuery {
  @Id({ optional: true }) cohortId?: string;
  @Id({ optional: true }) personId?: string;
  @Id({ optional: true }) awardId?: string;
  @OneOf(['true', 'false'], { optional: true, description: 'Only those that are granted, or are not' })
  granted?: 'true' | 'false';
  @OneOf(CLASSIFICATIONS, { optional: true }) classification?: Classification;
}

/** Lists awards by place id, a page at a time. */
export class ListGraduations extends Query<Page<GraduationRow>> {
  constructor(readonly filters: GraduationFilters) {
    super();
  }
}

/** The award of one place. Throws a NotFoundException where none was ever granted. */
export class GetGraduation extends Query<GraduationRow & StatedMoment> {
  constructor(
    readonly placeId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListGraduations)
export class ListGraduationsHandler implements IQueryHandler<ListGraduations> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
  ) {}

  async execute({ filters }: ListGraduations): Promise<Page<GraduationRow>> {
    const { cohortId, personId, awardId, granted, classification, cursor } = filters;
    const limit = filters.limit ?? PAGE;
    const at = await this.readModels.at(filters, graduationList);

    const rows = at
      .from(graduationList)
      .orderBy('row.placeId')
      .take(limit + 1);
    if (cohortId) rows.andWhere('row.cohortId = :cohortId', { cohortId });
    if (personId)
      rows.andWhere('row.personId in (:...people)', {
        people: await this.queries.execute(new AllIdsOf(personId, at.stated)),
      });
    if (awardId) rows.andWhere('row.awardId = :awardId', { awardId });
    if (granted) rows.andWhere('row.granted = :granted', { granted: granted === 'true' });
    if (classification) rows.andWhere('row.classification = :classification', { classification });
    if (cursor) rows.andWhere('row.placeId > :last', { last: lastOf(cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit);
    return {
      items,
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.placeId) } : {}),
      ...at.stated,
    };
  }
}

@QueryHandler(GetGraduation)
export class GetGraduationHandler implements IQueryHandler<GetGraduation> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ placeId, asked }: GetGraduation): Promise<GraduationRow & StatedMoment> {
    const at = await this.readModels.at(asked, graduationList);
    const row = isId(placeId)
      ? await at.from(graduationList).where('row.placeId = :placeId', { placeId }).getOne()
      : null;
    if (!row)
      throw new NotFoundException(
        'No award was ever granted for this place: grant it first, or check the place.',
      );

    return { ...row, ...at.stated };
  }
}

const lastOf = (cursor: string): string => {
  const [last] = keysOf(cursor);
  if (!isId(last)) throw new BadRequestException('cursor: must be the `next` of a page of this list.');

  return last;
};
