import { createHash } from 'node:crypto';
import type { Instant } from '#kernel';
import { codeOf } from '../sealing/durable-files.js';
import { linesOf, LineUnended } from './line-file.js';
import { MerkleTree } from './merkle-tree.js';
import { isSignedBy } from './seal-key.js';
import type { SealedEvent } from './sealed-event.js';

/**
 * What a seal states. Its file is lines: a header; `[leaf, stream, revision]` of every event in the order of the log; the head
 * of every stream, sorted; this statement; its signature.
 */
export interface SealStatement {
  /** The identity of the log. */
  readonly log: string;
  readonly sealedAt: Instant;
  readonly events: number;
  readonly streams: number;
  /** Of the Merkle tree (RFC 6962, SHA-256) with one leaf per event, in hex. */
  readonly root: string;
  /** SHA-256 in hex over all lines before this one, with their line breaks. */
  readonly contents: string;
  /** Whose signature follows, as SubjectPublicKeyInfo in base64; null: nobody's. */
  readonly publicKey: string | null;
}

/** A seal whose file is whole and as it was written. */
export interface ReadSeal {
  readonly path: string;
  readonly statement: SealStatement;
}

/** A file that is no seal, or no longer the one that was written: nothing can be proved by it. */
export class SealRefused extends Error {}

const FORMAT = 'l2d seal 1';

export const headerOf = ({ log, sealedAt }: Pick<SealStatement, 'log' | 'sealedAt'>): string =>
  JSON.stringify({ format: FORMAT, log, sealedAt });

/** The statement as the text that is signed. */
export const statementOf = ({
  log,
  sealedAt,
  events,
  streams,
  root,
  contents,
  publicKey,
}: SealStatement): string => JSON.stringify({ log, sealedAt, events, streams, root, contents, publicKey });

export const eventLineOf = ({ leaf, stream, revision }: SealedEvent): string =>
  JSON.stringify([leaf, stream, revision]);

export const signatureLineOf = (signature: string | null): string => JSON.stringify({ signature });

/**
 * Reads a seal to its end. Throws `SealRefused` for a file that was cut or altered in any byte, and, where a public key is
 * named, for one that this key did not sign.
 */
export const readSeal = async (path: string, publicKey?: string): Promise<ReadSeal> => {
  const { counted, statementLine, signatureLine } = await read(path);
  const signer = textIn(statementLine, 'publicKey');
  const statement: SealStatement = { ...counted, publicKey: signer };
  if (statementLine !== statementOf(statement)) throw altered(path);

  const signature = textIn(signatureLine, 'signature');
  if (signatureLine !== signatureLineOf(signature) || (signer === null) !== (signature === null))
    throw altered(path);
  if (signer !== null && !isSignedBy(signer, statementLine, signature!))
    throw new SealRefused(`The signature of the seal ${path} does not fit what it states. ${ANOTHER_COPY}`);
  if (publicKey !== undefined && signer !== publicKey)
    throw new SealRefused(
      signer === null
        ? `The seal ${path} is not signed, so the key proves nothing about it. Use a signed copy, or name no key.`
        : `The seal ${path} was signed with another key. Name the public key of who signed it, or use another copy.`,
    );

  return { path, statement };
};

/** The events of a seal that was read, in order. Throws `SealRefused` at the end where they are not those that were read then. */
export const sealedEventsOf = async function* ({ path, statement }: ReadSeal): AsyncGenerator<SealedEvent> {
  const tree = new MerkleTree();
  let left = statement.events;
  let isHeader = true;
  for await (const line of wholeLinesOf(path)) {
    if (!isHeader) {
      if ((left -= 1) < 0) break;
      const event = sealedEventIn(line.toString());
      if (!event) throw altered(path);
      tree.add(Buffer.from(event.leaf, 'hex'));
      yield event;
    }
    isHeader = false;
  }
  if (tree.root() !== statement.root) throw altered(path);
};

const ANOTHER_COPY = 'It proves nothing: use another copy.';

const altered = (path: string) =>
  new SealRefused(`The seal ${path} was cut or altered: it is not as it was written. ${ANOTHER_COPY}`);

const noSeal = (path: string) => new SealRefused(`The file ${path} is no seal: l2d seal writes one.`);

/** Counts and hashes all lines but the last two. */
const read = async (path: string) => {
  const contents = createHash('sha256');
  const tree = new MerkleTree();
  const last: Buffer[] = [];
  let header: Pick<SealStatement, 'log' | 'sealedAt'> | undefined;
  let events = 0;
  let streams = 0;
  for await (const line of wholeLinesOf(path)) {
    if (last.length === 0 && !header) header = headerIn(path, line);
    last.push(line);
    if (last.length <= 2) continue;

    const text = last[0]!.toString();
    contents.update(last.shift()!).update('\n');
    if (text === headerOf(header!)) continue;
    const event = streams === 0 ? sealedEventIn(text) : undefined;
    if (event) {
      tree.add(Buffer.from(event.leaf, 'hex'));
      events += 1;
    } else streams += 1;
  }
  if (!header || last.length < 2) throw altered(path);

  return {
    counted: { ...header, events, streams, root: tree.root(), contents: contents.digest('hex') },
    statementLine: last[0]!.toString(),
    signatureLine: last[1]!.toString(),
  };
};

const wholeLinesOf = async function* (path: string): AsyncGenerator<Buffer> {
  try {
    yield* linesOf(path);
  } catch (error) {
    if (error instanceof LineUnended) throw altered(path);
    if (error instanceof SealRefused || codeOf(error) === undefined) throw error;
    throw new SealRefused(`The seal ${path} cannot be read (${codeOf(error)}).`);
  }
};

const headerIn = (path: string, line: Buffer): Pick<SealStatement, 'log' | 'sealedAt'> => {
  const header = parsed(line.toString()) as { format?: unknown; log?: string; sealedAt?: string } | undefined;
  if (header?.format !== FORMAT || typeof header.log !== 'string' || typeof header.sealedAt !== 'string')
    throw noSeal(path);

  return { log: header.log, sealedAt: header.sealedAt };
};

const LEAF = /^[0-9a-f]{64}$/;

const sealedEventIn = (line: string): SealedEvent | undefined => {
  const found = parsed(line);
  if (!Array.isArray(found) || found.length !== 3) return undefined;
  const [leaf, stream, revision] = found as readonly unknown[];
  if (typeof leaf !== 'string' || !LEAF.test(leaf)) return undefined;
  if (typeof stream !== 'string' || typeof revision !== 'number') return undefined;

  return { leaf, stream, revision };
};

/** A text in the object that a line holds; null for none. */
const textIn = (line: string, field: string): string | null => {
  const found = (parsed(line) as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return typeof found === 'string' ? found : null;
};

/** What JSON a line holds, if any. */
const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
