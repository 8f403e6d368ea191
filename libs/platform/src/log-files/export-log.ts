import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BEGINNING, isAfter, type Position } from '#kernel';
import type { EventStore } from '../event-store.js';
import { StoredChains } from '../following/log-proof.js';
import { type OnProgress, progressOf } from '../following/progress.js';
import { inPlacesOf, placesIn, type Standing } from '../following/standing.js';
import { madeNew } from '../sealing/durable-files.js';
import { storedPages } from '../seals/stored-pages.js';
import {
  endOf,
  eventLineOf,
  headerLineOf,
  standingLinesOf,
  type LogFileEnd,
  type LogFileHeader,
} from './log-file.js';

/** How a log is exported. */
export interface ExportOptions extends Omit<LogFileHeader, 'log'> {
  /** Taken before: nothing it names lies behind the head of the log. */
  readonly standing: Standing;
  readonly onProgress?: OnProgress | undefined;
}

/** What was exported. */
export type ExportedLog = LogFileHeader & LogFileEnd;

const CHUNK_BYTES = 256 * 1024;

type Log = Pick<EventStore, 'readStored' | 'readStream' | 'contiguous' | 'head' | 'identity'>;

/**
 * Writes all events up to the present head of a log into a new file, as they are stored, in one walk and in bounded memory. The
 * file is there when it is whole, and only its owner can read it. Throws when there is one of this name, when it cannot be
 * written, and where the log is damaged: such a file would never be imported.
 */
export const exportLog = async (store: Log, path: string, options: ExportOptions): Promise<ExportedLog> => {
  const words = { path, name: 'log file', otherwise: 'Nothing was exported.' };
  return madeNew(words, async (draft) => {
    const { exportedAt, keys } = options;
    const header = { log: await store.identity(), exportedAt, keys };
    const counted = { events: 0, streams: 0 };
    const hash = createHash('sha256');
    const file = await open(draft, 'wx', 0o600);
    try {
      const put = async (bytes: Buffer): Promise<void> => {
        hash.update(bytes);
        await file.appendFile(bytes);
      };
      await pipeline(
        textOf(store, header, counted, options),
        createGzip({ chunkSize: CHUNK_BYTES }),
        async (compressed: AsyncIterable<Buffer>) => {
          for await (const bytes of compressed) await put(bytes);
        },
      );
      const end = { ...counted, sha256: hash.digest('hex') };
      await file.appendFile(endOf(end));
      await file.sync();
      return { ...header, ...end };
    } finally {
      await file.close();
    }
  });
};

/** The lines of the file, many at once, counted as they go. */
const textOf = async function* (
  store: Log,
  header: LogFileHeader,
  counted: { events: number; streams: number },
  { standing, onProgress }: ExportOptions,
): AsyncGenerator<string> {
  const upTo = await store.head();
  const report = progressOf('export', BEGINNING, upTo, onProgress);
  const wanted = placesIn(standing);
  const numbers = new Map<Position, number>([[BEGINNING, 0]]);
  const chains = new StoredChains(store);
  yield `${headerLineOf(header)}\n`;
  for await (const page of storedPages(store)) {
    const exported = page.filter(({ position }) => !isAfter(position, upTo));
    let text = '';
    for (const event of exported) {
      const problem = await chains.problemAt(event);
      if (problem !== undefined)
        throw new Error(
          `The log is damaged, so nothing was exported. ${problem} l2d verify tells what else is.`,
        );
      text += `${eventLineOf(event)}\n`;
      counted.events += 1;
      if (event.revision === 0) counted.streams += 1;
      if (wanted.has(event.position)) numbers.set(event.position, counted.events);
      if (text.length >= CHUNK_BYTES) {
        yield text;
        text = '';
      }
    }
    yield text;
    if (exported.length < page.length) break;
    report(page.at(-1)!.position, counted.events);
  }
  const numberOf = (position: Position): number => {
    const number = numbers.get(position);
    if (number === undefined)
      throw new Error(
        `A process stands at position ${position}, where the log has no event. Nothing was exported.`,
      );
    return number;
  };
  for (const line of standingLinesOf(inPlacesOf(standing, numberOf))) yield `${line}\n`;
};
