import type { BusinessDate, Instant, Position, Recorded } from '#kernel';

/** One recorded event of a cohort, as a history tells it. Ids only: what is personal stays in people's own streams. */
export interface HistoryEntry {
  readonly position: Position;
  readonly event: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  /** The same in words: `place offered`. */
  readonly what: string;
  /** The day it happened, and when it was recorded, by whom. */
  readonly on: BusinessDate;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly origin: string;
  readonly placeId?: string;
  /** Of a correction: the event it corrects, which is told as it was recorded, and why. */
  readonly corrects?: string;
  readonly reason?: string;
  readonly data: object;
}

interface Telling {
  readonly placeId?: string;
  readonly corrects?: string;
  readonly reason?: string;
}

/** An event as a history tells it. */
export const entryOf = ({ metadata, ...event }: Recorded): HistoryEntry => {
  const { placeId, corrects, reason } = event.data as Telling;
  return {
    position: event.position,
    event: event.id,
    stream: event.stream,
    revision: event.revision,
    type: event.type,
    what: inPlainWords(event.type),
    on: event.effectiveOn,
    recordedAt: event.recordedAt,
    by: metadata.actor,
    origin: metadata.origin,
    ...(placeId === undefined ? {} : { placeId }),
    ...(corrects === undefined ? {} : { corrects, reason }),
    data: event.data as object,
  };
};

/** `PlaceOffered` as people read it. */
const inPlainWords = (type: string): string =>
  type.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
