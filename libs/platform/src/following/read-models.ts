import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type BusinessDate, BEGINNING, isAfter, type Position, type Projection } from '#kernel';
import type { Clock } from '../clock.js';
import { TryAgain } from '../commands.js';
import type { Database } from '../stores/database.js';
import type { EventStore } from '../event-store.js';
import type { AskedMoment } from '../http/as-at.js';
import { badField } from '../http/problem.js';
import { withoutTurn } from '../http/turns.js';
import { ReadModels, type RowsAtMoment } from '../read-models.js';
import { AtMost } from './at-most.js';
import { CheckpointWatch, type Standing } from './checkpoint-watch.js';
import { type Checkpoint, Checkpoints, followerOf } from './checkpoints.js';
import { Poisonous } from './fold-page.js';
import type { Opens } from './folding.js';
import { LogPages } from './log-pages.js';
import { type Meant, meantBy } from './moments.js';
import { ReadModelTables } from './read-model-tables.js';
import { type Replay, replayed, type ReplayTools } from './replay.js';
import { runnerOver, type StandIn } from './rows-in-place.js';
import { Snapshots } from './snapshots.js';

const WITHIN_MILLISECONDS = 5_000;
const TOGETHER_WITHIN_MILLISECONDS = 1_000;
const RETRY_AFTER_SECONDS = 5;

/** What reading needs. */
export interface ReadModelsParts {
  readonly database: Pick<Database, 'dataSource' | 'pool'>;
  readonly store: Pick<EventStore, 'head' | 'readAll' | 'readStream' | 'eventAt' | 'identity' | 'contiguous'>;
  readonly sealing: Opens;
  readonly clock: Clock;
  /** How long to wait for a read model; default 5 s. */
  readonly withinMilliseconds?: number;
}

/** Read access to read models, in any process: whoever folds them, their checkpoints tell how far. */
export class ReadModelsOverPostgres extends ReadModels {
  private readonly checkpoints: Checkpoints;
  private readonly watch: CheckpointWatch;
  private readonly forReplay: ReplayTools;
  private readonly replays = new AtMost(REPLAYS);
  private readonly snapshots: Snapshots;

  constructor(private readonly parts: ReadModelsParts) {
    super();
    const { database, store, sealing } = parts;
    const { pool, dataSource } = database;
    this.checkpoints = new Checkpoints(pool);
    this.watch = new CheckpointWatch(this.checkpoints);
    this.snapshots = new Snapshots(dataSource, pool.options.max);
    this.forReplay = {
      pool,
      sealing,
      checkpoints: this.checkpoints,
      tables: new ReadModelTables(dataSource, pool),
      pages: new LogPages(store),
    };
  }

  answering<T>(answer: () => Promise<T>): Promise<T> {
    return this.snapshots.during(answer);
  }

  async at(asked: AskedMoment, ...projections: readonly Projection[]): Promise<RowsAtMoment> {
    const { store, clock } = this.parts;
    const meant = await meantBy(asked, store, clock);
    // What is known up to a position is folded from the log, wherever the live tables stand.
    if (meant?.upTo === undefined) await this.passed(asked.after, ...projections);
    if (meant) return this.asAt(meant, projections);

    const position = await this.atOnePosition(projections);
    return {
      from: (projection) => this.from(projection),
      day: clock.today(),
      past: false,
      stated: { position },
    };
  }

  from<Row extends ObjectLiteral>(projection: Projection<Row>): SelectQueryBuilder<Row> {
    return this.parts.database.dataSource
      .getRepository(projection.table)
      .createQueryBuilder('row', this.snapshots.current()?.runner);
  }

  /** Begins the snapshot of the answer, where it has read nothing yet, with these projections at one position. */
  private async atOnePosition(projections: readonly Projection[]): Promise<Position> {
    const deadline = performance.now() + TOGETHER_WITHIN_MILLISECONDS;
    while (!this.snapshots.current()) {
      await this.snapshots.begin();
      const all = await this.standing();
      const standing = projections.flatMap((projection) => all.get(followerOf(projection)) ?? []);
      const furthest = standing.reduce((so, one) => (hasPassed(one, so) ? one.position : so), BEGINNING);
      // One that stands still is waited for in vain, and who catches up for long is not: the position stated is then its own.
      const behind = standing.filter((one) => !hasPassed(one, furthest) && !one.failed);
      const left = deadline - performance.now();
      if (behind.length === 0 || left <= 0) break;

      await this.snapshots.forget();
      await withoutTurn(
        () =>
          this.watch.reached(
            (now) => behind.every(({ follower }) => hasPassed(now.get(follower), furthest)),
            left,
          ),
        () => false,
      );
    }
    return this.positionOf(...projections);
  }

