import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isId, OneOf } from '#kernel';
import { badField, cursorOf, keysOf, ListQuery, type Page, ReadModels } from '#platform';
import { allIdsOf, mergedIds } from './merged-ids.projection.js';
import { placeBook } from './place-book.projection.js';
import { PLACE_STATES, type PlaceState } from './place-state.js';
import { type RankedPlace, shown } from './ranks.js';

/** Which places to list, whatever their cohort. */
export class PlaceFilters extends ListQuery {
  @Id({ optional: true, description: 'Id of the sponsor' }) sponsor?: string;
  @Id({ optional: true, description: 'Id of the person proposed, named or confirmed' }) person?: string;
  @OneOf(PLACE_STATES, { optional: true }) state?: PlaceState;
}

/** Places across cohorts, by id, a page at a time. */
export class ListPlaces extends Query<Page<RankedPlace>> {
  constructor(readonly filters: PlaceFilters) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(ListPlaces)
export class ListPlacesHandler implements IQueryHandler<ListPlaces> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ filters }: ListPlaces): Promise<Page<RankedPlace>> {
    const limit = filters.limit ?? PAGE;
    const moment = await this.readModels.at(filters, placeBook, mergedIds);

    const rows = moment
      .from(placeBook)
      .orderBy('row.placeId')
      .take(limit + 1);
    if (filters.sponsor)
      rows.andWhere('row.sponsorId in (:...sponsors)', { sponsors: await allIdsOf(moment, filters.sponsor) });
    if (filters.person)
      rows.andWhere('row.personId in (:...people)', { people: await allIdsOf(moment, filters.person) });
    if (filters.state) rows.andWhere('row.state = :state', { state: filters.state });
    if (filters.cursor) rows.andWhere('row.placeId > :last', { last: lastOf(filters.cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit);
    return {
      items: items.map(shown),
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.placeId) } : {}),
      ...moment.stated,
    };
  }
}

const lastOf = (cursor: string): string => {
  const [last] = keysOf(cursor);
  if (!isId(last)) throw badField('cursor', 'must be the `next` of a page of this list');

  return last;
};
