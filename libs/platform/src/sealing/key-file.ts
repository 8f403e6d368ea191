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
  /** Lines were read which somebody who rewrites the file may not have seen: he would drop them. */
  #uncertain = false;
  #reading: Promise<void> = Promise.resolve();
  #readings = 0;
  #ascertaining: Promise<void> | undefined;
  #writing: Promise<void> | undefined;

  private constructor(
    private readonly path: string,
    private file: FileHandle,
  ) {}

  static async open(path: string): Promise<KeyFile> {
    await madeFirst(path, '');
    const keys = new KeyFile(path, await open(path, 'a+'));
    try {
      await keys.read();
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
  isRead(): boolean {
    const { ino, size } = statSync(this.path);
    return this.#readings === 0 && ino === this.#inode && size === this.#seen;
  }

  /** Reads what was written to the file before this was called: enough to open with, not to seal with. */
  read(): Promise<void> {
    // One at a time; each looks anew how long the file is.
    this.#readings += 1;
    this.#reading = this.#reading
      .catch(() => undefined)
      .then(() => this.#readOn())
      .finally(() => (this.#readings -= 1));
    return this.#reading;
  }

  /** True when what was read is all there is, and stays there: what is sealed with it can be opened. */
  isCertain(): boolean {
    return !this.#uncertain && this.isRead();
  }

  /** Reads on; what `of` says afterwards stays in the file. Throws when it is locked for long. */
  async ascertain(): Promise<void> {
    await this.#ascertaining?.catch(() => undefined);
    this.#ascertaining ??= this.#ascertain().finally(() => (this.#ascertaining = undefined));
    await this.#ascertaining;
  }

  /** Appends keys and reads on; what `of` says afterwards is durable and the same for all. */
  async append(keys: ReadonlyMap<string, WrappedKeys>): Promise<void> {
    const text = [...keys].map(([personId, wrapped]) => lineOf(personId, wrapped)).join('');
    this.#writing = this.#write(this.file, text);
    await this.#writing;
    await this.ascertain();
  }

  /** Rewrites the file without a person's keys for these purposes. */
  async remove(personId: string, purposes: readonly KeyPurpose[]): Promise<void> {
    await whileLocked(this.lockPath, async () => {
      await this.read();
      const kept = [...this.#keys].map(([person, keys]) => {
        const left = person === personId ? without(keys, purposes) : keys;
        return Object.keys(left).length === 0 ? '' : lineOf(person, left);
      });
      await replaced(this.path, kept.join(''));
      await this.read();
    });
  }

  async close(): Promise<void> {
    await this.#ascertaining?.catch(() => undefined);
    await this.#reading.catch(() => undefined);
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

  /**
   * Whoever rewrites the file holds the lock from before reading it until after replacing it: once the lock is seen free and the
   * file is still the one that was read, nobody drops what was in it by then.
   */
  async #ascertain(): Promise<void> {
    do {
      await this.read();
      if (!this.#uncertain) return;
      await untilUnlocked(this.lockPath);
    } while (statSync(this.path).ino !== this.#inode);
    this.#uncertain = false;
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
    this.#uncertain = true;
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
