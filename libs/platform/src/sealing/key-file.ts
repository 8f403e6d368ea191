import { statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { untilUnlocked, whileLocked } from './key-lock.js';
import { lineOf, readLine, type WrappedKeys } from './key-lines.js';
import { madeFirst, replaced } from './durable-files.js';
import type { KeyPurpose } from './keyring.js';

/**
 * The file of wrapped keys: lines are appended, of two for one person and purpose the first counts. Several processes
 * append to it at once; the file as it lies there is the truth, and this is what was read of it.
 */
export class KeyFile {
  readonly #keys = new Map<string, WrappedKeys>();
  /** Up to where lines were read, and how long the file was then: longer where its last line is not whole. */
  #read = 0;
  #seen = 0;
  #inode = 0;
  #generation = 0;
  #reading: Promise<void> | undefined;
  #writing: Promise<void> | undefined;

  private constructor(
    private readonly path: string,
    private file: FileHandle,
  ) {}

  static async open(path: string): Promise<KeyFile> {
    await madeFirst(path, '');
    const keys = new KeyFile(path, await open(path, 'a+'));
    try {
      await keys.current();
      return keys;
    } catch (error) {
      await keys.close();
      throw error;
    }
  }

  /** Grows when keys were taken away: what was unwrapped before must be forgotten. */
  get generation(): number {
    return this.#generation;
  }

  /** A person's wrapped keys, as last read. */
  of(personId: string): WrappedKeys {
    return this.#keys.get(personId) ?? {};
  }

  /** True when nothing was written to the file since it was read. One `stat`, so cheap enough for every look. */
  isCurrent(): boolean {
    const { ino, size } = statSync(this.path);
    return !this.#reading && ino === this.#inode && size === this.#seen;
  }

  /** Reads what was written to the file before this was called. */
  async current(): Promise<void> {
    // A reading that is under way may have looked how long the file is before that was written.
    await this.#reading?.catch(() => undefined);
    this.#reading ??= this.#readOn().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  /** Appends keys and reads on; what `of` says afterwards is durable and the same for all. */
  async append(keys: ReadonlyMap<string, WrappedKeys>): Promise<void> {
    const text = [...keys].map(([personId, wrapped]) => lineOf(personId, wrapped)).join('');
    this.#writing = this.#write(this.file, text);
    await this.#writing;
    // Whoever rewrites the file holds the lock from before reading it until after replacing it: once the lock is seen
    // free, what was appended is either in the file as it lies there now, or the caller misses it and appends again.
    await untilUnlocked(this.lockPath);
    await this.#reading;
    await this.current();
  }

  /** Rewrites the file without a person's keys for these purposes. */
  async remove(personId: string, purposes: readonly KeyPurpose[]): Promise<void> {
    await whileLocked(this.lockPath, async () => {
      await this.#reading;
      await this.current();
      const kept = [...this.#keys].map(([person, keys]) => {
        const left = person === personId ? without(keys, purposes) : keys;
        return Object.keys(left).length === 0 ? '' : lineOf(person, left);
      });
      await replaced(this.path, kept.join(''));
      await this.current();
    });
  }

  async close(): Promise<void> {
    await this.#reading?.catch(() => undefined);
    await this.#writing?.catch(() => undefined);
    await this.file.close();
  }

  private get lockPath(): string {
    return `${this.path}.lock`;
  }

  async #write(file: FileHandle, text: string): Promise<void> {
    await file.appendFile(text);
    await file.datasync();
  }

  async #readOn(): Promise<void> {
    // The open file keeps its inode from being given to another, so an equal number is the same file.
    if (statSync(this.path).ino !== this.#inode) await this.#reopen();

    const { size } = await this.file.stat();
    this.#seen = size;
    if (size === this.#read) return;

    const bytes = Buffer.alloc(size - this.#read);
    const { bytesRead } = await this.file.read(bytes, 0, bytes.length, this.#read);
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n', bytesRead - 1) + 1);
    this.#read += whole.length;
    for (const line of whole.toString('utf8').split('\n')) this.#add(line);
  }

  async #reopen(): Promise<void> {
    const file = await open(this.path, 'a+');
    await this.#writing?.catch(() => undefined);
    await this.file.close();
    this.file = file;
    this.#inode = (await file.stat()).ino;
    this.#read = 0;
    this.#keys.clear();
    this.#generation += 1;
  }

  #add(line: string): void {
    const added = readLine(line);
    if (added) this.#keys.set(added.personId, { ...added.keys, ...this.#keys.get(added.personId) });
  }
}

const without = (keys: WrappedKeys, purposes: readonly KeyPurpose[]): WrappedKeys =>
  Object.fromEntries(Object.entries(keys).filter(([purpose]) => !purposes.includes(purpose as KeyPurpose)));
