import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf, Words } from '#kernel';
import {
  type AskedMoment,
  cursorOf,
  keysOf,
  ListQuery,
  OneQuery,
  type Page,
  ReadModels,
  type RowsAtMoment,
  type StatedMoment,
} from '#platform';
import { SECTORS, type Sector } from './events.js';
import { nameKeysOf } from './name-key.js';
import type { ContactRow, OrganisationRow, UnitRow } from './organisation-register.entity.js';
import { organisationRegister } from './organisation-register.projection.js';
import {
  CLOSED_TODAY,
  IN_AREA_TODAY,
  IN_BAND_TODAY,
  NAME_TODAY,
  NAMED_TODAY,
  SECTOR_TODAY,
  STANDING,
} from './organisation-register.sql.js';
import { type OrganisationToday, organisationToday, together } from './organisation-today.js';
import { SIZE_BANDS, type SizeBand } from './size-band.js';

/** Which organisations to list; name, sector, size and areas are those of the day asked for. */
export class OrganisationFilters extends ListQuery {
  @Words({ optional: true, description: 'Part of the name', example: 'leaves' }) name?: string;
  @OneOf(SECTORS, { optional: true }) sector?: Sector;
  @OneOf(SIZE_BANDS, { optional: true, description: 'By whole-time staff' }) sizeBand?: SizeBand;
  @Words({ optional: true, example: 'Fife' }) councilArea?: string;
  @OneOf(['yes', 'no'], { optional: true, description: 'Whether its last day is over' }) closed?:
    'yes' | 'no';
}

/** Which name to look for, and which organisation is known to bear it. */
export class LookAlikesQuery extends OneQuery {
  @Words({ example: 'The Autumn Leaves Care Ltd' }) name!: string;
  @Id({ optional: true, description: 'Not this one' }) except?: string;
}

/** Lists organisations by name, a page at a time; of merged ones the one kept. */
export class ListOrganisations extends Query<Page<OrganisationToday>> {
  constructor(readonly filters: OrganisationFilters) {
    super();
  }
}

/** What was recorded under the id of a merged organisation says so. */
type Of<Part> = Part & { readonly organisationId?: string };

/** One organisation with everything that stands about it. */
export interface WholeOrganisation
  extends
    Omit<OrganisationRow, 'facts' | 'units' | 'contacts' | keyof OrganisationToday>,
    OrganisationToday,
    StatedMoment {
  /** Those merged into it. */
  readonly merged: readonly { readonly organisationId: string; readonly name: string }[];
  /** Its own and those of the merged. */
  readonly units: readonly Of<UnitRow>[];
  readonly contacts: readonly Of<ContactRow>[];
}

/**
 * One organisation; asked for by a merged id, the one kept, which `mergedInto` then names. Throws a NotFoundException for
 * an id nobody registered.
 */
export class GetOrganisation extends Query<WholeOrganisation> {
  constructor(
    readonly organisationId: string,
    readonly asked: AskedMoment = {},
  ) {
    super();
  }
}

/** The registered organisations a name likely means; at most `LOOK_ALIKES`. */
export class FindLookAlikes extends Query<Page<OrganisationToday>> {
  constructor(readonly asked: LookAlikesQuery) {
    super();
  }
}

const PAGE = 50;
/** So many look-alikes are shown at most: more are no help to whoever decides. */
export const LOOK_ALIKES = 50;

@QueryHandler(ListOrganisations)
export class ListOrganisationsHandler implements IQueryHandler<ListOrganisations> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListOrganisations): Promise<Page<OrganisationToday>> {
    const { limit = PAGE, cursor, name, sector, sizeBand, councilArea, closed } = filters;
    const at = await this.readModels.at(filters, organisationRegister);

    const rows = at.from(organisationRegister).where(STANDING, { today: at.day });
    if (name !== undefined) rows.andWhere(NAMED_TODAY, { name });
    if (sector) rows.andWhere(`${SECTOR_TODAY} = :sector`, { sector });
    if (sizeBand) rows.andWhere(IN_BAND_TODAY[sizeBand]);
    if (councilArea !== undefined) rows.andWhere(IN_AREA_TODAY, { councilArea });
    if (closed) rows.andWhere(closed === 'yes' ? CLOSED_TODAY : `not ${CLOSED_TODAY}`);
    if (cursor !== undefined) {
      const [lastName, lastId] = keysOf(cursor, 2);
      rows.andWhere(`(${NAME_TODAY}, cast(row.organisationId as text)) > (:lastName, :lastId)`, {
        lastName,
        lastId,
      });
    }
    const found = await rows
      .orderBy(NAME_TODAY)
      .addOrderBy('cast(row.organisationId as text)')
      .limit(limit + 1)
      .getMany();
    const page = await withMerged(at, found.slice(0, limit));
    const items = page.map((row) => organisationToday(row, at.day));
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items,
      ...(last ? { next: cursorOf(last.name, last.organisationId) } : {}),
      ...at.stated,
    };
  }
}

