import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { PageOfStream } from './calls.js';
import { LogFailed } from './log-failed.js';

/** An event as the server keeps it. */
export interface ServerEvent {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** By the server's clock. */
  readonly createdMilliseconds: number;
}

const TICKS_PER_MILLISECOND = 10_000n;

/** The event of an answer; undefined for one that carries none. Throws `LogFailed` where the server tells no position. */
export const serverEventOf = (response: ReadResp): ServerEvent | undefined => {
  const event = response.getEvent()?.getEvent();
  if (!event) return undefined;

  const position = event.getCommitPosition();
  if (position !== event.getPreparePosition() || position.length > LONGEST_POSITION)
    throw new LogFailed(
      `The server tells no position of its own for the event ${event.getId()?.getString()}: this product needs EventStoreDB 22.6 or later, and a log without explicit transactions.`,
    );

  const metadata = event.getMetadataMap();
  return {
    position,
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: Number(event.getStreamRevision()),
    id: event.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    data: Buffer.from(event.getData_asU8()).toString(),
    metadata: Buffer.from(event.getCustomMetadata_asU8()).toString(),
    createdMilliseconds: Number(BigInt(metadata.get('created') ?? '0') / TICKS_PER_MILLISECOND),
  };
};

/** "None" is told as the largest number there is, which has a digit more than any log will reach. */
const LONGEST_POSITION = 19;

/** The first revision that should be in a page of a stream and is not. */
export const revisionLacking = (
  events: readonly ServerEvent[],
  { from, limit, backwards }: PageOfStream,
): number | undefined => {
  let due = backwards ? (events[0]?.revision ?? -1) : (from ?? 0);
  for (const { revision } of events) {
    if (revision !== due) return due;
    due += backwards ? -1 : 1;
  }
  return backwards && due >= 0 && events.length < limit ? due : undefined;
};
