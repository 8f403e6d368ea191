import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { BEGINNING, isAfter, type Position, type Projection } from '#kernel';
import { TryAgain } from '../commands.js';
import type { Database } from '../stores/database.js';
import type { EventStore } from '../event-store.js';
import { badField } from '../http/problem.js';
import { withoutTurn } from '../http/turns.js';
import { ReadModels } from '../read-models.js';
import { CheckpointWatch, type Standing } from './checkpoint-watch.js';
import { type Checkpoint, Checkpoints, followerOf } from './checkpoints.js';

const WITHIN_MILLISECONDS = 5_000;
const RETRY_AFTER_SECONDS = 5;

/** Read access to read models, in any process: whoever folds them, their checkpoints tell how far. */
export class ReadModelsOverPostgres extends ReadModels {
  private readonly checkpoints: Checkpoints;
  private readonly watch: CheckpointWatch;

  constructor(
    private readonly database: Pick<Database, 'dataSource' | 'pool'>,
    private readonly log: Pick<EventStore, 'head'>,
    private readonly withinMilliseconds = WITHIN_MILLISECONDS,
  ) {
    super();
    this.checkpoints = new Checkpoints(database.pool);
    this.watch = new CheckpointWatch(this.checkpoints);
  }

  from<Row extends ObjectLiteral>(projection: Projection<Row>): SelectQueryBuilder<Row> {
    return this.database.dataSource.getRepository(projection.table).createQueryBuilder('row');
  }

  async passed(after: Position | undefined, ...projections: readonly Projection[]): Promise<void> {
    if (after === undefined || projections.length === 0) return;

    const names = projections.map(followerOf);
    const hasPassedAll = (standing: Standing): boolean => {
      const behind = names.map((name) => standing.get(name)).filter((one) => !hasPassed(one, after));
      const failed = behind.find((one) => one?.failed);
      if (failed)
        throw new TryAgain(
          `The read model "${failed.follower}" stands still at position ${failed.position}; an operator has to look.`,
          RETRY_AFTER_SECONDS,
        );
      return behind.length === 0;
    };
    if (await this.watch.reached(hasPassedAll, 0)) return;
    if (isAfter(after, await this.log.head()))
      throw badField('after', 'must not be later than the head of the log');

    const reached = await withoutTurn(
      () => this.watch.reached(hasPassedAll, this.withinMilliseconds),
      // As if it had not come in time.
      () => false,
    );
    if (!reached)
      throw new TryAgain(
        `The read model has not passed position ${after} yet. Ask again.`,
        RETRY_AFTER_SECONDS,
      );
  }

  async positionOf(...projections: readonly Projection[]): Promise<Position> {
    const standing = await this.checkpoints.all();
    const positions = projections.map(
      (projection) => standing.get(followerOf(projection))?.position ?? BEGINNING,
    );
    return positions.reduce(
      (least, position) => (isAfter(least, position) ? position : least),
      positions[0] ?? BEGINNING,
    );
  }
}

const hasPassed = (checkpoint: Checkpoint | undefined, after: Position): boolean =>
  checkpoint !== undefined && !isAfter(after, checkpoint.position);
