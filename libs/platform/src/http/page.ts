import { isPlainText, Whole, Words } from '#kernel';
import { Type } from 'class-transformer';
import { AskedMoment, type StatedMoment } from './as-at.js';
import { badField } from './problem.js';

/** What every list takes beside its own filters; extend it. */
export class ListQuery extends AskedMoment {
  /** How many at most. */
  @Type(() => Number)
  @Whole(1, 200, { optional: true, example: 50 })
  limit?: number;

  /** The `next` of the page before. */
  @Words({ optional: true, max: 500, example: undefined })
  cursor?: string;
}

/** What a query for one thing takes. */
export class OneQuery extends AskedMoment {}

/** One page of a list. */
export interface Page<Item> extends StatedMoment {
  readonly items: readonly Item[];
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly next?: string;
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
