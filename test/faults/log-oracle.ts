import { type StoredEvent, verifyHash } from '#platform';
import type { Metadata } from '#kernel';
import type { Entry } from './ledger.js';

/** How a command key begins that came from a client: whoever acts while there is no sign-in. */
const CLIENT = 'local-administrator/';
const NAMED = 20;

/** What the log says of the commands clients know of, and of itself. */
export interface LogReport {
  readonly events: number;
  /** Sentences; the first twenty. Empty: nothing is lost, doubled, disordered, missing or invented. */
  readonly problems: readonly string[];
}

/**
 * Holds the log against what clients were told: every acknowledged command is in it once, where its receipt says and with
 * those events; nothing refused is; nothing is that no client sent, but for what processes did because of an event that is there.
 * Positions are contiguous, revisions of each stream too, every chain of hashes holds, no command key is there twice.
 */
export const heldAgainst = (log: readonly StoredEvent[], entries: ReadonlyMap<string, Entry>): LogReport => {
  const problems: string[] = [];
  const problem = (sentence: string) => {
    if (problems.length < NAMED) problems.push(sentence);
  };
  const streams = new Map<string, StoredEvent[]>();
  const byKey = new Map<string, StoredEvent>();
  const ids = new Set<string>();

  for (const [index, event] of log.entries()) {
    const at = `position ${event.position} (${event.type} in ${event.stream})`;
    if (event.position !== String(index + 1)) problem(`${at} should be position ${index + 1}`);
    const stream = streams.get(event.stream) ?? [];
    streams.set(event.stream, stream);
    if (event.revision !== stream.length)
      problem(`${at} is revision ${event.revision}, not ${stream.length}`);
    if (!verifyHash(event, stream.at(-1)?.hash ?? ''))
      problem(`${at} does not have the hash its stream gives it`);
    stream.push(event);
    if (ids.has(event.id)) problem(`${at} has the id of another event`);
    ids.add(event.id);

    const { actor, commandId, causationId, origin } = JSON.parse(event.metadata) as Metadata;
    if (event.commandKey === '') {
      const begun = stream.at(-2);
      if (!begun || commandIdOf(begun) !== commandId) problem(`${at} begins a command that has no key`);
      continue;
    }
    if (byKey.has(event.commandKey)) problem(`the command ${event.commandKey} is in the log twice, at ${at}`);
    byKey.set(event.commandKey, event);
    if (event.commandKey.startsWith(CLIENT)) {
      if (!entries.has(event.commandKey.slice(CLIENT.length)))
        problem(`${at}: no client ever sent its command`);
    } else if (origin !== 'process' || !actor.startsWith('process:') || !ids.has(causationId))
      problem(`${at}: neither a client nor a process on account of an event sent its command`);
  }

  for (const entry of entries.values()) {
    const first = byKey.get(`${CLIENT}${entry.key}`);
    const sentence = objectionTo(entry, first, first && streams.get(first.stream));
    if (sentence) problem(`${entry.method} ${entry.path} with the key "${entry.key}" ${sentence}`);
  }
  return { events: log.length, problems };
};

const commandIdOf = ({ metadata }: StoredEvent): string => (JSON.parse(metadata) as Metadata).commandId;

const objectionTo = (
  { receipt, refusal, status, path }: Entry,
  first: StoredEvent | undefined,
  stream: readonly StoredEvent[] = [],
): string | undefined => {
  if (!receipt) {
    // An answer that waits for a candidacy is recorded as asked for, and refused afterwards.
    return refusal && first && !/\/(acceptance|confirmation)$/.test(path)
      ? `was refused (${status} ${refusal}), but is in the log at position ${first.position}`
      : undefined;
  }
  if (receipt.recorded.length === 0)
    return first ? `was told it recorded nothing, but is at position ${first.position}` : undefined;
  if (!first) return `was acknowledged (${said(receipt)}), but is lost`;

  const next = stream.findIndex(({ revision, commandKey }) => revision > first.revision && commandKey !== '');
  const own = stream.slice(first.revision, next < 0 ? undefined : next);
  const last = own.at(-1)!;
  const there = {
    stream: first.stream,
    revision: last.revision,
    position: last.position,
    recorded: own.map(({ type, id }) => ({ type, id })),
  };
  return said(there) === said(receipt)
    ? undefined
    : `was acknowledged with ${said(receipt)}, but the log has ${said(there)}`;
};

const said = ({ stream, revision, position, recorded }: NonNullable<Entry['receipt']>): string =>
  `revision ${revision} of ${stream}, position ${position}: ${recorded.map(({ type, id }) => `${type} ${id}`).join(', ')}`;
