import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Position } from '#kernel';
import { ReadModels } from '#platform';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';
import { ranked, type RankedPlace } from './ranks.js';

/** A place and the revision of its book, which a command about it may name in `If-Match`. */
export interface PlaceAnswer {
  readonly place: RankedPlace;
  readonly revision: number;
}

/** One place. Throws a NotFoundException when the cohort has no such place. */
export class GetPlace extends Query<PlaceAnswer> {
  constructor(
    readonly cohortId: string,
    readonly placeId: string,
    readonly after?: Position,
  ) {
    super();
  }
}

@QueryHandler(GetPlace)
export class GetPlaceHandler implements IQueryHandler<GetPlace> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, placeId, after }: GetPlace): Promise<PlaceAnswer> {
    await this.readModels.passed(after, placeBook, placeBooks);
    const book = await this.readModels
      .from(placeBooks)
      .where('row.cohortId = :cohortId', { cohortId })
      .getOne();
    // The place is read no older than the revision: whoever names it has seen what led to it.
    await this.readModels.passed(book?.position, placeBook);
    const row = await this.readModels
      .from(placeBook)
      .where('row.placeId = :placeId', { placeId })
      .andWhere('row.cohortId = :cohortId', { cohortId })
      .getOne();
    if (!book || !row) throw new NotFoundException('This cohort has no place with this id.');

    const [place = row] = await ranked(this.readModels, cohortId, [row]);
    return { place, revision: book.revision };
  }
}
