import {
  BEGINNING,
  evolved,
  isAfter,
  type Decider,
  type Instant,
  type Position,
  type Recorded,
} from '#kernel';
import type { Sealing } from '../sealing/sealing.js';
import type { AskedLog } from './asked-log.js';
import { commandKey } from './command-digest.js';
import { LatestReads } from './latest-reads.js';
import type { DecidingLimits } from './limits.js';
import { LogTail } from './log-tail.js';

const PAGE = 1_000;
/** What a cached state weighs beside the events it was folded from. */
const STATE_WEIGHT = 10;

/** A stream's state as it is in the log up to a revision. A value: it stays right for its revision for ever. */
export interface Settled<State = any> {
  readonly state: State;
  /** Of the last event folded, -1 for none. */
  readonly revision: number;
  readonly hash: string;
  /** Of the last event folded, `BEGINNING` for none. */
  readonly position: Position;
  /** Of the last event folded, '' for none. */
  readonly recordedAt: Instant;
  readonly known: KnownKeys;
}

/** The command keys seen in a stream: bounded, so it knows when it has forgotten some. */
export class KnownKeys {
  readonly #keys = new Set<string>();
  #forgotten = false;

  constructor(private readonly limit: number) {}

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** True when a key it does not have may be in the stream all the same. */
  get hasForgotten(): boolean {
    return this.#forgotten;
  }

  add(key: string): void {
    this.#keys.add(key);
    if (this.#keys.size <= this.limit) return;

    this.#keys.delete(this.#keys.values().next().value!);
    this.#forgotten = true;
  }
}

interface Cached {
  readonly settled: Settled;
  /** Up to here it holds all of its stream. */
  readonly upTo: Position;
}

/** Folded states of streams, the most recently used of them kept. */
export class StreamStates {
  readonly #cache = new Map<string, Cached>();
  readonly #tail: LogTail;
  readonly #reads = new LatestReads();
  #weight = 0;

  constructor(
    private readonly log: Pick<AskedLog, 'readStream' | 'readAll' | 'head' | 'contiguous'>,
    private readonly sealing: Sealing,
    private readonly limits: Pick<DecidingLimits, 'cachedEvents' | 'knownKeys'>,
  ) {
    this.#tail = new LogTail(log, log.contiguous, () => this.#clear());
  }

  /** A stream's state, which may be behind the log where another process has appended. */
  async settled(decider: Decider, stream: string): Promise<Settled> {
    return this.#cache.get(stream)?.settled ?? this.readOn(decider, stream);
  }

  /** A stream's state that holds all that was recorded before this was asked. */
  async latest(decider: Decider, stream: string): Promise<Settled> {
    await this.#tail.look();
    const cached = this.#cache.get(stream);
    if (!cached || !this.#tail.isLatest(stream, cached.settled.position, cached.upTo))
      // Guards and processes ask for the same few streams: one reading serves all who wait for it.
      return this.#reads.latest(stream, () => this.readOn(decider, stream));

    this.keep(stream, cached.settled, this.#tail.seen);
    return cached.settled;
  }

  /** A stream's state up to its head; the one given (default the cached one) is folded on from. */
  async readOn(decider: Decider, stream: string, from = this.#cache.get(stream)?.settled): Promise<Settled> {
    const { seen } = this.#tail;
    let settled = from ?? this.#blank(decider);
    for (;;) {
      const page = await this.log.readStream(stream, { from: settled.revision + 1, limit: PAGE });
      if (page.length > 0) settled = folded(decider, settled, await this.sealing.open(page));
      if (page.length < PAGE) break;
    }
    this.keep(stream, settled, seen);
    return settled;
  }

  /** Keeps the state after events that this process recorded. */
  recorded(stream: string, settled: Settled, events: readonly Recorded[]): void {
    this.#tail.recorded(events);
    this.keep(stream, settled);
  }

  /** Keeps a state unless a later one is kept already; it holds all of its stream up to its own last event, or further. */
  keep(stream: string, settled: Settled, upTo: Position = BEGINNING): void {
    const before = this.#cache.get(stream);
    const kept = before && before.settled.revision > settled.revision ? before.settled : settled;
    this.forget(stream);
    this.#cache.set(stream, {
      settled: kept,
      upTo: [kept.position, upTo, before?.upTo ?? BEGINNING].reduce(further),
    });
    this.#weight += weightOf(kept);
    for (const oldest of this.#cache.keys()) {
      if (this.#weight <= this.limits.cachedEvents || this.#cache.size === 1) break;
      this.forget(oldest);
    }
  }

  /** Drops a state: it is read from the log again when next needed. */
  forget(stream: string): void {
    const before = this.#cache.get(stream);
    if (!before) return;

    this.#cache.delete(stream);
    this.#weight -= weightOf(before.settled);
  }

  #clear(): void {
    this.#cache.clear();
    this.#weight = 0;
  }

  #blank(decider: Decider): Settled {
    return {
      state: decider.initial,
      revision: -1,
      hash: '',
      position: BEGINNING,
      recordedAt: '',
      known: new KnownKeys(this.limits.knownKeys),
    };
  }
}

const folded = (decider: Decider, settled: Settled, events: readonly Recorded[]): Settled => {
  let { state } = settled;
  for (const event of events) {
    state = evolved(decider, state, event);
    settled.known.add(commandKey(event.metadata));
  }
  const last = events.at(-1)!;
  return {
    state,
    revision: last.revision,
    hash: last.hash,
    position: last.position,
    recordedAt: last.recordedAt,
    known: settled.known,
  };
};

const further = (one: Position, other: Position): Position => (isAfter(other, one) ? other : one);

const weightOf = ({ revision }: Settled): number => STATE_WEIGHT + revision + 1;
