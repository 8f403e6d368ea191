import { isBusinessDate, isId, isInstant, type Instant, type Position } from '#kernel';
import { TryAgain } from '../commands.js';
import type { AppendOutcome, AppendRequest, DecidedCommand, EventToRecord } from '../event-store.js';
import { type ChainedEvent, hashOf } from './event-hash.js';

/** The most events one append may hold. */
export const EVENTS_LIMIT = 500;
/** The most bytes of texts one append may hold: of data, metadata, and the keys and digests of its commands. */
export const BYTES_LIMIT = 900_000;
/** How far a decision's time may be from the store's clock. */
export const CLOCK_TOLERANCE_MS = 5_000;

/** An append no store takes: a limit is passed or a text cannot be kept. Nothing of it was recorded. */
export class Unrecordable extends Error {}

/**
 * The clock of the deciding process and the clock of the store are too far apart. Nothing was recorded; once the clocks
 * are set the same can be sent again.
 */
export class ClocksDisagree extends TryAgain {
  constructor(recordedAt: Instant, storeClock: Instant) {
    super(
      `This process decides at ${recordedAt}, but the event store's clock says ${storeClock}: they may differ by ` +
        `${CLOCK_TOLERANCE_MS / 1000} s at most. Set both machines' clocks by the same time service.`,
      CLOCK_TOLERANCE_MS / 1000,
    );
  }
}

/** A log cannot be taken into this store. */
export class ImportRefused extends Error {}

/** Two commands of a log that is imported have one key: no store would have recorded the second. */
export const keyTwice = (): ImportRefused =>
  new ImportRefused('Two commands of the log have one key: it was put together by something else.');

/** The store to import into holds events. */
export const notEmpty = (place: string, head: Position): ImportRefused =>
  new ImportRefused(
    `The log (${place}) is not empty: it ends at position ${head}. A log is imported into an empty one only: name a new ` +
      'data folder in L2D_DATA, or an empty database in DATABASE_URL or EVENTSTOREDB_URL.',
  );

/** A command key is in use for another stream, and nobody can know yet whether it will be recorded there. Nothing was recorded. */
export class KeyClaimed extends TryAgain {
  constructor(key: string, stream: string) {
    super(
      `A command with the key "${key}" was on its way to the stream "${stream}", and it is not known yet what became of it. ` +
        'Send that command again as it was; or send another one under a key of its own.',
      1,
    );
  }
}

/** The request states the right revision with a hash its stream never had: a bug of the caller. */
export const chainBroken = ({ stream, expectedRevision }: AppendRequest): Unrecordable =>
  new Unrecordable(
    `The previous hash given for "${stream}" is not that of its revision ${expectedRevision}.`,
  );

/**
 * Why an append's time is not taken: it is before the log's last ('' for an empty log), or too far from the store's clock
 * (undefined takes any); how long the append has waited is no fault of the clocks. Throws `ClocksDisagree`.
 */
export const objectionToTime = (
  recordedAt: Instant,
  last: Instant,
  now: Instant | undefined,
  waited_ms = 0,
): AppendOutcome | undefined => {
  // A clock was set back: the log's time stands still until the clock has passed it, and recording goes on.
  const standsStill = now !== undefined && last > now && recordedAt <= last;
  const apart = now === undefined ? 0 : Math.abs(Date.parse(now) - Date.parse(recordedAt) - waited_ms);
  if (now !== undefined && !standsStill && apart > CLOCK_TOLERANCE_MS)
    throw new ClocksDisagree(recordedAt, now);

  return last !== '' && recordedAt < last ? { outcome: 'decide-again-at', recordedAt: last } : undefined;
};

/** The events of an append with their texts, revisions and hashes. Throws `Unrecordable`. */
export const chained = (request: AppendRequest): readonly ChainedEvent[] => {
  assertForm(request);

  const events: ChainedEvent[] = [];
  let previousHash = request.previousHash;
  let bytes = 0;
  for (const command of request.commands)
    for (const [index, event] of command.events.entries()) {
      const revision = request.expectedRevision + 1 + events.length;
      const fields = fieldsOf(request, command, event, revision, index === 0);
      bytes += bytesOf(fields);
      previousHash = hashOf(previousHash, fields);
      events.push({ ...fields, hash: previousHash });
    }
  if (bytes > BYTES_LIMIT)
    throw new Unrecordable(
      `An append to "${request.stream}" holds ${bytes} bytes; ${BYTES_LIMIT} are the most. Record it in smaller steps.`,
    );

  return events;
};

