import { NotFoundException } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Id, isAfter, type Position, type Recorded } from '#kernel';
import type { PlaceEvent } from '#places/events';
import { badField, EventStore, KnownQuery } from '#platform';
import { readOn, unread, type Why, whyOf } from './why.js';

/** Another request of the same cohort to compare with. */
export class WhyFilters extends KnownQuery {
  @Id({ optional: true, description: 'Another place of the same cohort: why this one and not that one' })
  comparedWith?: string;
}

/**
 * Why a request got its place, or did not, read from the book itself. Throws a NotFoundException for a place it does not hold,
 * and a 400 for a position the log has not come to.
 */
export class GetWhy extends Query<Why> {
  constructor(
    readonly cohortId: string,
    readonly placeId: string,
    readonly comparedWith?: string,
    readonly knownAt?: Position,
  ) {
    super();
  }
}

const PAGE = 1000;

@QueryHandler(GetWhy)
export class GetWhyHandler implements IQueryHandler<GetWhy> {
  constructor(private readonly store: EventStore) {}

  async execute({ cohortId, placeId, comparedWith, knownAt }: GetWhy): Promise<Why> {
    if (comparedWith === placeId)
      throw badField('comparedWith', 'must be another place than the one that is asked about');
    if (knownAt !== undefined && isAfter(knownAt, await this.store.head()))
      throw badField('knownAt', 'must not be later than the head of the log');

    let reading = unread(placeId, comparedWith);
    for (;;) {
      const page = (await this.store.readStream(`places-${cohortId}`, {
        from: reading.revision + 1,
        limit: PAGE,
      })) as readonly Recorded<PlaceEvent>[];
      const known = page.filter(({ position }) => knownAt === undefined || !isAfter(position, knownAt));
      reading = known.reduce(readOn, reading);
      if (known.length < PAGE) break;
    }
    if (!reading.one.state) throw new NotFoundException('This cohort has no place with this id.');
    const why = whyOf(reading);
    if (!why) throw badField('comparedWith', 'must be a place of the same cohort');

    return why;
  }
}
