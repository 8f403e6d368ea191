import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { BEGINNING } from '#kernel';
import { type OnProgress, progressOf } from '../following/progress.js';
import type { Standing } from '../following/standing.js';
import { codeOf } from '../sealing/durable-files.js';
import { LineUnended } from '../seals/line-file.js';
import { assertKeepable, Unrecordable } from '../stores/append-rules.js';
import { type ChainedEvent, verifyHash } from '../stores/event-hash.js';
import {
  addStandingIn,
  endOf,
  eventIn,
  type GrowingStanding,
  LogFileRefused,
  type LogFileEnd,
  type LogFileHeader,
} from './log-file.js';
import { eventLinesOf, findLogFile, type FoundLogFile, sha256Of } from './read-log-file.js';

/** A log file that is whole and as it was written, and whose log holds. */
export interface CheckedLogFile extends LogFileHeader, LogFileEnd {
  readonly path: string;
  readonly bytes: number;
  /** How processes stood there, by the numbers of events. Kept in memory: it grows with what is due, not with the log. */
  readonly standing: Standing<number>;
}

/** How a log file is checked. */
export interface CheckOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Heads of so many streams are kept in memory, and the file is read again for as many more; default 500,000. */
  readonly keptStreams?: number | undefined;
}

const KEPT_STREAMS = 500_000;
/** Streams are parted by their names, so that one part has more than another. */
const UNEVEN_STREAMS = 100_000;
const REPORTED_EVENTS = 2_000;
const NOTHING_IMPORTED = 'Nothing was imported: use another copy, or export the log again.';

/**
 * Reads a log file to its end, in bounded memory: its own hash, the form of every event, the chain of every stream. Throws
 * `LogFileRefused`, which names the first event that is not as it was, for a file that was cut or altered in any byte, and
 * for one that is as it was written and holds no sound log.
 */
export const checkLogFile = async (path: string, options: CheckOptions = {}): Promise<CheckedLogFile> => {
  const { onProgress, keptStreams = KEPT_STREAMS } = options;
  const file = await findLogFile(path);
  const { end, header, bytes } = file;
  const parts = Math.max(1, Math.ceil((end?.streams ?? 0) / keptStreams));
  const report = progressOf('check', BEGINNING, String((end?.events ?? 0) * parts), onProgress);
  let last: Walk | undefined;
  for (let part = 0; part < parts; part += 1) {
    // Without an end it is refused anyway, and how many streams there are nobody knows: only the place is looked for.
    const walk = new Walk(part, parts, end ? keptStreams : 0);
    const before = part * (last?.events ?? 0);
    try {
      await walk.through(file, (events) => report(String(before + events), before + events));
    } catch (error) {
      throw await refusal(file, walk, error);
    }
    last = walk;
    const stated = end && endOf(end);
    if (!stated?.equals(endOf({ events: walk.events, streams: walk.streams, sha256: walk.sha256 })))
      throw await refusal(file, walk, undefined);
  }
  return { path, bytes, ...header, ...end!, standing: last!.standing };
};

/** Something about an event of the file that no sound log has. */
class Unsound extends Error {}

/** One walk through a file: all events by themselves, and the chains of a part of the streams. */
class Walk {
  events = 0;
  streams = 0;
  sha256 = '';
  last: ChainedEvent | undefined;
  readonly standing: GrowingStanding = { processes: [], due: [], workItems: [] };
  readonly #heads = new Map<string, Pick<ChainedEvent, 'revision' | 'hash'>>();

  constructor(
    private readonly part: number,
    private readonly parts: number,
    private readonly keptStreams: number,
  ) {}

  async through(file: FoundLogFile, report: (events: number) => void): Promise<void> {
    const hash = createHash('sha256');
    for await (const line of eventLinesOf(file, hash)) {
      const isStanding = addStandingIn(line, this.standing, this.events);
      if (isStanding) continue;
      const event = this.#hasStanding() ? undefined : eventIn(line);
      if (!event) throw new Unsound('The line behind it is no event.');
      this.#check(event);
      this.events += 1;
      if (event.revision === 0) this.streams += 1;
      this.last = event;
      if (this.events % REPORTED_EVENTS === 0) report(this.events);
    }
    this.sha256 = hash.digest('hex');
  }

  #hasStanding(): boolean {
    const { processes, due, workItems } = this.standing;
    return processes.length + due.length + workItems.length > 0;
  }

  #check(event: ChainedEvent): void {
    const { stream, revision, hash } = event;
    if (this.part === 0) assertKeepable(event);
    if (this.keptStreams === 0 || crc32(stream) % this.parts !== this.part) return;

    const head = this.#heads.get(stream) ?? { revision: -1, hash: '' };
    if (revision !== head.revision + 1)
      throw new Unsound(`Revision ${head.revision + 1} of "${stream}" is due before revision ${revision}.`);
    if (!verifyHash(event, head.hash))
      throw new Unsound(`The hash of "${stream}" revision ${revision} is not that of its bytes.`);
    this.#heads.set(stream, { revision, hash });
    if (this.#heads.size > this.keptStreams + UNEVEN_STREAMS)
      throw new Unsound('It has more streams than its end states.');
  }
}

/** Says of a file what is wrong with it, and how far it is whole; gives back what is no fault of the file. */
const refusal = async (file: FoundLogFile, walk: Walk, error: unknown): Promise<unknown> => {
  const { path, end } = file;
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall !== undefined) return new LogFileRefused(`The log file ${path} cannot be read (${code}).`);
  const isSound = error === undefined;
  const isUnsound = error instanceof Unsound || error instanceof Unrecordable;
  if (!isSound && !isUnsound && !isBrokenOff(error)) return error;

  const { events, last } = walk;
  const upTo = last
    ? `up to event ${events} of it, "${last.stream}" revision ${last.revision}`
    : 'up to its header';
  const isAsWritten = end !== undefined && (await sha256Of(file)) === end.sha256;
  return new LogFileRefused(
    isUnsound && isAsWritten
      ? `The log file ${path} is as it was written, but the log in it is sound only ${upTo}. Behind that: ${error.message} ${NOTHING_IMPORTED}`
      : `The log file ${path} was cut or altered: it is not as it was written. It is whole ${upTo}. ${NOTHING_IMPORTED}`,
  );
};

/** What unpacking throws, and a last line without an end. */
const isBrokenOff = (error: unknown): boolean =>
  error instanceof LineUnended || /^Z_/.test(codeOf(error) ?? '');
