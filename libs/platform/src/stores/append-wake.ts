import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { LoneConnection } from './lone-connection.js';

const CHANNEL = 'log_appended';

/**
 * Tells all processes that something was appended: after the commit, on a connection of its own (inside, NOTIFY would
 * make commits wait for each other), one at a time. A hint that may be lost; who follows the log also looks by itself.
 */
export class AppendWake {
  private readonly listeners = new Set<() => void>();
  private readonly connection: LoneConnection;
  private announcing = false;
  private again = false;
  private closed = false;

  constructor(config: ClientConfig) {
    this.connection = new LoneConnection(
      config,
      async (client) => {
        const own = (client as unknown as { processID: number }).processID;
        client.on('notification', ({ processId }) => {
          if (processId !== own) this.wake();
        });
        await client.query(`listen ${CHANNEL}`);
      },
      () => void this.listen(),
    );
  }

  on(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) void this.listen();
    return () => this.listeners.delete(listener);
  }

  /** Wakes this process at once and the others soon. */
  announce(): void {
    this.wake();
    if (this.announcing) this.again = true;
    else void this.notify();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    await this.connection.close();
  }

  private wake(): void {
    for (const listener of this.listeners) setImmediate(listener);
  }

  private async notify(): Promise<void> {
    this.announcing = true;
    do {
      this.again = false;
      try {
        await (await this.connection.get()).query(`notify ${CHANNEL}`);
      } catch {
        // The others look by themselves.
      }
    } while (this.again && !this.closed);
    this.announcing = false;
  }

  /** Keeps listening while anyone here wants to know; what happened while it was deaf is made up by one wake. */
  private async listen(): Promise<void> {
    while (!this.closed && this.listeners.size > 0) {
      try {
        await this.connection.get();
        return this.wake();
      } catch {
        await sleep(1_000, undefined, { ref: false });
      }
    }
  }
}
