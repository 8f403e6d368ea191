import fc from 'fast-check';
import { isRefusal } from './decider.js';
import {
  apartOf,
  keptOf,
  mergeOf,
  type Merges,
  noMerges,
  undoOf,
  withApart,
  withMerge,
  withoutMerge,
} from './merges.js';

const merged = (merges: Merges, keptId: string, mergedId: string): Merges => {
  const merge = mergeOf(merges, keptId, mergedId);
  return !merge || isRefusal(merge) ? merges : withMerge(merges, merge);
};
const code = (answer: unknown) => (isRefusal(answer) ? answer.refused : answer);

describe('merges of one kind', () => {
  const chain = merged(merged(noMerges, 'b', 'a'), 'c', 'b');

  it('let every id answer with the one kept, along a chain', () =>
    expect(['a', 'b', 'c', 'd'].map((id) => keptOf(chain, id))).toEqual(['c', 'c', 'c', 'd']));

  it('say which ids answer with the one kept from now on', () =>
    expect(mergeOf(merged(noMerges, 'b', 'a'), 'c', 'b')).toEqual({
      keptId: 'c',
      mergedId: 'b',
      ids: ['b', 'a'],
    }));

  it('take a merged one for the one that stands for it', () =>
    expect(mergeOf(chain, 'a', 'd')).toEqual({ keptId: 'c', mergedId: 'd', ids: ['d'] }));

  it('change nothing when the two are one as asked, and refuse the other way round', () => {
    expect(mergeOf(chain, 'c', 'a')).toBeUndefined();
    expect(mergeOf(chain, 'b', 'a')).toBeUndefined();
    expect(code(mergeOf(chain, 'a', 'c'))).toBe('merge-circular');
    expect(code(mergeOf(chain, 'a', 'a'))).toBe('merges-with-itself');
  });

  it('are undone one at a time: what was merged before stays so', () => {
    const undo = undoOf(chain, 'b');
    expect(undo).toEqual({ keptId: 'c', mergedId: 'b', ids: ['b', 'a'] });
    const undone = withoutMerge(chain, undo as { mergedId: string });
    expect(['a', 'b', 'c'].map((id) => keptOf(undone, id))).toEqual(['b', 'b', 'c']);
    expect(code(undoOf(undone, 'b'))).toBe('not-merged');
  });

  it('tell a pair apart once, whichever way round it is named, unless it is one', () => {
    expect(apartOf(noMerges, 'b', 'a')).toEqual({ oneId: 'a', otherId: 'b' });
    expect(apartOf(withApart(noMerges, { oneId: 'a', otherId: 'b' }), 'b', 'a')).toBeUndefined();
    expect(code(apartOf(chain, 'a', 'c'))).toBe('merged-already');
    expect(code(apartOf(chain, 'a', 'a'))).toBe('merges-with-itself');
  });

  it('never run in a circle, whatever is merged and undone in whatever order', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.record({ kept: id, merged: id, undo: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let merges = noMerges;
        const flat = new Map<string, string>();
        for (const { kept, merged: other, undo } of steps) {
          const change = undo ? undoOf(merges, other) : mergeOf(merges, kept, other);
          if (!change || isRefusal(change)) continue;
          merges = undo ? withoutMerge(merges, change) : withMerge(merges, change);
          for (const each of change.ids) flat.set(each, undo ? change.mergedId : change.keptId);
        }
        // What a projection keeps by `ids` alone is what the chains come to.
        for (const each of ['a', 'b', 'c', 'd', 'e'])
          expect(flat.get(each) ?? each).toBe(keptOf(merges, each));
      }),
    );
  });
});
