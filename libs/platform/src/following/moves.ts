import type { Pool } from 'pg';
import type { Advance, Checkpoints } from './checkpoints.js';
import { inTransaction } from './database.js';
import { LeadLost } from './failures.js';

interface Move extends Advance {
  readonly follower: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Moves checkpoints beside which nothing is written. Most processes pass over most events: those that ask while a
 * transaction is under way share the next, or each event would cost as many as there are processes.
 */
export class Moves {
  private waiting: Move[] = [];
  private running = false;

  constructor(
    private readonly pool: Pool,
    private readonly checkpoints: Pick<Checkpoints, 'advanceEach'>,
  ) {}

  /** Throws `LeadLost` unless the follower moved. */
  advance(follower: string, advance: Advance): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ ...advance, follower, done, failed });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Those that were woken together ask together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const moves = this.waiting;
      this.waiting = [];
      try {
        const moved = await inTransaction(this.pool, (client) => this.checkpoints.advanceEach(client, moves));
        for (const { follower, done, failed } of moves)
          if (moved.has(follower)) done();
          else failed(new LeadLost('The checkpoint is not where this process left it.'));
      } catch (error) {
        for (const { failed } of moves) failed(error);
      }
    }
    this.running = false;
  }
}
