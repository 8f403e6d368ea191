import { join } from 'node:path';
import type { Purpose } from '#kernel';
import { KEY_PURPOSES, Keyring, newKey, purposeOf, type KeyPurpose, type PersonalKey } from './keyring.js';
import { KeyFile } from './key-file.js';
import { unwrapped, wrapped, type WrappedKeys } from './key-lines.js';
import { openedFolder, type OpenedFolder } from './master-key.js';

/** How many keys are kept unwrapped. */
const UNWRAPPED_LIMIT = 20_000;

/** Where keys are kept and what opens them. */
export interface KeyFolder {
  /** A folder of its own, never below the log's. */
  readonly folder: string;
  /** Base64, 32 bytes (`L2D_MASTER_KEY`); without it the folder holds a development master key. */
  readonly masterKey?: string | undefined;
}

/**
 * Keys in a folder that several processes may use at once: each wrapped by the master key (AES-256-GCM), appended to
 * one file. All who wait for new keys share one write to the disk.
 */
export class FileKeyring extends Keyring {
  readonly #unwrapped = new Map<string, Buffer>();
  #generation = 0;
  #lacking = new Map<string, Set<KeyPurpose>>();
  #making: Promise<void> | undefined;

  private constructor(
    private readonly opened: OpenedFolder,
    private readonly file: KeyFile,
  ) {
    super();
  }

  /** Throws when the master key is not the folder's. */
  static async open({ folder, masterKey }: KeyFolder): Promise<FileKeyring> {
    const opened = await openedFolder(folder, masterKey);
    return new FileKeyring(opened, await KeyFile.open(join(folder, 'people.keys')));
  }

  async keyFor(personId: string, purpose: KeyPurpose): Promise<PersonalKey> {
    for (;;) {
      if (!this.file.isCertain()) await this.file.ascertain();
      this.#forgetWhatWasTaken();
      const known = this.file.of(personId)[purpose];
      if (known) return { id: known[0], key: this.#unwrap(personId, known) };

      const lacking = this.#lacking.get(personId) ?? new Set();
      this.#lacking.set(personId, lacking.add(purpose));
      await this.#made();
    }
  }

  async find(personId: string, keyId: string): Promise<Buffer | undefined> {
    if (!this.file.isRead()) await this.file.read();
    this.#forgetWhatWasTaken();
    const known = this.file.of(personId)[purposeOf(keyId)];
    return known?.[0] === keyId ? this.#unwrap(personId, known) : undefined;
  }

  async destroy(personId: string, purposes: readonly Purpose[]): Promise<void> {
    await this.file.remove(personId, [...purposes, 'commands']);
  }

  installationKey(): Buffer {
    return this.opened.installation;
  }

  async close(): Promise<void> {
    this.#closing ??= this.file.close();
    await this.#closing;
  }

  #closing: Promise<void> | undefined;

  #forgetWhatWasTaken(): void {
    if (this.file.generation === this.#generation) return;

    this.#generation = this.file.generation;
    this.#unwrapped.clear();
  }

  /** Waits until the keys lacking now were written, at the latest by the write after the one on its way. */
  async #made(): Promise<void> {
    await this.#making;
    this.#making ??= this.#make().finally(() => (this.#making = undefined));
    await this.#making;
  }

  async #make(): Promise<void> {
    const lacking = this.#lacking;
    this.#lacking = new Map();
    const made = new Map<string, WrappedKeys>();
    for (const [personId, purposes] of lacking) {
      const known = this.file.of(personId);
      // A new person gets all keys at once: one write to the disk, not one for each purpose as it comes up.
      const wanted = Object.keys(known).length === 0 ? KEY_PURPOSES : [...purposes];
      const missing = wanted.filter((purpose) => !known[purpose]);
      if (missing.length > 0)
        made.set(
          personId,
          Object.fromEntries(
            missing.map((purpose) => [purpose, wrapped(this.opened.master, personId, newKey(purpose))]),
          ),
        );
    }
    if (made.size > 0) await this.file.append(made);
  }

  #unwrap(personId: string, known: readonly [string, string]): Buffer {
    const name = `${personId} ${known[0]}`;
    const cached = this.#unwrapped.get(name);
    if (cached) return cached;

    const key = unwrapped(this.opened.master, personId, known);
    if (this.#unwrapped.size >= UNWRAPPED_LIMIT) this.#unwrapped.clear();
    this.#unwrapped.set(name, key);
    return key;
  }
}
