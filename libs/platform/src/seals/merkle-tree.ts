import { createHash } from 'node:crypto';

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** The hash of a leaf, RFC 6962: SHA-256 over 0x00 and its bytes. */
export const leafHash = (bytes: Buffer): Buffer => createHash('sha256').update(LEAF).update(bytes).digest();

const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** A whole tree, of as many leaves as the largest power of two that is left: where RFC 6962 splits. */
interface Peak {
  readonly leaves: number;
  readonly hash: Buffer;
}

/** The Merkle tree of RFC 6962 over leaves that come one after the other. Keeps one hash for each power of two only. */
export class MerkleTree {
  readonly #peaks: Peak[] = [];

  add(leaf: Buffer): void {
    let peak: Peak = { leaves: 1, hash: leaf };
    while (this.#peaks.at(-1)?.leaves === peak.leaves)
      peak = { leaves: peak.leaves * 2, hash: nodeHash(this.#peaks.pop()!.hash, peak.hash) };
    this.#peaks.push(peak);
  }

  /** The root over all leaves so far, in hex; without leaves SHA-256 of nothing. */
  root(): string {
    const [last, ...before] = this.#peaks.toReversed();
    const root = last
      ? before.reduce((right, { hash }) => nodeHash(hash, right), last.hash)
      : createHash('sha256').digest();
    return root.toString('hex');
  }
}
