import { framed, type StoredEvent } from '../stores/event-hash.js';
import { leafHash } from './merkle-tree.js';

/** An event in a seal: its leaf in hex, and what names it, so that also one that is gone can be named. */
export interface SealedEvent {
  readonly leaf: string;
  readonly stream: string;
  readonly revision: number;
}

/**
 * The leaf of an event: all that is stored of it but the position, which another store gives otherwise, framed as in
 * `hashOf` and in the same order, at last its hash.
 */
export const leafOf = (event: StoredEvent): Buffer =>
  leafHash(
    Buffer.from(
      [
        event.stream,
        String(event.revision),
        event.id,
        event.type,
        String(event.version),
        event.effectiveOn,
        event.recordedAt,
        event.metadata,
        event.data,
        event.commandKey,
        event.commandDigest,
        event.hash,
      ]
        .map(framed)
        .join(''),
    ),
  );
