import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { AtMost } from './at-most.js';

/**
 * One in so many connections of the pool is for snapshots at most; further answers wait. For what an answer reads beside its
 * snapshot (a stream, how far followers are) needs one more, and followers have theirs from the same pool.
 */
const OF_THE_POOL = 3;

/** A transaction that sees one moment: for queries of TypeORM, and for statements of our own. */
export interface Snapshot {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
}

/** The tables as they are at one moment, for all that one answer reads, however many queries that takes. */
export class Snapshots {
  private readonly answers = new AsyncLocalStorage<Answer>();
  private readonly slots: AtMost;

  constructor(
    private readonly dataSource: DataSource,
    connections: number,
  ) {
    this.slots = new AtMost(Math.max(1, Math.floor(connections / OF_THE_POOL)));
  }

  /** All that `answer` reads is of one moment: that of its first reading. */
  async during<T>(answer: () => Promise<T>): Promise<T> {
    if (this.answers.getStore()) return answer();

    const reading = new Answer(this.dataSource, this.slots);
    try {
      return await this.answers.run(reading, answer);
    } finally {
      await reading.end();
    }
  }

  /** The snapshot of the answer this is called in, where it has read before; undefined outside any. */
  current(): Snapshot | undefined {
    return this.answers.getStore()?.snapshot;
  }

  /** Begins it, where nothing was read yet. */
  async begin(): Promise<void> {
    await this.answers.getStore()?.begin();
  }

  /** Lets the snapshot go: what the answer reads next is of another moment. */
  async forget(): Promise<void> {
    await this.answers.getStore()?.end();
  }
}

/** One answer being given. */
class Answer {
  snapshot: Snapshot | undefined;
  /** Two readings at once begin one snapshot. */
  private begun: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly slots: AtMost,
  ) {}

  begin(): Promise<void> {
    this.begun ??= this.beginOne();
    return this.begun;
  }

  async end(): Promise<void> {
    await this.begun?.catch(() => undefined);
    const { snapshot } = this;
    this.begun = undefined;
    this.snapshot = undefined;
    if (!snapshot) return;

    try {
      // After a failed statement this rolls back; nothing was written either way.
      await snapshot.client.query('commit');
    } finally {
      await snapshot.runner.release();
      this.slots.leave();
    }
  }

  private async beginOne(): Promise<void> {
    await this.slots.enter();
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query('begin isolation level repeatable read read only');
      this.snapshot = { runner, client };
    } catch (error) {
      await runner.release();
      this.slots.leave();
      throw error;
    }
  }
}
