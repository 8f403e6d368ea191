import { randomBytes } from 'node:crypto';
import type { Purpose } from '#kernel';

/** What a person's key is for: a purpose of their data, or the digests of commands that carried such data. */
export type KeyPurpose = Purpose | 'commands';

export const KEY_PURPOSES: readonly KeyPurpose[] = [
  'participation',
  'award-record',
  'contact',
  'equality',
  'commands',
];

/** A key of one person for one purpose. The id is random: a destroyed key's id never names another key. */
export interface PersonalKey {
  /** `{purpose}.{random}`. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** Keeps the keys personal data is sealed with, away from the log. Shared by all processes of an installation. */
export abstract class Keyring {
  /** The key to seal with: durable, and the same in every process, before this answers. Made when there is none. */
  abstract keyFor(personId: string, purpose: KeyPurpose): Promise<PersonalKey>;
  /** The key something was sealed with; undefined when it was destroyed. */
  abstract find(personId: string, keyId: string): Promise<Buffer | undefined>;
  /** Destroys a person's keys for these purposes, and always that of the digests of their commands: for ever. */
  abstract destroy(personId: string, purposes: readonly Purpose[]): Promise<void>;
  /** The installation's own key, for digests of commands that carry no personal data. */
  abstract installationKey(): Buffer;
  abstract close(): Promise<void>;

  /** Nest calls this when the application stops. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** A new key for a purpose. */
export const newKey = (purpose: KeyPurpose): PersonalKey => ({
  id: `${purpose}.${randomBytes(9).toString('base64url')}`,
  key: randomBytes(32),
});

/** The purpose a key's id names. */
export const purposeOf = (keyId: string): KeyPurpose => keyId.slice(0, keyId.lastIndexOf('.')) as KeyPurpose;

/** Keys that are gone with the process: for tests of pure things. */
export class MemoryKeyring extends Keyring {
  readonly #keys = new Map<string, PersonalKey>();
  readonly #installation = randomBytes(32);

  async keyFor(personId: string, purpose: KeyPurpose): Promise<PersonalKey> {
    const name = nameOf(personId, purpose);
    const key = this.#keys.get(name) ?? newKey(purpose);
    this.#keys.set(name, key);
    return key;
  }

  async find(personId: string, keyId: string): Promise<Buffer | undefined> {
    const found = this.#keys.get(nameOf(personId, purposeOf(keyId)));
    return found?.id === keyId ? found.key : undefined;
  }

  async destroy(personId: string, purposes: readonly Purpose[]): Promise<void> {
    for (const purpose of [...purposes, 'commands'] as const) this.#keys.delete(nameOf(personId, purpose));
  }

  installationKey(): Buffer {
    return this.#installation;
  }

  async close(): Promise<void> {}
}

const nameOf = (personId: string, purpose: KeyPurpose): string => JSON.stringify([personId, purpose]);
