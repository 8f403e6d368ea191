import type { BusinessDate } from './dates.js';

/** What was stated about one fact of a row, by day, earliest first; plain, as rows of read models hold it. */
export type Statements<Value> = readonly { readonly on: BusinessDate; readonly value: Value }[];

/** With one more statement: of two about the same day the later recorded one counts. */
export const withStatement = <Value>(
  statements: Statements<Value>,
  on: BusinessDate,
  value: Value,
): Statements<Value> => [
  ...statements.filter((one) => one.on < on),
  { on, value },
  ...statements.filter((one) => one.on > on),
];

/** The statements about a day and those before it: what `asAt` of a projection keeps of them. */
export const statementsBy = <Value>(statements: Statements<Value>, day: BusinessDate): Statements<Value> =>
  statements.filter(({ on }) => on <= day);

/** What holds on a day by these statements; undefined before the first. */
export const statedOn = <Value>(statements: Statements<Value>, day: BusinessDate): Value | undefined =>
  statementsBy(statements, day).at(-1)?.value;

/** The day of something that happened, `null` where it had not happened by the end of another day. */
export const dateBy = (on: BusinessDate | null, day: BusinessDate): BusinessDate | null =>
  on !== null && on <= day ? on : null;
