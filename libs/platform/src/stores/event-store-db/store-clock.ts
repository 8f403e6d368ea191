import { randomUUID } from 'node:crypto';
import { instantOf, type Instant } from '#kernel';
import type { AppendOutcome } from '../../event-store.js';
import { ClocksDisagree, objectionToTime } from '../append-rules.js';
import type { EventStoreDbConnection } from './connection.js';

/** How long a clock that was looked at is trusted to go on as this machine's steady clock does. */
const TRUSTED_MS = 60_000;
/** The same where it disagrees: a process whose own clock is wrong does not fill the log with looks. */
const DOUBTED_MS = 1_000;
/** An answer that took longer says too little about when it was made. */
const SLOW_MS = 1_000;
const LOOKS = 3;

/**
 * The clock of the server. It cannot be asked; it stamps events, so an event of no meaning is appended now and then and read
 * again. Between, this machine's steady clock goes on, whatever is done to its time of day.
 */
export class StoreClock {
  private seen: { readonly server_ms: number; readonly steady_ms: number } | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly connection: EventStoreDbConnection,
    private readonly stream: string,
  ) {}

  /** As `objectionToTime` by this clock, which is looked at again before a time is refused: a machine may have slept, or been set. */
  async objectionTo(
    recordedAt: Instant,
    last: Instant,
    waited_ms: number,
  ): Promise<AppendOutcome | undefined> {
    try {
      return objectionToTime(recordedAt, last, await this.now(TRUSTED_MS), waited_ms);
    } catch (error) {
      if (!(error instanceof ClocksDisagree)) throw error;
      return objectionToTime(recordedAt, last, await this.now(DOUBTED_MS), waited_ms);
    }
  }

  private async now(trusted_ms: number): Promise<Instant> {
    if (!this.seen || performance.now() - this.seen.steady_ms > trusted_ms)
      await (this.looking ??= this.look().finally(() => (this.looking = undefined)));
    const { server_ms, steady_ms } = this.seen!;
    return instantOf(server_ms + performance.now() - steady_ms);
  }

  private async look(): Promise<void> {
    for (let looks = 1; looks <= LOOKS; looks += 1) {
      const asked = performance.now();
      const id = randomUUID();
      await this.connection.append(this.stream, 'any', [
        { id, type: 'ClockRead', data: '{}', metadata: '{}' },
      ]);
      const answered = performance.now();
      const stamped = await this.connection.readStream(this.stream, { limit: 100, backwards: true });
      const own = stamped.find((event) => event.id === id);
      if (!own) continue;
      this.seen = { server_ms: own.createdMilliseconds, steady_ms: (asked + answered) / 2 };
      if (answered - asked < SLOW_MS) return;
    }
    if (!this.seen) throw new Error('The clock of the event log cannot be read.');
  }
}
