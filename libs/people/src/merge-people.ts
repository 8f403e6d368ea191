import {
  apartOf,
  Id,
  isRefusal,
  mergeOf,
  type Merges,
  NOT_APART,
  NOT_MERGEABLE,
  nothing,
  rule,
  undoOf,
  Words,
} from '#kernel';
import { mergeOfPeopleUndone, peopleMerged, peopleToldApart } from './person-merges.events.js';

const WHY = { example: 'The registers show one number', description: 'Why; never about a person' };

/** Two records are of one person. From now on both ids answer with the one kept, in commands and in reads. */
export class MergePeople {
  @Id({ of: 'person' }) keptId!: string;
  @Id({ of: 'person' }) mergedId!: string;
  @Words(WHY) reason!: string;
}

export const mergePeople = rule(
  MergePeople,
  NOT_MERGEABLE,
  ({ keptId, mergedId, reason }, merges: Merges) => {
    const merge = mergeOf(merges, keptId, mergedId);
    if (isRefusal(merge)) return merge;

    return merge ? [peopleMerged({ ...merge, reason })] : nothing;
  },
);

/** They were of two people after all: each id answers for itself again. */
export class UndoMergeOfPeople {
  @Id({ of: 'person' }) mergedId!: string;
  @Words({ ...WHY, example: 'The registers show two numbers' }) reason!: string;
}

export const undoMergeOfPeople = rule(
  UndoMergeOfPeople,
  ['not-merged'],
  ({ mergedId, reason }, merges: Merges) => {
    const undone = undoOf(merges, mergedId);

    return isRefusal(undone) ? undone : [mergeOfPeopleUndone({ ...undone, reason })];
  },
);

/** Two records that look like one person's are of two people: they are not proposed as duplicates again. */
export class RecordNotDuplicates {
  @Id({ of: 'person' }) oneId!: string;
  @Id({ of: 'person' }) otherId!: string;
  @Words({ ...WHY, example: 'Both were seen at one meeting' }) reason!: string;
}

export const recordNotDuplicates = rule(
  RecordNotDuplicates,
  NOT_APART,
  ({ oneId, otherId, reason }, merges: Merges) => {
    const pair = apartOf(merges, oneId, otherId);
    if (isRefusal(pair)) return pair;

    return pair ? [peopleToldApart({ ...pair, reason })] : nothing;
  },
);
