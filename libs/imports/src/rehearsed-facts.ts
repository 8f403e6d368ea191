import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Happened } from '#kernel';

/** So many lists of entries there are, 2 MB of memory; a stream's entries are in the list its name is hashed to. */
const LISTS = 2 ** 18;
const PREVIOUS_BYTES = 8;
const LENGTH_BYTES = 4;
const NAME_BYTES = 16;
const HEADER_BYTES = PREVIOUS_BYTES + LENGTH_BYTES + NAME_BYTES;
const NONE = -1;

/**
 * The facts of streams that are rehearsed and never recorded, in a file that has no name: nobody else can open it, and it is
 * gone when the process ends, however it ends. They are encrypted, since people's names are among them, by a key that no one
 * else should know. Its memory does not grow: an entry names the one before it in its list.
 */
export class RehearsedFacts {
  private readonly last = new Float64Array(LISTS).fill(NONE);
  private readonly file: number;
  private end = 0;

  /** In a folder that may be written to; the file is as large as what is rehearsed, some 6 kB a past place. The key: 32 bytes, by chance. */
  constructor(
    folder: string,
    private readonly key: Buffer,
  ) {
    const own = mkdtempSync(join(folder, 'rehearsal-'));
    try {
      this.file = openSync(join(own, 'facts'), 'wx+', 0o600);
    } finally {
      rmSync(own, { recursive: true });
    }
  }

  /** Adds facts to a stream. */
  add(stream: string, facts: readonly Happened[]): void {
    const { list, name } = placeOf(stream);
    const body = this.ciphered(createCipheriv, this.end, Buffer.from(JSON.stringify(facts)));
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeDoubleLE(this.last[list]!, 0);
    header.writeUInt32LE(body.length, PREVIOUS_BYTES);
    name.copy(header, PREVIOUS_BYTES + LENGTH_BYTES);
    const entry = Buffer.concat([header, body]);
    for (let written = 0; written < entry.length;)
      written += writeSync(this.file, entry, written, entry.length - written, this.end + written);
    this.last[list] = this.end;
    this.end += entry.length;
  }

  /** The facts of a stream, in the order they were added. */
  of(stream: string): readonly Happened[] {
    const { list, name } = placeOf(stream);
    const entries: (readonly Happened[])[] = [];
    for (let at = this.last[list]!; at !== NONE;) {
      const header = this.read(at, HEADER_BYTES);
      if (header.subarray(PREVIOUS_BYTES + LENGTH_BYTES).equals(name)) {
        const body = this.read(at + HEADER_BYTES, header.readUInt32LE(PREVIOUS_BYTES));
        entries.push(JSON.parse(this.ciphered(createDecipheriv, at, body).toString()) as readonly Happened[]);
      }
      at = header.readDoubleLE(0);
    }
    return entries.reverse().flat();
  }

  close(): void {
    closeSync(this.file);
  }

  private read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length;) {
      const more = readSync(this.file, bytes, read, length - read, at + read);
      if (more === 0) throw new Error('What was rehearsed is no longer in its file. Run it again.');
      read += more;
    }
    return bytes;
  }

  /** Every entry has a place of its own, so no two are ciphered alike. */
  private ciphered(make: typeof createCipheriv | typeof createDecipheriv, at: number, bytes: Buffer): Buffer {
    const counter = Buffer.alloc(16);
    counter.writeBigUInt64BE(BigInt(at), 0);
    return make('aes-256-ctr', this.key, counter).update(bytes);
  }
}

const placeOf = (stream: string): { readonly list: number; readonly name: Buffer } => {
  const digest = createHash('sha256').update(stream).digest();
  return { list: digest.readUInt32LE(0) % LISTS, name: digest.subarray(4, 4 + NAME_BYTES) };
};
