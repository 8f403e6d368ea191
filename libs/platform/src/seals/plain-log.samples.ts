import { derivedId, instantOf } from '#kernel';
import type { EventStore } from '../event-store.js';
import { type HashedFields, hashOf, type StoredEvent, toRecorded } from '../stores/event-hash.js';

/** A log as plain values, to be attacked as by somebody who may write to every row of its table. */
export type PlainLog = readonly StoredEvent[];

const BEGAN = Date.parse('2026-09-14T09:15:00.000Z');

/** One more event of a stream, with other bytes for every `nth`; its revision and hash are given by `chainedAnew`. */
export const noteOf = (stream: string, nth: number): StoredEvent => ({
  ...{ position: '', stream, revision: 0, hash: '' },
  id: derivedId('note', nth),
  type: 'NoteTaken',
  version: 1,
  effectiveOn: '2026-09-14',
  // Several events have one time, as those of an import do.
  recordedAt: instantOf(BEGAN + Math.floor(nth / 3)),
  metadata: `{"actor":"amara","commandId":"${nth}"}`,
  data: `{"note":"à bientôt ${nth}"}`,
  commandKey: nth % 2 === 0 ? `amara/${nth}` : '',
  commandDigest: nth % 2 === 0 ? `digest ${nth}` : '',
});

/** The log with positions one after the other, nothing else touched. */
export const inPlace = (events: PlainLog): PlainLog =>
  events.map((event, index) => ({ ...event, position: String(index + 1) }));

/** The log with positions, revisions and hashes made anew: every chain holds, whatever was done to the events. */
export const chainedAnew = (events: PlainLog): PlainLog => {
  const heads = new Map<string, { readonly revision: number; readonly hash: string }>();
  return inPlace(
    events.map((event) => {
      const before = heads.get(event.stream) ?? { revision: -1, hash: '' };
      const fields: HashedFields = { ...event, revision: before.revision + 1 };
      const chained = { ...event, revision: fields.revision, hash: hashOf(before.hash, fields) };
      heads.set(event.stream, chained);
      return chained;
    }),
  );
};

/** A log of one event for each stream named, in this order. */
export const logOf = (streams: readonly string[]): PlainLog => chainedAnew(streams.map(noteOf));

/** A log that somebody recorded more in; the new events are made up from their number on. */
export const grown = (log: PlainLog, streams: readonly string[]): PlainLog => {
  const later = chainedAnew([...log, ...streams.map((stream, index) => noteOf(stream, 1_000 + index))]);
  return [...log, ...later.slice(log.length)];
};

/** A store that holds just this log, and hands out pages of at most so many events. */
export const storeOf = (
  log: PlainLog,
  { identity = 'log-1', pageEvents = Infinity } = {},
): Pick<EventStore, 'readStored' | 'readStream' | 'head' | 'identity' | 'contiguous'> => ({
  contiguous: true,
  readStream: async (name, { from = 0, limit = Infinity } = {}) =>
    log
      .filter(({ stream, revision }) => stream === name && revision >= from)
      .slice(0, limit)
      .map(toRecorded),
  readStored: async ({ after = '0', limit = 1_000 } = {}) => {
    const from = log.findIndex(({ position }) => Number(position) > Number(after));
    return from < 0 ? [] : log.slice(from, from + Math.min(limit, pageEvents));
  },
  head: async () => log.at(-1)?.position ?? '0',
  identity: async () => identity,
});
