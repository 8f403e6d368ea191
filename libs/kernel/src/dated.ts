import { List } from 'immutable';
import type { BusinessDate } from './dates.js';

/** What was stated about one fact, day by day, earliest day first. Shares what did not change. */
export type Dated<T> = List<{ readonly on: BusinessDate; readonly value: T }>;

/** Nothing stated yet. */
export const undated = <T>(): Dated<T> => List();

/** With one more statement: of two about the same day the later recorded wins. */
export const stated = <T>(dated: Dated<T>, on: BusinessDate, value: T): Dated<T> => {
  const at = daysUpTo(dated, on);
  if (at > 0 && dated.get(at - 1)!.on === on) return dated.set(at - 1, { on, value });

  return at === dated.size ? dated.push({ on, value }) : dated.insert(at, { on, value });
};

/** What holds on a day: the latest statement about that day or one before it. */
export const valueOn = <T>(dated: Dated<T>, day: BusinessDate): T | undefined => {
  const at = daysUpTo(dated, day);
  return at === 0 ? undefined : dated.get(at - 1)!.value;
};

/** Like `valueOn`, and the earliest statement for a day before it: for facts that were always some way. */
export const valueOnOrEarliest = <T>(dated: Dated<T>, day: BusinessDate): T | undefined =>
  dated.get(Math.max(0, daysUpTo(dated, day) - 1))?.value;

/** What was stated about exactly this day. */
export const statedFor = <T>(dated: Dated<T>, day: BusinessDate): T | undefined => {
  const at = daysUpTo(dated, day);
  const last = at === 0 ? undefined : dated.get(at - 1)!;
  return last?.on === day ? last.value : undefined;
};

const daysUpTo = (dated: Dated<unknown>, day: BusinessDate): number => {
  let low = 0;
  let high = dated.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dated.get(middle)!.on <= day) low = middle + 1;
    else high = middle;
  }
  return low;
};
