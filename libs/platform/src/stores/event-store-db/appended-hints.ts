import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDbConnection } from './connection.js';

const LISTEN_AGAIN_MS = 1_000;

/**
 * Tells who wants to know that something was appended: by this process at once, by others through a subscription that is
 * begun anew whenever it breaks. A hint that may be lost; who follows the log also looks by itself.
 */
export class AppendedHints {
  private readonly listeners = new Set<() => void>();
  private readonly stop = new AbortController();
  private listening: Promise<void> | undefined;

  constructor(
    private readonly connection: EventStoreDbConnection,
    private readonly prefix: string,
  ) {}

  on(listener: () => void): () => void {
    this.listeners.add(listener);
    this.listening ??= this.listen();
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.listeners) setImmediate(listener);
  }

  async close(): Promise<void> {
    this.listeners.clear();
    this.stop.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      await this.connection.listen(this.prefix, signal, () => this.tell());
      await sleep(LISTEN_AGAIN_MS, undefined, { ref: false, signal }).catch(() => undefined);
    }
  }
}
