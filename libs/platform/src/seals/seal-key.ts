import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { codeOf } from '../sealing/durable-files.js';

/** What signs seals. */
export interface SealKey {
  /** The public key that goes with it: SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** An Ed25519 signature in base64. */
  readonly sign: (text: string) => string;
}

/** The private key in a PEM file. Throws a sentence that says how one is made. */
export const sealKeyIn = async (path: string): Promise<SealKey> => {
  const key = await ed25519In(path, createPrivateKey, MAKE_KEY);
  return {
    publicKey: textOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
};

/** The public key in a PEM file, as seals name it; also of a private key. Throws a sentence that says how one is made. */
export const publicKeyIn = async (path: string): Promise<string> =>
  textOf(await ed25519In(path, createPublicKey, MAKE_PUBLIC_KEY));

/** Whether a text was signed with the private key that goes with a public one; false for what is no key or signature. */
export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  const bytes = Buffer.from(signature, 'base64');
  // Base64 of the same bytes can be written in several ways: only ours is ours.
  if (bytes.toString('base64') !== signature) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return textOf(key) === publicKey && verify(null, Buffer.from(text), key, bytes);
  } catch {
    return false;
  }
};

const MAKE_KEY = 'Make one with `openssl genpkey -algorithm ed25519 -out seal.key`.';
const MAKE_PUBLIC_KEY =
  'Take it from the private key with `openssl pkey -in seal.key -pubout -out seal.pub`.';

const ed25519In = async (
  path: string,
  read: (pem: string) => KeyObject,
  advice: string,
): Promise<KeyObject> => {
  const pem = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The key ${path} cannot be read (${codeOf(error)}). ${advice}`);
  });
  const key = readable(pem, read);
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new Error(`The file ${path} holds no Ed25519 key for this, as PEM. ${advice}`);

  return key;
};

const readable = (pem: string, read: (pem: string) => KeyObject): KeyObject | undefined => {
  try {
    return read(pem);
  } catch {
    return undefined;
  }
};

const textOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');
