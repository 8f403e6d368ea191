import type { BusinessDate, Position, Projection } from '#kernel';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { AskedMoment, StatedMoment } from './http/as-at.js';

/** The rows of some projections as at one moment, for the queries of one answer. */
export interface RowsAtMoment {
  /** A TypeORM query as `ReadModels.from` gives it, over the rows of the moment. Throws for a projection that was not asked for. */
  from<Row extends ObjectLiteral>(projection: Projection<Row>): SelectQueryBuilder<Row>;
  /** The day the rows are of; for the present, today. What depends on a day goes by it, never by the clock. */
  readonly day: BusinessDate;
  /** True where a moment was asked for, and the rows are not those of the live tables. */
  readonly past: boolean;
  /** Spread it into the answer: the position, and day and clock where they were asked for. */
  readonly stated: StatedMoment;
}

/** Read access to the live tables of projections. */
export abstract class ReadModels {
  /** Gives an answer whose rows are all of one moment, the position it states, whatever is recorded meanwhile. */
  abstract answering<T>(answer: () => Promise<T>): Promise<T>;
  /**
   * The rows of projections as at the moment a query asks for: the live tables when it asks for none. Waits for the
   * query's `after` first. Throws a 400 for a moment that cannot be, and `TryAgain` when the read models are not so far.
   */
  abstract at(asked: AskedMoment, ...projections: readonly Projection[]): Promise<RowsAtMoment>;
  /** A TypeORM query over the live generation of a projection's table. The alias is `row`; columns by property name, `row.cohortId`. */
  abstract from<Row extends ObjectLiteral>(projection: Projection<Row>): SelectQueryBuilder<Row>;
  /** Waits, bounded (default 5 s), until the projections have passed a position; throws `TryAgain` when they did not. */
  abstract passed(after: Position | undefined, ...projections: readonly Projection[]): Promise<void>;
  /** The position up to which all these projections are folded: state it in every answer. Read it before the rows. */
  abstract positionOf(...projections: readonly Projection[]): Promise<Position>;
}
