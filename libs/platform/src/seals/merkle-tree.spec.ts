import { createHash } from 'node:crypto';
import { leafHash, MerkleTree } from './merkle-tree.js';

/** The leaves of the test vectors of Certificate Transparency, and the roots over the first of them. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const rootOf = (leaves: readonly Buffer[]): string => {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(leafHash(leaf));
  return tree.root();
};

/** RFC 6962, 2.1, as it is written there. */
const rootAsWritten = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 0) return createHash('sha256').digest();
  if (leaves.length === 1) return leafHash(leaves[0]!);

  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)].map(rootAsWritten);
  return createHash('sha256').update(Buffer.of(1)).update(left!).update(right!).digest();
};

describe('the Merkle tree of RFC 6962', () => {
  it.each(ROOTS.map((root, leaves) => [leaves, root] as const))(
    'has over %i leaves of the published vectors the published root',
    (leaves, root) => expect(rootOf(LEAVES.slice(0, leaves))).toBe(root),
  );

  it('splits wherever the text of the standard splits, up to 70 leaves', () => {
    const leaves = Array.from({ length: 70 }, (_, index) => Buffer.from(`leaf ${index}`));

    for (let count = 0; count <= leaves.length; count += 1)
      expect(rootOf(leaves.slice(0, count))).toBe(rootAsWritten(leaves.slice(0, count)).toString('hex'));
  });

  it('is asked in between, and goes on', () => {
    const tree = new MerkleTree();
    const roots = [tree.root()];
    for (const leaf of LEAVES) {
      tree.add(leafHash(leaf));
      roots.push(tree.root());
    }

    expect(roots).toEqual(ROOTS);
  });
});
