import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type AskedMoment, ReadModels, type StatedMoment } from '#platform';
import { placeBook } from './place-book.projection.js';
import { placeBooks } from './place-books.projection.js';
import { ranked, type RankedPlace } from './ranks.js';

/** A place as at the moment asked for. */
export type PlaceAtMoment = RankedPlace & StatedMoment;

/** A place and the revision of its book, which a command about it may name in `If-Match`. */
export type PlaceAnswer = PlaceAtMoment & { readonly revision: number };

/** One place. Throws a NotFoundException when the cohort has no such place, or had none then. */
export class GetPlace extends Query<PlaceAnswer> {
  constructor(
    readonly cohortId: string,
    readonly placeId: string,
    readonly moment: AskedMoment = {},
  ) {
    super();
  }
}

@QueryHandler(GetPlace)
export class GetPlaceHandler implements IQueryHandler<GetPlace> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ cohortId, placeId, moment }: GetPlace): Promise<PlaceAnswer> {
    const rows = await this.readModels.at(moment, placeBook, placeBooks);
    const book = await rows.from(placeBooks).where('row.cohortId = :cohortId', { cohortId }).getOne();
    // The place is read no older than the revision: whoever names it has seen what led to it.
    if (!rows.past) await this.readModels.passed(book?.position, placeBook);
    const row = await rows
      .from(placeBook)
      .where('row.placeId = :placeId', { placeId })
      .andWhere('row.cohortId = :cohortId', { cohortId })
      .getOne();
    if (!book || !row)
      throw new NotFoundException(
        rows.past
          ? 'This cohort had no place with this id at that moment.'
          : 'This cohort has no place with this id.',
      );

    const [place] = await ranked(rows, book, [row]);
    return { ...place!, ...rows.stated, revision: book.revision };
  }
}
