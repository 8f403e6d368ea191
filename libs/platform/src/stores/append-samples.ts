import { derivedId, instantOf, type Instant, type Recorded } from '#kernel';
import type { AppendOutcome, AppendRequest, DecidedCommand, EventStore } from '../event-store.js';

/** The events of one made-up command; texts may be anything. */
export const sampleCommand = (key: string, ...data: readonly unknown[]): DecidedCommand => ({
  key,
  digest: `digest of ${key}`,
  events: (data.length > 0 ? data : [{ said: key }]).map((content, index) => ({
    id: derivedId(key, index),
    type: 'NoteTaken',
    version: 1,
    data: content,
    effectiveOn: '2026-09-14',
    metadata: {
      commandId: key,
      commandType: 'TakeNote',
      correlationId: key,
      causationId: key,
      actor: 'amara',
      role: 'administrator',
      origin: 'command',
    },
  })),
});

/** An append behind the last of these events, or to an empty stream. */
export const sampleAppend = (
  stream: string,
  commands: DecidedCommand | readonly DecidedCommand[],
  options: { readonly behind?: Recorded; readonly recordedAt?: Instant } = {},
): AppendRequest => ({
  stream,
  expectedRevision: options.behind?.revision ?? -1,
  previousHash: options.behind?.hash ?? '',
  recordedAt: options.recordedAt ?? instantOf(Date.now()),
  commands: [commands].flat(),
});

/** The events of an append that must succeed. */
export const appended = (outcome: AppendOutcome): readonly Recorded[] => {
  if (outcome.outcome !== 'appended') throw new Error(`Not appended: ${JSON.stringify(outcome)}`);
  return outcome.events;
};

/** Appends at the stream's head, deciding again while others are faster, as the deciding side does. */
export const appendedInTheEnd = async (
  store: EventStore,
  stream: string,
  command: DecidedCommand,
): Promise<readonly Recorded[]> => {
  for (;;) {
    const [behind] = await store.readStream(stream, { backwards: true, limit: 1 });
    const outcome = await store.append(sampleAppend(stream, command, { behind }));
    if (outcome.outcome === 'appended') return outcome.events;
    if (outcome.outcome === 'known') throw new Error(`Known: ${outcome.key}`);
  }
};
