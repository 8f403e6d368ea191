import { commandOf, derivedId } from '#kernel';
import { specification } from '#kernel/specification';
import { mergeOfPeopleUndone, peopleMerged, peopleToldApart } from './events.js';
import { MergePeople, RecordNotDuplicates, UndoMergeOfPeople } from './merge-people.js';
import { personMerges } from './person-merges.decider.js';

const given = specification(personMerges);
const [one, other, third] = [
  derivedId('one record'),
  derivedId('another'),
  derivedId('a third'),
].toSorted() as [string, string, string];
const reason = 'The registers show one number';
const merge = (keptId: string, mergedId: string) => commandOf(MergePeople, { keptId, mergedId, reason });
const merged = (keptId: string, mergedId: string, ids = [mergedId]) =>
  peopleMerged({ keptId, mergedId, ids, reason });

describe('merging records of one person', () => {
  it('lets every id below the merged one answer with the kept one', () => {
    given().when(merge(one, other)).then(merged(one, other));
    given(merged(other, third))
      .when(merge(one, other))
      .then(merged(one, other, [other, third]));
  });
  it('takes a merged one for the one that stands for it, and changes nothing twice', () => {
    given(merged(one, other)).when(merge(one, other)).thenNothing();
    given(merged(one, other)).when(merge(other, third)).then(merged(one, third));
  });
  it('makes no circles', () => {
    given(merged(one, other)).when(merge(other, one)).thenRefused('merge-circular', 'keptId');
    given().when(merge(one, one)).thenRefused('merges-with-itself', 'mergedId');
  });
});

describe('undoing a merge', () => {
  const undo = commandOf(UndoMergeOfPeople, { mergedId: other, reason });

  it('lets each id answer for itself again', () =>
    given(merged(other, third), merged(one, other, [other, third]))
      .when(undo)
      .then(mergeOfPeopleUndone({ keptId: one, mergedId: other, ids: [other, third], reason })));
  it('needs a merge', () => given().when(undo).thenRefused('not-merged', 'mergedId'));
});

describe('telling two records apart', () => {
  const apart = (oneId: string, otherId: string) =>
    commandOf(RecordNotDuplicates, { oneId, otherId, reason });

  it('is recorded once, whichever way round', () => {
    const fact = peopleToldApart({ oneId: one, otherId: other, reason });
    given().when(apart(other, one)).then(fact);
    given(fact).when(apart(other, one)).thenNothing();
  });
  it('is no way to undo a merge', () =>
    given(merged(one, other)).when(apart(one, other)).thenRefused('merged-already', 'otherId'));
});
