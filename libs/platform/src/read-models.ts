import type { Position, Projection } from '#kernel';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Read access to the live tables of projections. */
export abstract class ReadModels {
  /** A TypeORM query over the live generation of a projection's table. The alias is `row`; columns by property name, `row.cohortId`. */
  abstract from<Row extends ObjectLiteral>(projection: Projection<Row>): SelectQueryBuilder<Row>;
  /** Waits, bounded (default 5 s), until the projections have passed a position; throws `TryAgain` when they did not. */
  abstract passed(after: Position | undefined, ...projections: readonly Projection[]): Promise<void>;
  /** The position up to which all these projections are folded: state it in every answer. Read it before the rows. */
  abstract positionOf(...projections: readonly Projection[]): Promise<Position>;
}
