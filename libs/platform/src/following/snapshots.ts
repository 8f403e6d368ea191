import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { AtMost } from './at-most.js';

/**
 * So many answers hold a connection at once; others wait. Fewer than the pool has, for what an answer reads beside its
 * snapshot (a stream, how far followers are) needs one more.
 */
const SNAPSHOTS = 4;

/** A transaction that sees one moment: for queries of TypeORM, and for statements of our own. */
export interface Snapshot {
  readonly runner: QueryRunner;
  readonly client: PoolClient;
}

/** The tables as they are at one moment, for all that one answer reads, however many queries that takes. */
export class Snapshots {
  private readonly answers = new AsyncLocalStorage<Answer>();
  private readonly slots = new AtMost(SNAPSHOTS);

  constructor(private readonly dataSource: DataSource) {}

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

  /** The same, begun now where nothing was read yet. */
  async begun(): Promise<Snapshot | undefined> {
    return this.answers.getStore()?.begin();
  }

  /** Lets the snapshot go: what the answer reads next is of another moment. */
  async forget(): Promise<void> {
    await this.answers.getStore()?.end();
  }
}

/** One answer being given. */
class Answer {
  snapshot: Snapshot | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly slots: AtMost,
  ) {}

  async begin(): Promise<Snapshot> {
    if (this.snapshot) return this.snapshot;

    await this.slots.enter();
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query('begin isolation level repeatable read read only');
      this.snapshot = { runner, client };
      return this.snapshot;
    } catch (error) {
      await runner.release();
      this.slots.leave();
      throw error;
    }
  }

  async end(): Promise<void> {
    const { snapshot } = this;
    if (!snapshot) return;

    this.snapshot = undefined;
    try {
      // After a failed statement this rolls back; nothing was written either way.
      await snapshot.client.query('commit');
    } finally {
      await snapshot.runner.release();
      this.slots.leave();
    }
  }
}
