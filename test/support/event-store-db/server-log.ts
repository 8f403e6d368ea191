import { randomUUID } from 'node:crypto';

/** An event as it lies in the log of the test server. */
export interface LogRecord {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly customMetadata: Uint8Array;
  readonly createdMilliseconds: number;
}

/** An event that is proposed to the test server. */
export type Proposed = Pick<LogRecord, 'id' | 'type' | 'contentType' | 'data' | 'customMetadata'>;

/** The revision an append expects: -1 for a stream that has none. */
export type Expected = number | 'any' | 'exists';

/** What became of a proposal; a stream's revision is -1 when it has none. */
export type Stored =
  | { readonly stored: true; readonly revision: number; readonly position: bigint }
  | { readonly stored: false; readonly revision: number };

/**
 * The log of the test server, in memory: positions with gaps, system events between ours, and the idempotence of the real
 * product, as far as its documentation tells: the ids of events are compared only where the expected revision is passed.
 */
export class ServerLog {
  readonly records: LogRecord[] = [];
  readonly listeners = new Set<() => void>();
  /** Of a truncated stream the revision it is read from, as of `$tb`, `$maxCount` or `$maxAge` on a real server. */
  readonly truncatedBefore = new Map<string, number>();
  /** Added to the machine's clock. */
  clockOff_ms = 0;
  private readonly streams = new Map<string, LogRecord[]>();
  private end = 0n;

  constructor() {
    this.storeSystemEvent('$settings', '$UserCreated');
  }

  stream(name: string): readonly LogRecord[] {
    return this.streams.get(name) ?? [];
  }

  /** The events of a stream that a reader gets. */
  readable(name: string): readonly LogRecord[] {
    return this.stream(name).slice(this.truncatedBefore.get(name) ?? 0);
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Stored {
    const there = this.stream(stream);
    const revision = there.length - 1;
    const last = this.repeated(there, expected, proposed);
    if (last) return { stored: true, revision: last.revision, position: last.position };
    // As on the real product: a deleted stream may be begun again, and its revisions go on.
    const begins = expected === -1 && this.readable(stream).length === 0;
    const fits = expected === 'any' || (expected === 'exists' ? revision >= 0 : expected === revision);
    if (!fits && !begins) return { stored: false, revision };

    for (const event of proposed) this.store(stream, event);
    const position = this.records.at(-1)!.position;
    // As statistics and projections do on a real server, at times.
    if (this.records.length % 3 === 0) this.storeSystemEvent('$stats-127.0.0.1:2113', '$statsCollected');
    for (const listener of this.listeners) listener();
    return { stored: true, revision: revision + proposed.length, position };
  }

  /** Takes away all from the first event of a stream on, as where an older backup was put in the log's place. */
  cutFrom(stream: string): void {
    const from = this.records.findIndex((record) => record.stream === stream);
    if (from < 0) throw new Error(`The log has no stream "${stream}".`);
    const cut = this.records.splice(from);
    this.end = cut[0]!.position;
    for (const record of cut) this.streams.get(record.stream)!.pop();
  }

  /** The last of the events proposed, where all of them are there already. */
  private repeated(there: readonly LogRecord[], expected: Expected, proposed: readonly Proposed[]) {
    if (typeof expected !== 'number' || expected >= there.length - 1) return undefined;
    const behind = there.slice(expected + 1, expected + 1 + proposed.length);
    const same =
      behind.length === proposed.length && behind.every(({ id }, index) => id === proposed[index]?.id);
    return same ? behind.at(-1) : undefined;
  }

  private storeSystemEvent(stream: string, type: string): void {
    const nothing = Buffer.from('{}');
    this.store(stream, {
      id: randomUUID(),
      type,
      contentType: 'application/json',
      data: nothing,
      customMetadata: nothing,
    });
  }

  private store(stream: string, event: Proposed): void {
    const own = this.streams.get(stream) ?? [];
    this.streams.set(stream, own);
    const record = {
      ...event,
      stream,
      revision: own.length,
      position: this.end,
      createdMilliseconds: Date.now() + this.clockOff_ms,
    };
    this.end += BigInt(90 + stream.length + event.data.length + event.customMetadata.length);
    own.push(record);
    this.records.push(record);
  }
}
