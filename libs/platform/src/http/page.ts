import { isPlainText, Whole, Words, type Position } from '#kernel';
import { Type } from 'class-transformer';
import { badField } from './problem.js';

/** No leading zeros: positions are compared by their digits. */
const POSITION = /^(0|[1-9]\d*)$/;

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
    matches: POSITION,
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
    matches: POSITION,
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

/** The opaque text for the keys of a page's last row, in the order the list is sorted by. */
export const cursorOf = (...keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * The keys a cursor was made of, so many as the list is sorted by. Throws a 400 that names `cursor` for anything
 * `cursorOf` did not make.
 */
export const keysOf = (cursor: string, count = 1): readonly (string | number)[] => {
  const keys = parsed(Buffer.from(cursor, 'base64url').toString());
  const isKey = (key: unknown): key is string | number =>
    Number.isSafeInteger(key) || (typeof key === 'string' && isPlainText(key));
  if (!Array.isArray(keys) || keys.length !== count || !keys.every(isKey))
    throw badField('cursor', 'must be the `next` of a page of this list');

  return keys;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