const bytesOf = ({
  data,
  metadata,
  commandKey,
  commandDigest,
}: Pick<ChainedEvent, 'data' | 'metadata' | 'commandKey' | 'commandDigest'>): number =>
  [data, metadata, commandKey, commandDigest].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** Throws `Unrecordable` for an event from elsewhere that no store could have recorded, or not every store can keep. */
export const assertKeepable = (event: ChainedEvent): void => {
  const { stream, id, type, effectiveOn, recordedAt, metadata, data, commandKey, commandDigest } = event;
  for (const text of [stream, type, commandKey, commandDigest, metadata, data]) keepable(text, 'Its text');
  if (!isId(id)) throw new Unrecordable('Its id is no UUID.');
  if (!isBusinessDate(effectiveOn)) throw new Unrecordable('Its effective day is no day.');
  if (!isInstant(recordedAt)) throw new Unrecordable('Its time is no instant.');
  for (const text of [metadata, data])
    if (!isJson(text)) throw new Unrecordable('Its data or metadata is not JSON.');
    else keepableJson(text, 'Its data or metadata');
  const bytes = bytesOf(event);
  if (bytes > BYTES_LIMIT) throw new Unrecordable(`It holds ${bytes} bytes; ${BYTES_LIMIT} are the most.`);
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const fieldsOf = (
  request: AppendRequest,
  command: DecidedCommand,
  event: EventToRecord,
  revision: number,
  isFirst: boolean,
) => {
  if (!isBusinessDate(event.effectiveOn))
    throw new Unrecordable(
      `The effective day of "${event.type}" is not a day: "${String(event.effectiveOn)}".`,
    );

  return {
    stream: request.stream,
    revision,
    id: keepable(event.id, `The id of an event "${event.type}"`),
    type: keepable(event.type, 'The type of an event'),
    version: event.version,
    effectiveOn: event.effectiveOn,
    recordedAt: request.recordedAt,
    metadata: jsonOf(event.metadata, `The metadata of "${event.type}"`),
    data: jsonOf(event.data, `The data of "${event.type}"`),
    commandKey: isFirst ? command.key : '',
    commandDigest: isFirst ? command.digest : '',
  };
};

const assertForm = (request: AppendRequest): void => {
  const { stream, commands } = request;
  keepable(stream, 'The name of a stream');
  if (!isInstant(request.recordedAt))
    throw new Unrecordable(
      `The time "${String(request.recordedAt)}" of an append to "${stream}" is not an instant.`,
    );
  if (commands.length === 0 || commands.some((command) => command.events.length === 0))
    throw new Unrecordable(`An append to "${stream}" holds a command without events, or no command.`);

  const keys = new Set(commands.map((command) => keepable(command.key, 'The key of a command')));
  if (keys.size < commands.length || keys.has(''))
    throw new Unrecordable(`An append to "${stream}" holds two commands with one key, or an empty key.`);
  for (const command of commands) keepable(command.digest, 'The digest of a command');

  const count = commands.reduce((sum, command) => sum + command.events.length, 0);
  if (count > EVENTS_LIMIT)
    throw new Unrecordable(
      `An append to "${stream}" holds ${count} events; ${EVENTS_LIMIT} are the most. Record it in smaller steps.`,
    );
};

const keepable = (text: string, what: string): string => {
  if (text.includes('\0')) throw new Unrecordable(`${what} holds a NUL character, which no store keeps.`);
  if (!text.isWellFormed())
    throw new Unrecordable(`${what} holds half a character (a lone surrogate), which no store keeps.`);

  return text;
};

// JSON escapes both; an escape counts only behind an even number of backslashes, else it is text that looks like one.
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/;
const ESCAPED_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

const jsonOf = (value: unknown, what: string): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Unrecordable(`${what} is not JSON.`);

  return keepableJson(text, what);
};

const keepableJson = (text: string, what: string): string => {
  if (!text.includes('\\u')) return text;
  if (ESCAPED_NUL.test(text)) keepable('\0', what);
  if (ESCAPED_SURROGATE.test(text)) keepable('\ud800', what);

  return text;
};
