import type { BusinessDate } from './dates.js';
import type { Fact, Recorded } from './event.js';

/** A fold of events into rows of one table, row by row, in log order. */
export interface Projection<Row extends object = any, F extends Fact = any> {
  /** Kebab-case; `rebuild NAME` and health know it by this. */
  readonly name: string;
  /** A new version is built beside the old one. Part of the table's name: `place_facts_v1`. */
  readonly version: number;
  /** A TypeORM entity with exactly one primary column, of text or uuid, which holds the row's key. */
  readonly table: new () => Row;
  /** The key or keys of the rows an event touches. */
  key(event: Recorded<F>): string | readonly string[];
  /** A row before its first event. */
  blank(key: string): Row;
  /** Its keys are the subscription. A step gets the row (never to be changed in place) and returns the new one, or `null` to remove it. */
  readonly on: {
    readonly [Name in F['type']]?: (
      row: Row,
      event: Recorded<Extract<F, { type: Name }>>,
      key: string,
    ) => Row | null;
  };
  /**
   * The row as it was at the end of a day by its own dated facts: of those it holds, the ones dated on or before the day;
   * `null` where it was not there yet. Pure, and blind to the order in which facts were recorded.
   */
  asAt(row: Row, day: BusinessDate): Row | null;
  /** Set where rows hold personal data: its events are opened, and the table is one of the few listed. */
  readonly personal?: boolean;
}

/** Declares a projection of the facts `F`: `projectionOf<PlaceFact>()({ name: 'place-facts', ... })`. */
export const projectionOf =
  <F extends Fact>() =>
  <Row extends object>(definition: Projection<Row, F>): Projection<Row, F> =>
    definition;
