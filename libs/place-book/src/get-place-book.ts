import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDate, Id, OneOf } from '#kernel';
import { badField, cursorOf, keysOf, ListQuery, type Page, ReadModels, type RowsAtMoment } from '#platform';
import type { BookRow, KeptSeats } from './place-book.entity.js';
import { allIdsOf, mergedIds } from './merged-ids.projection.js';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';
import { HOLDING, PLACE_STATES, type PlaceState } from './place-state.js';
import { ranked, type RankedPlace } from './ranks.js';

/** Which places of a cohort to list. */
export class PlaceBookFilters extends ListQuery {
  @OneOf(PLACE_STATES, { optional: true }) state?: PlaceState;
  @Id({ optional: true, description: 'Id of the sponsor' }) sponsor?: string;
}

/** A cohort's book at a glance. */
export interface BookSummary {
  readonly cohortId: string;
  readonly capacity: number;
  readonly held: number;
  /** Seats not held; while somebody waits they are kept for the line. */
  readonly free: number;
  readonly waiting: number;
  /** Carried here, or to return, while the cohort takes no requests yet. */
  readonly noted: number;
  readonly taking: boolean;
  readonly cancelled: boolean;
  readonly startsOn: BusinessDate | null;
  readonly lastJoiningDate: BusinessDate | null;
  /** Seats kept for sponsors of a sector that are not released yet. */
  readonly keptSeats: readonly KeptSeats[];
}

/** A page of a cohort's place book. */
export interface PlaceBookPage extends Page<RankedPlace> {
  readonly summary: BookSummary;
}

/** The place book of a cohort in the order of requests. Throws a NotFoundException while enrolment has not opened and nobody is noted for it. */
export class GetPlaceBook extends Query<PlaceBookPage> {
  constructor(
    readonly cohortId: string,
    readonly filters: PlaceBookFilters,
  ) {
    super();
  }
}

const PAGE = 50;

@QueryHandler(GetPlaceBook)
export class GetPlaceBookHandler implements IQueryHandler<GetPlaceBook> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, filters }: GetPlaceBook): Promise<PlaceBookPage> {
    const limit = filters.limit ?? PAGE;
    const moment = await this.readModels.at(filters, placeBook, placeBooks, mergedIds);
    const book = await moment.from(placeBooks).where('row.cohortId = :cohortId', { cohortId }).getOne();
    if (!book)
      throw new NotFoundException(
        `This cohort ${moment.past ? 'had no place book at that moment' : 'has no place book'}: its enrolment ${moment.past ? 'had' : 'has'} not opened.`,
      );

    const rows = moment
      .from(placeBook)
      .where('row.cohortId = :cohortId', { cohortId })
      .orderBy('row.askedAtRevision')
      .take(limit + 1);
    if (filters.state) rows.andWhere('row.state = :state', { state: filters.state });
    if (filters.sponsor)
      rows.andWhere('row.sponsorId in (:...sponsors)', { sponsors: await allIdsOf(moment, filters.sponsor) });
    if (filters.cursor) rows.andWhere('row.askedAtRevision > :last', { last: lastOf(filters.cursor) });
    const found = await rows.getMany();
    const items = found.slice(0, limit);
    return {
      summary: await summaryOf(moment, book),
      items: await ranked(moment, book, items),
      ...(found.length > limit ? { next: cursorOf(items.at(-1)!.askedAtRevision) } : {}),
      ...moment.stated,
    };
  }
}

const summaryOf = async (moment: RowsAtMoment, book: BookRow): Promise<BookSummary> => {
  const counts = await moment
    .from(placeBook)
    .select('row.state', 'state')
    .addSelect('count(*)::int', 'places')
    .where('row.cohortId = :cohortId', { cohortId: book.cohortId })
    .groupBy('row.state')
    .getRawMany<{ state: PlaceState; places: number }>();
  const { capacity, taking, cancelled, startsOn, lastJoiningDate, keptSeats, cohortId } = book;
  const held = sumOf(counts.filter(({ state }) => HOLDING.includes(state)));
  return {
    cohortId,
    capacity,
    held,
    free: Math.max(0, capacity - held),
    waiting: sumOf(counts.filter(({ state }) => state === 'waiting')),
    noted: sumOf(counts.filter(({ state }) => state === 'noted')),
    taking,
    cancelled,
    startsOn,
    lastJoiningDate,
    keptSeats: keptSeats.filter(({ releasedOn }) => moment.day < releasedOn),
  };
};

const sumOf = (counts: readonly { readonly places: number }[]): number =>
  counts.reduce((sum, { places }) => sum + places, 0);

const lastOf = (cursor: string): number => {
  const [last] = keysOf(cursor);
  if (typeof last !== 'number' || Math.abs(last) > 2_147_483_647)
    throw badField('cursor', 'must be the `next` of a page of this list');

  return last;
};
