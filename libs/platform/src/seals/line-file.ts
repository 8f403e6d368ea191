import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const WRITTEN_BYTES = 256 * 1024;
/** No line of ours comes near: a file without line breaks is another's, and is not read into memory. */
const LINE_BYTES = 64 * 1024;
const LINE_BREAK = 0x0a;

/** A new file of lines, each ended by a line break; keeps a hash over all bytes. Nobody but its owner can read it. */
export class LineFile {
  readonly #hash = createHash('sha256');
  #waiting = '';

  private constructor(private readonly file: FileHandle) {}

  /** Fails when there is a file of this name. */
  static async create(path: string): Promise<LineFile> {
    return new LineFile(await open(path, 'wx', 0o600));
  }

  async write(line: string): Promise<void> {
    this.#waiting += `${line}\n`;
    if (this.#waiting.length >= WRITTEN_BYTES) await this.#flush();
  }

  /** SHA-256 in hex over what was written so far. */
  async written(): Promise<string> {
    await this.#flush();
    return this.#hash.copy().digest('hex');
  }

  /** Ends when all is on the disk. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.file.sync();
    await this.file.close();
  }

  /** Leaves the file as it is. */
  async abandon(): Promise<void> {
    await this.file.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = '';
    this.#hash.update(bytes);
    await this.file.appendFile(bytes);
  }
}

/** What follows the last line break of a file, or a line longer than any of ours. */
export class LineUnended extends Error {}

/** The lines of a file as their bytes, without the line break. Throws `LineUnended` where one lacks it. */
export const linesOf = (path: string): AsyncGenerator<Buffer> =>
  linesIn(createReadStream(path, { highWaterMark: WRITTEN_BYTES }) as AsyncIterable<Buffer>, LINE_BYTES);

/** The lines in chunks of bytes, as `linesOf`; none longer than so many bytes. */
export const linesIn = async function* (
  chunks: AsyncIterable<Buffer>,
  longestBytes: number,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(LINE_BREAK); to >= 0; to = bytes.indexOf(LINE_BREAK, from)) {
      yield bytes.subarray(from, to);
      from = to + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestBytes) break;
  }
  if (rest.length > 0) throw new LineUnended();
};
