import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, Id, isId, OneOf, type Position, Words } from '#kernel';
import { Clock, cursorOf, keysOf, ListQuery, OneQuery, type Page, ReadModels } from '#platform';
import { SECTORS, type Sector } from './events.js';
import { nameKeysOf } from './name-key.js';
import type { OrganisationRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import { CLOSED_TODAY, IN_AREA_TODAY, IN_BAND_TODAY, SECTOR_TODAY } from './organisation-register.sql.js';
import { type OrganisationToday, organisationToday } from './organisation-today.js';
import { SIZE_BANDS, type SizeBand } from './size-band.js';

/** Which organisations to list; sector, size and areas are those of today. */
export class OrganisationFilters extends ListQuery {
  @Words({ optional: true, description: 'Part of the name', example: 'leaves' }) name?: string;
  @OneOf(SECTORS, { optional: true }) sector?: Sector;
  @OneOf(SIZE_BANDS, { optional: true, description: 'By whole-time staff' }) sizeBand?: SizeBand;
  @Words({ optional: true, example: 'Fife' }) councilArea?: string;
  @OneOf(['yes', 'no'], { optional: true, description: 'Whether its last day is over' }) closed?:
    'yes' | 'no';
}

/** Which name to look for, and which organisation is known to bear it. */
export class DuplicatesQuery extends OneQuery {
  @Words({ example: 'The Autumn Leaves Care Ltd' }) name!: string;
  @Id({ optional: true, description: 'Not this one' }) except?: string;
}

/** Lists organisations by name, a page at a time. */
export class ListOrganisations extends Query<Page<OrganisationToday>> {
  constructor(readonly filters: OrganisationFilters) {
    super();
  }
}

/** One organisation with everything stated about it. Throws a NotFoundException for an id nobody registered. */
export class GetOrganisation extends Query<OrganisationRow & OrganisationToday> {
  constructor(
    readonly organisationId: string,
    readonly after?: Position,
  ) {
    super();
  }
}

/** The registered organisations a name likely means; at most `DUPLICATES`. */
export class FindLikelyDuplicates extends Query<Page<OrganisationToday>> {
  constructor(readonly asked: DuplicatesQuery) {
    super();
  }
}

const PAGE = 50;
/** So many likely duplicates are shown at most: more are no help to whoever decides. */
export const DUPLICATES = 50;

@QueryHandler(ListOrganisations)
export class ListOrganisationsHandler implements IQueryHandler<ListOrganisations> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ filters }: ListOrganisations): Promise<Page<OrganisationToday>> {
    const { limit = PAGE, cursor, name, sector, sizeBand, councilArea, closed } = filters;
    await this.readModels.passed(filters.after, organisationRegister);
    const position = await this.readModels.positionOf(organisationRegister);

    const today = this.clock.today();
    const rows = this.readModels.from(organisationRegister).where('1 = 1', { today });
    if (name !== undefined) rows.andWhere('strpos(lower(row.name), lower(:name)) > 0', { name });
    if (sector) rows.andWhere(`${SECTOR_TODAY} = :sector`, { sector });
    if (sizeBand) rows.andWhere(IN_BAND_TODAY[sizeBand]);
    if (councilArea !== undefined) rows.andWhere(IN_AREA_TODAY, { councilArea });
    if (closed) rows.andWhere(closed === 'yes' ? CLOSED_TODAY : `not ${CLOSED_TODAY}`);
    if (cursor !== undefined) {
      const [lastName, lastId] = keysOf(cursor, 2);
      rows.andWhere('(row.name, cast(row.organisationId as text)) > (:lastName, :lastId)', {
        lastName,
        lastId,
      });
    }
    const found = await rows
      .orderBy('row.name')
      .addOrderBy('cast(row.organisationId as text)')
      .limit(limit + 1)
      .getMany();
    const last = found.length > limit ? found[limit - 1] : undefined;
    return {
      items: found.slice(0, limit).map((row) => organisationToday(row, today)),
      ...(last ? { next: cursorOf(last.name, last.organisationId) } : {}),
      position,
    };
  }
}

@QueryHandler(GetOrganisation)
export class GetOrganisationHandler implements IQueryHandler<GetOrganisation> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ organisationId, after }: GetOrganisation): Promise<OrganisationRow & OrganisationToday> {
    await this.readModels.passed(after, organisationRegister);
    const row = isId(organisationId)
      ? await this.readModels
          .from(organisationRegister)
          .where('row.organisationId = :organisationId', { organisationId })
          .getOne()
      : null;
    if (!row) throw new NotFoundException('There is no organisation with this id.');

    return { ...row, ...organisationToday(row, this.clock.today()) };
  }
}

@QueryHandler(FindLikelyDuplicates)
export class FindLikelyDuplicatesHandler implements IQueryHandler<FindLikelyDuplicates> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly clock: Clock,
  ) {}

  async execute({ asked }: FindLikelyDuplicates): Promise<Page<OrganisationToday>> {
    await this.readModels.passed(asked.after, organisationRegister);
    const position = await this.readModels.positionOf(organisationRegister);

    const { legal, trading = null } = nameKeysOf(asked.name);
    const rows = this.readModels
      .from(organisationRegister)
      .where('(row.nameKey = :legal or row.nameKey = :trading or row.tradingKey = :legal)', {
        legal,
        trading,
      });
    if (asked.except) rows.andWhere('row.organisationId <> :except', { except: asked.except });
    const found = await rows.orderBy('row.name').addOrderBy('row.organisationId').limit(DUPLICATES).getMany();
    const today: BusinessDate = this.clock.today();
    return { items: found.map((row) => organisationToday(row, today)), position };
  }
}
