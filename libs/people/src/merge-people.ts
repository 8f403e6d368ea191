import {
  Id,
  merging,
  NOT_APART,
  NOT_MERGEABLE,
  NOT_UNDONE,
  rule,
  tellingApart,
  undoingMerge,
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

export const mergePeople = rule(MergePeople, NOT_MERGEABLE, merging(peopleMerged));

/** They were of two people after all: each id answers for itself again. */
export class UndoMergeOfPeople {
  @Id({ of: 'person' }) mergedId!: string;
  @Words({ ...WHY, example: 'The registers show two numbers' }) reason!: string;
}

export const undoMergeOfPeople = rule(UndoMergeOfPeople, NOT_UNDONE, undoingMerge(mergeOfPeopleUndone));

/** Two records that look like one person's are of two people: they are not proposed as duplicates again. */
export class RecordNotDuplicates {
  @Id({ of: 'person' }) oneId!: string;
  @Id({ of: 'person' }) otherId!: string;
  @Words({ ...WHY, example: 'Both were seen at one meeting' }) reason!: string;
}

export const recordNotDuplicates = rule(RecordNotDuplicates, NOT_APART, tellingApart(peopleToldApart));
