import { BEGINNING, type Position } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type StoredEvent, verifyHash } from '../stores/event-hash.js';
import { holeAt, next } from './log-pages.js';

/** What walking through the whole log found. */
export interface LogProof {
  readonly events: number;
  readonly position: Position;
  /** Sentences that name stream and position; the first twenty. Empty: nothing is missing and nothing was changed. */
  readonly problems: readonly string[];
}

interface Last {
  readonly revision: number;
  readonly hash: string;
}

const PAGE_EVENTS = 2_000;
const KEPT_STREAMS = 50_000;
const NAMED_PROBLEMS = 20;

/**
 * Walks once through the log: positions without a hole where the store promises that, revisions of every stream one after the other, and the chain of
 * hashes of every stream.
 */
export const proveLog = async (
  store: EventStore,
  onPage: (position: Position, events: number) => void = () => undefined,
): Promise<LogProof> => {
  const chains = new StoredChains(store);
  const problems: string[] = [];
  let position = BEGINNING;
  let events = 0;
  for (;;) {
    const page = await store.readStored({ after: position, limit: PAGE_EVENTS });
    for (const event of page) {
      const problem = await chains.problemAt(event);
      if (problem !== undefined && problems.length < NAMED_PROBLEMS) problems.push(problem);
      position = event.position;
    }
    events += page.length;
    if (page.length < PAGE_EVENTS) return { events, position, problems };
    onPage(position, events);
  }
};

/** A log that is walked through from its beginning. Keeps the heads of the streams last seen only; an older one is read again. */
export class StoredChains {
  readonly #heads = new Map<string, Last>();
  #position = BEGINNING;

  constructor(private readonly store: Pick<EventStore, 'readStream' | 'contiguous'>) {}

  /** What is wrong at the next event, in a sentence; undefined where it is due there and as it was recorded. */
  async problemAt(event: StoredEvent): Promise<string | undefined> {
    const problem =
      (this.store.contiguous ? gap(this.#position, event) : undefined) ??
      (await brokenChain(this.store, this.#heads, event));
    remember(this.#heads, event);
    this.#position = event.position;
    return problem;
  }
}

const gap = (before: Position, event: StoredEvent): string | undefined =>
  event.position === next(before) ? undefined : holeAt(next(before), event.position);

const brokenChain = async (
  store: Pick<EventStore, 'readStream'>,
  heads: Map<string, Last>,
  event: StoredEvent,
): Promise<string | undefined> => {
  const { stream, revision, position } = event;
  const last = heads.get(stream) ?? (revision === 0 ? NONE : await before(store, stream, revision));
  if (last.revision !== revision - 1)
    return `The stream "${stream}" misses revision ${last.revision + 1}: revision ${revision} is at position ${position}.`;
  if (!verifyHash(event, last.hash))
    return `The event at position ${position} ("${stream}" revision ${revision}) was changed: its hash is not that of its bytes.`;

  return undefined;
};

const NONE: Last = { revision: -1, hash: '' };

const before = async (
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  revision: number,
): Promise<Last> => {
  const [event] = await store.readStream(stream, { from: revision - 1, limit: 1 });
  return event?.revision === revision - 1 ? event : { ...NONE, revision: revision - 2 };
};

const remember = (heads: Map<string, Last>, { stream, revision, hash }: StoredEvent): void => {
  heads.delete(stream);
  heads.set(stream, { revision, hash });
  if (heads.size <= KEPT_STREAMS) return;
  const [oldest] = heads.keys();
  heads.delete(oldest!);
};
