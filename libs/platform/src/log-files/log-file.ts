import { crc32 } from 'node:zlib';
import type { Instant } from '#kernel';
import type { Standing } from '../following/standing.js';
import type { ChainedEvent } from '../stores/event-hash.js';

/**
 * The first line of a log file. The file is gzip of lines, this header, one array for each event in the order of the log, and
 * one object for each that tells how processes stand there; behind that a small gzip member of its own, its end. So `zcat` shows all of it.
 */
export interface LogFileHeader {
  /** The identity of the log it was written from. */
  readonly log: string;
  readonly exportedAt: Instant;
  /** Which keys open its personal data: see `markOfKeys`. The keys are not in it. */
  readonly keys: string;
}

/** What the end of a log file states. */
export interface LogFileEnd {
  readonly events: number;
  readonly streams: number;
  /** In hex, over all bytes of the file before its end. */
  readonly sha256: string;
}

/** A file that is no log file, or no longer the one that was written: nothing is imported from it. */
export class LogFileRefused extends Error {}

const FORMAT = 'l2d log 1';
const FORMATS = /^l2d log \d+$/;

export const headerLineOf = ({ log, exportedAt, keys }: LogFileHeader): string =>
  JSON.stringify({ format: FORMAT, log, exportedAt, keys });

/** The header in a line; `later` for one of a version that is not known yet; undefined for what is no header. */
export const headerIn = (line: string): LogFileHeader | 'later' | undefined => {
  const { format, log, exportedAt, keys } = (parsed(line) ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof format !== 'string' || !FORMATS.test(format)) return undefined;
  if (format !== FORMAT) return 'later';
  if (typeof log !== 'string' || typeof exportedAt !== 'string' || typeof keys !== 'string') return undefined;

  return { log, exportedAt, keys };
};

/** The longest line: the most bytes of an event twice, since each may be escaped, and as much for all that is beside them. */
export const LONGEST_LINE_BYTES = 4 * 1024 * 1024;

export const eventLineOf = (event: ChainedEvent): string =>
  JSON.stringify([
    event.stream,
    event.revision,
    event.id,
    event.type,
    event.version,
    event.effectiveOn,
    event.recordedAt,
    event.metadata,
    event.data,
    event.commandKey,
    event.commandDigest,
    event.hash,
  ]);

/** The event in a line; undefined for what is none. */
export const eventIn = (line: string): ChainedEvent | undefined => {
  const found = parsed(line);
  if (!Array.isArray(found) || found.length !== KINDS.length) return undefined;
  if (found.some((field, index) => typeof field !== KINDS[index])) return undefined;

  const [stream, revision, id, type, version, ...rest] = found as [string, number, string, string, number];
  if (![revision, version].every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 31))
    return undefined;
  const [effectiveOn, recordedAt, metadata, data, commandKey, commandDigest, hash] = rest as string[];
  return {
    ...{ stream, revision, id, type, version },
    effectiveOn: effectiveOn!,
    recordedAt: recordedAt!,
    metadata: metadata!,
    data: data!,
    commandKey: commandKey!,
    commandDigest: commandDigest!,
    hash: hash!,
  };
};

const KINDS = ['string', 'number', 'string', 'string', 'number', ...Array<string>(7).fill('string')];

/** What a line behind the events holds of how processes stand there, which it tells by the numbers of events. */
export const standingLinesOf = ({ processes, due, workItems }: Standing<number>): readonly string[] => [
  ...processes.map((process) => JSON.stringify({ process })),
  ...due.map((entry) => JSON.stringify({ due: entry })),
  ...workItems.map((workItem) => JSON.stringify({ workItem })),
];

/** Adds what a line says of how processes stand; false for a line that says nothing of it. */
export const addStandingIn = (line: string, standing: GrowingStanding, events: number): boolean => {
  const said = (parsed(line) ?? {}) as { readonly [kind in 'process' | 'due' | 'workItem']?: never };
  const [[kind, entry] = []] = Object.entries(said) as [string, { readonly at?: number } | null][];
  const { at } = entry ?? {};
  if (!Number.isInteger(at) || at! < 0 || at! > events) return false;
  if (kind === 'process') standing.processes.push(entry as never);
  else if (kind === 'due') standing.due.push(entry as never);
  else if (kind === 'workItem') standing.workItems.push(entry as never);
  else return false;
  return true;
};

/** A standing that is read line by line. */
export type GrowingStanding = {
  readonly [kind in keyof Standing<number>]: Standing<number>[kind][number][];
};

/** Deflate, nothing known of time or system: the same bytes wherever it is written. */
const MEMBER_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const BLOCK_HEAD_BYTES = 5;
const CHECKS_BYTES = 8;
const TEXT_BYTES = 160;
/** How long the end of a file is, always: what stands before it is what its hash is over. */
export const END_BYTES = MEMBER_HEAD.length + BLOCK_HEAD_BYTES + TEXT_BYTES + CHECKS_BYTES;

/** The end of a file as its bytes: a gzip member of one line that is stored, not compressed. */
export const endOf = ({ events, streams, sha256 }: LogFileEnd): Buffer => {
  const text = Buffer.from(`${JSON.stringify({ events, streams, sha256 }).padEnd(TEXT_BYTES - 1)}\n`);
  const block = Buffer.alloc(BLOCK_HEAD_BYTES);
  // The last block, and a stored one: its length, and its length with every bit turned.
  block.writeUInt8(1);
  block.writeUInt16LE(TEXT_BYTES, 1);
  block.writeUInt16LE(0xffff - TEXT_BYTES, 3);
  const checks = Buffer.alloc(CHECKS_BYTES);
  checks.writeUInt32LE(crc32(text));
  checks.writeUInt32LE(TEXT_BYTES, 4);
  return Buffer.concat([MEMBER_HEAD, block, text, checks]);
};

/** What the last bytes of a file state; undefined unless they are an end, to the bit. */
export const endIn = (bytes: Buffer): LogFileEnd | undefined => {
  const text = bytes.subarray(MEMBER_HEAD.length + BLOCK_HEAD_BYTES, bytes.length - CHECKS_BYTES);
  const end = parsed(text.toString()) as LogFileEnd | null | undefined;
  if (!Number.isSafeInteger(end?.events) || !Number.isSafeInteger(end?.streams)) return undefined;

  return typeof end!.sha256 === 'string' && end!.sha256.length === 64 && endOf(end!).equals(bytes)
    ? end!
    : undefined;
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
