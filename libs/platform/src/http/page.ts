import { Whole, Words, type Position } from '#kernel';
import { Type } from 'class-transformer';

/** What every list takes beside its own filters; extend it. */
export class ListQuery {
  /** How many at most. */
  @Type(() => Number)
  @Whole(1, 200, { optional: true, example: 50 })
  limit?: number;

  /** The `next` of the page before. */
  @Words({ optional: true, max: 500, example: undefined })
  cursor?: string;

  /** A receipt's position the answer must have seen. */
  @Words({
    optional: true,
    max: 20,
    matches: /^\d+$/,
    matchesMessage: '$property must be a position from a receipt',
  })
  after?: Position;
}

/** What a query for one thing takes. */
export class OneQuery {
  /** A receipt's position the answer must have seen. */
  @Words({
    optional: true,
    max: 20,
    matches: /^\d+$/,
    matchesMessage: '$property must be a position from a receipt',
  })
  after?: Position;
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly next?: string;
  /** The position of the log this was answered at. */
  readonly position: Position;
}
