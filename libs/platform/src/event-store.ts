import type { Metadata, Position, Receipt, Recorded, BusinessDate, Instant } from '#kernel';
import type { ChainedEvent, StoredEvent } from './stores/event-hash.js';

/** An event ready to be recorded; `data` and metadata become the exact text that is hashed. */
export interface EventToRecord {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Personal fields already sealed. */
  readonly data: unknown;
  readonly effectiveOn: BusinessDate;
  readonly metadata: Metadata;
}

/** The events of one command. */
export interface DecidedCommand {
  /** Scoped to its actor: `actor/command id`. Unique over the whole log. */
  readonly key: string;
  /** Of the command's name and fields: the same key with another digest is `key-reused`. */
  readonly digest: string;
  /** At least one. */
  readonly events: readonly EventToRecord[];
}

/** One append to one stream: one expected revision, one or more commands, whole or not at all. At most 500 events and 900 kB, keys and digests counted. */
export interface AppendRequest {
  readonly stream: string;
  /** The revision of the stream's last event, -1 for a stream that has none. */
  readonly expectedRevision: number;
  /** Hash of the stream's last event, '' for none: the chain is computed by the appending process. */
  readonly previousHash: string;
  readonly recordedAt: Instant;
  readonly commands: readonly DecidedCommand[];
}

/** What became of an append. Anything but `appended` recorded nothing of it. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly events: readonly Recorded[] }
  | { readonly outcome: 'conflict'; readonly revision: number }
  /** A command of the request is in the log already; its key. Read it with `commandOf`. */
  | { readonly outcome: 'known'; readonly key: string }
  /** The log's last event or the store's clock disagrees with `recordedAt`: decide again at this time. */
  | { readonly outcome: 'decide-again-at'; readonly recordedAt: Instant };

/** What a remembered command recorded. */
export interface RememberedCommand {
  readonly digest: string;
  readonly receipt: Receipt;
}

/** Which part of the log to read as it is stored. */
export interface StoredPage {
  readonly after?: Position;
  readonly limit?: number;
}

/** Where an event is in a log, with its hash. */
export interface EventPlace {
  readonly position: Position;
  readonly hash: string;
}

/** What statements can be given to, within a transaction. */
export interface Asks {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** A whole log on its way into another store. */
export interface LogToImport {
  /** Of the same events the same: what was interrupted is continued by the import of this id. */
  readonly id: string;
  /** All events in the order of the log, from the beginning as often as it is asked. Throws where they cannot be had, also behind the last. */
  readonly pages: () => AsyncIterable<readonly ChainedEvent[]>;
  /** Which events, by their number in the log from 1 on, `whole` is told the places of. */
  readonly noted?: ReadonlySet<number> | undefined;
  /**
   * Called when everything is stored, and before it is taken for whole: with the transaction all of it is in, where there is one.
   * Called again by the import that continues one which was interrupted behind it.
   */
  readonly whole?: ((places: ReadonlyMap<number, EventPlace>, within?: Asks) => Promise<void>) | undefined;
  /** Told what is being done with how many events by now. */
  readonly told?: ((doing: 'import' | 'compare', events: number) => void) | undefined;
}

/** The event log: one port, several stores, one contract suite (`event-store.contract.ts`). */
export abstract class EventStore {
  /** Whether positions have no holes: then a hole is noticed wherever the log is read, else by the revisions of each stream. */
  abstract readonly contiguous: boolean;
  /** Which log it is, for people: the kind of store, and where. Never who signs in there. */
  abstract readonly place: string;
  /** Answers only when the outcome is durable; throws only when it is unknown or the store is unusable. */
  abstract append(request: AppendRequest): Promise<AppendOutcome>;
  /** A stream's events from a revision on (included), in order, at most `limit` (default: all); backwards from a revision (included) down. */
  abstract readStream(
    stream: string,
    options?: { readonly from?: number; readonly limit?: number; readonly backwards?: boolean },
  ): Promise<readonly Recorded[]>;
  /** Events after a position of an event (excluded), in order, at most `limit` (default 1000); backwards: before it. */
  abstract readAll(options?: {
    readonly after?: Position;
    readonly limit?: number;
    readonly backwards?: boolean;
  }): Promise<readonly Recorded[]>;
  /** As `readAll` forwards, with the exact texts that were hashed: for `verify` and the export of the log. */
  abstract readStored(options?: StoredPage): Promise<readonly StoredEvent[]>;
  /** The event at a position; undefined where none is. */
  abstract eventAt(position: Position): Promise<Recorded | undefined>;
  /** The position of the last event, `BEGINNING` when there is none. */
  abstract head(): Promise<Position>;
  /** The identity of this log, made when it was created: a swapped or restored log is noticed by it. */
  abstract identity(): Promise<string>;
  /** What a command recorded, if the log knows it. */
  abstract commandOf(key: string): Promise<RememberedCommand | undefined>;
  /**
   * Stores a whole log in this one, which must be empty: each event as it is but for its position, in the same order. Whole or not
   * at all; or, where a store cannot, `unfinishedImport` tells of what is not whole and the same import goes on with it. Throws
   * `ImportRefused`, and what `pages` throws.
   */
  abstract importStored(log: LogToImport): Promise<void>;
  /** The id of an import that was begun here and has not come to its end: until then this is no whole log. */
  abstract unfinishedImport(): Promise<string | undefined>;
  /** Calls back soon after events were appended by any process; a hint, never the truth. Returns the way to stop. */
  abstract onAppended(listener: () => void): () => void;
  abstract close(): Promise<void>;
}