  private standing(): Promise<ReadonlyMap<string, Checkpoint>> {
    return this.checkpoints.all(this.snapshots.current()?.client);
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
    if (this.snapshots.current()) {
      if (hasPassedAll(await this.standing())) return;
      // Older than what is waited for: the answer goes on with the tables as they are then.
      await this.snapshots.forget();
    }
    if (await this.watch.reached(hasPassedAll, 0)) return;
    if (isAfter(after, await this.parts.store.head()))
      throw badField('after', 'must not be later than the head of the log');

    const reached = await withoutTurn(
      () => this.watch.reached(hasPassedAll, this.parts.withinMilliseconds ?? WITHIN_MILLISECONDS),
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
    const standing = await this.standing();
    const positions = projections.map(
      (projection) => standing.get(followerOf(projection))?.position ?? BEGINNING,
    );
    return positions.reduce(
      (least, position) => (isAfter(least, position) ? position : least),
      positions[0] ?? BEGINNING,
    );
  }

  /** Answers as at a moment wait for each other, without a turn that others could use. */
  private async oneAfterAnother<T>(replay: () => Promise<T>): Promise<T> {
    try {
      return await this.replays.during(replay, (enter) =>
        withoutTurn(enter, () => {
          throw new TryAgain('Too many answers of the past are asked at once.', RETRY_AFTER_SECONDS);
        }),
      );
    } catch (error) {
      if (!(error instanceof Poisonous)) throw error;
      throw new TryAgain(
        `A read model stands still at position ${error.event.position}; an operator has to look.`,
        RETRY_AFTER_SECONDS,
      );
    }
  }

  private async asAt({ day, clock, upTo }: Meant, projections: readonly Projection[]): Promise<RowsAtMoment> {
    const { position, standIns } = await this.oneAfterAnother(async () => {
      const { position, replays } = await replayed(projections, this.forReplay, upTo);
      const standIns: StandIn[] = [];
      for (const replay of replays)
        standIns.push(
          await standInOf(replay, day, this.from(replay.projection).expressionMap.mainAlias!.tablePath!),
        );
      return { position, standIns };
    });
    const { dataSource } = this.parts.database;
    const runner = runnerOver(dataSource, standIns);
    return {
      from: (projection) => {
        if (!projections.includes(projection))
          throw new Error(`The rows of "${projection.name}" were not asked for.`);
        return dataSource.getRepository(projection.table).createQueryBuilder('row', runner);
      },
      day,
      past: true,
      stated: { asAt: day, clock, position },
    };
  }
}

/** Replays that run at once: each holds its rows in memory, and reads the log. */
const REPLAYS = 2;
const CHUNK_ROWS = 1_000;

/** Rows as they were on a day, as the text a query reads them from; other requests get their turn in between. */
const standInOf = async (
  { projection, table, rows }: Replay,
  day: BusinessDate,
  name: string,
): Promise<StandIn> => {
  const texts: string[] = [];
  let chunk: object[] = [];
  const write = async (): Promise<void> => {
    if (chunk.length > 0) texts.push(table.json(chunk).slice(1, -1));
    chunk = [];
    await new Promise((resolve) => setImmediate(resolve));
  };
  for (const row of rows.values()) {
    const then = row && projection.asAt(row, day);
    if (then) chunk.push(then as object);
    if (chunk.length === CHUNK_ROWS) await write();
  }
  await write();
  return { name, json: `[${texts.join(',')}]`, source: (parameter) => table.source(parameter) };
};

const hasPassed = (checkpoint: Checkpoint | undefined, after: Position): boolean =>
  checkpoint !== undefined && !isAfter(after, checkpoint.position);
