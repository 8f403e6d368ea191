import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { codeOf } from '../sealing/durable-files.js';
import { linesIn } from '../seals/line-file.js';
import {
  END_BYTES,
  endIn,
  headerIn,
  LogFileRefused,
  LONGEST_LINE_BYTES,
  type LogFileEnd,
  type LogFileHeader,
} from './log-file.js';

/** A log file as far as its beginning and its end say, which nobody has compared yet with what stands between. */
export interface FoundLogFile {
  readonly path: string;
  /** Of what stands before the end. */
  readonly bytes: number;
  readonly header: LogFileHeader;
  /** Absent where the file has no end, or another one. */
  readonly end?: LogFileEnd;
}

const CHUNK_BYTES = 256 * 1024;

/** Looks at beginning and end of a file. Throws `LogFileRefused` for what is none, cannot be read, or is of a later version. */
export const findLogFile = async (path: string): Promise<FoundLogFile> => {
  const { bytes, end } = await endAt(path).catch((error: unknown) => {
    throw new LogFileRefused(`The log file ${path} cannot be read (${codeOf(error)}).`);
  });
  const header = await headerAt(path, bytes);
  return { path, bytes, header, ...(end ? { end } : {}) };
};

/** The lines behind the header. The hash is told of every byte before the end; throws what unpacking throws. */
export const eventLinesOf = async function* (
  { path, bytes }: Pick<FoundLogFile, 'path' | 'bytes'>,
  hash: Hash,
): AsyncGenerator<string> {
  let isHeader = true;
  for await (const line of linesIn(unpacked(path, bytes, hash), LONGEST_LINE_BYTES)) {
    if (!isHeader) yield line.toString();
    isHeader = false;
  }
};

/** SHA-256 in hex over what stands before the end of a file. */
export const sha256Of = async ({ path, bytes }: Pick<FoundLogFile, 'path' | 'bytes'>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of packed(path, bytes)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

const endAt = async (path: string): Promise<{ readonly bytes: number; readonly end?: LogFileEnd }> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Math.max(0, size - END_BYTES);
    const last = Buffer.alloc(size - bytes);
    await file.read(last, 0, last.length, bytes);
    const end = endIn(last);
    return { bytes, ...(end ? { end } : {}) };
  } finally {
    await file.close();
  }
};

const headerAt = async (path: string, bytes: number): Promise<LogFileHeader> => {
  const header = headerIn(await firstLineOf(path, bytes));
  if (header === 'later')
    throw new LogFileRefused(
      `The log file ${path} was written by a later version of this product: import it with that one.`,
    );
  if (!header) throw new LogFileRefused(`The file ${path} is no log file: l2d export log writes one.`);

  return header;
};

/** '' for a file that has none. */
const firstLineOf = async (path: string, bytes: number): Promise<string> => {
  try {
    for await (const line of linesIn(unpacked(path, bytes, createHash('sha256')), LONGEST_LINE_BYTES))
      return line.toString();
  } catch {
    // What cannot be unpacked from its beginning is no log file either.
  }
  return '';
};

const packed = (path: string, bytes: number) =>
  createReadStream(path, { end: Math.max(0, bytes - 1), highWaterMark: CHUNK_BYTES });

const unpacked = async function* (path: string, bytes: number, hash: Hash): AsyncGenerator<Buffer> {
  const from = packed(path, bytes);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  from.on('data', (chunk) => hash.update(chunk));
  // What fails on the way ends the reading below with it.
  const both = pipeline(from, gunzip, () => undefined);
  try {
    for await (const chunk of both) yield chunk as Buffer;
  } finally {
    from.destroy();
    gunzip.destroy();
  }
};
