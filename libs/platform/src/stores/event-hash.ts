import { createHash } from 'node:crypto';
import type { BusinessDate, Instant, Position, Receipt, Recorded } from '#kernel';

/** An event as it lies in a store: data and metadata are the exact texts that were hashed. */
export interface StoredEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: BusinessDate;
  readonly recordedAt: Instant;
  readonly metadata: string;
  readonly data: string;
  /** On the first event of a command its key, else ''. */
  readonly commandKey: string;
  /** On the first event of a command its digest, else ''. */
  readonly commandDigest: string;
  readonly hash: string;
}

/** An event that lacks nothing but its position. */
export type ChainedEvent = Omit<StoredEvent, 'position'>;

/** What is hashed: everything but the position, which the store gives later, and the hash itself. */
export type HashedFields = Omit<ChainedEvent, 'hash'>;

/**
 * SHA-256 in hex over the hash of the stream's previous event ('' for the first) and every field but the position, in
 * the order written here. Each is framed as `length in bytes:UTF-8 bytes,` so that no two lists of fields have the same
 * bytes and a verifier needs nothing but this sentence.
 */
export const hashOf = (previousHash: string, event: HashedFields): string =>
  createHash('sha256')
    .update(
      framed(previousHash) +
        framed(event.stream) +
        framed(String(event.revision)) +
        framed(event.id) +
        framed(event.type) +
        framed(String(event.version)) +
        framed(event.effectiveOn) +
        framed(event.recordedAt) +
        framed(event.metadata) +
        framed(event.data) +
        framed(event.commandKey) +
        framed(event.commandDigest),
    )
    .digest('hex');

/** A text as `length in bytes:UTF-8 bytes,`: no two lists of them have the same bytes. */
export const framed = (text: string): string => `${Buffer.byteLength(text)}:${text},`;

/** True when an event's hash is the one its fields and the stream's previous hash ('' for none) give. */
export const verifyHash = (event: ChainedEvent, previousHash: string): boolean =>
  hashOf(previousHash, event) === event.hash;

/** The event a program reads: texts parsed, and what only the store needs left out. */
export const toRecorded = (stored: StoredEvent): Recorded => ({
  position: stored.position,
  stream: stored.stream,
  revision: stored.revision,
  id: stored.id,
  type: stored.type,
  version: stored.version,
  effectiveOn: stored.effectiveOn,
  recordedAt: stored.recordedAt,
  metadata: JSON.parse(stored.metadata) as Recorded['metadata'],
  data: JSON.parse(stored.data) as unknown,
  hash: stored.hash,
});

/** The receipt of a command whose events these are; at least one. */
export const receiptOf = (
  events: readonly Pick<StoredEvent, 'stream' | 'revision' | 'position' | 'type' | 'id'>[],
): Receipt => {
  const last = events.at(-1);
  if (!last) throw new Error('A command that recorded nothing has no receipt.');

  return {
    stream: last.stream,
    revision: last.revision,
    position: last.position,
    recorded: events.map(({ type, id }) => ({ type, id })),
  };
};