@QueryHandler(GetOrganisation)
export class GetOrganisationHandler implements IQueryHandler<GetOrganisation> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ organisationId, asked }: GetOrganisation): Promise<WholeOrganisation> {
    const at = await this.readModels.at(asked, organisationRegister);
    const [row, ...merged] = await oneAndMerged(at, organisationId);
    const one = together(row, merged);
    const { facts: _, units, contacts, ...whole } = one;

    return {
      ...whole,
      ...organisationToday(one, at.day),
      mergedInto: row.organisationId === organisationId ? null : row.organisationId,
      merged: merged.map((other) => ({
        organisationId: other.organisationId,
        name: organisationToday(other, at.day).name,
      })),
      units: [...units, ...merged.flatMap((other) => other.units.map(recordedUnder(other)))],
      contacts: [...contacts, ...merged.flatMap((other) => other.contacts.map(recordedUnder(other)))],
      ...at.stated,
    };
  }
}

/**
 * The row of the organisation that an id stands for, then those merged into it, by id. On a day before the one kept was
 * registered an id stands for itself. Throws a NotFoundException for an id nobody registered.
 */
export const oneAndMerged = async (
  at: RowsAtMoment,
  id: string,
): Promise<readonly [OrganisationRow, ...OrganisationRow[]]> => {
  const byId = (organisationId: string) =>
    at.from(organisationRegister).where('row.organisationId = :organisationId', { organisationId }).getOne();
  const named = isId(id) ? await byId(id) : null;
  const row = named?.mergedInto ? ((await byId(named.mergedInto)) ?? named) : named;
  if (!row) throw new NotFoundException('There is no organisation with this id.');

  return [row, ...(await mergedInto(at, [row]))];
};

const mergedInto = (
  at: RowsAtMoment,
  rows: readonly OrganisationRow[],
): Promise<readonly OrganisationRow[]> =>
  at
    .from(organisationRegister)
    .where('row.mergedInto = any(:ids)', { ids: rows.map(({ organisationId }) => organisationId) })
    .orderBy('row.organisationId')
    .getMany();

/** The rows, each with what is known under the ids merged into it. */
export const withMerged = async (
  at: RowsAtMoment,
  rows: readonly OrganisationRow[],
): Promise<readonly OrganisationRow[]> => {
  const merged = await mergedInto(at, rows);
  return rows.map((row) =>
    together(
      row,
      merged.filter((other) => other.mergedInto === row.organisationId),
    ),
  );
};

const recordedUnder =
  ({ organisationId }: OrganisationRow) =>
  <Part extends object>(part: Part): Of<Part> => ({ organisationId, ...part });

@QueryHandler(FindLookAlikes)
export class FindLookAlikesHandler implements IQueryHandler<FindLookAlikes> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: FindLookAlikes): Promise<Page<OrganisationToday>> {
    const at = await this.readModels.at(asked, organisationRegister);

    const { legal, trading = null } = nameKeysOf(asked.name);
    const alike = at
      .from(organisationRegister)
      .select(`case when ${STANDING} then row.organisationId else row.mergedInto end`, 'kept')
      .where('(row.nameKey = :legal or row.nameKey = :trading or row.tradingKey = :legal)', {
        legal,
        trading,
      });
    const ids = (await alike.getRawMany<{ kept: string }>()).map(({ kept }) => kept);
    const rows = at.from(organisationRegister).where('row.organisationId = any(:ids)', { ids });
    if (asked.except) rows.andWhere('row.organisationId <> :except', { except: asked.except });
    const found = await rows
      .orderBy('row.name')
      .addOrderBy('row.organisationId')
      .limit(LOOK_ALIKES)
      .getMany();
    const items = (await withMerged(at, found)).map((row) => organisationToday(row, at.day));
    return { items, ...at.stated };
  }
}
