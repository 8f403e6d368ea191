import { decider, type Evolve, type Merges, noMerges, withApart, withMerge, withoutMerge } from '#kernel';
import { MERGES } from '#platform';
import { mergePeople, recordNotDuplicates, undoMergeOfPeople } from './merge-people.js';
import { type PersonMergeEvent, personMergeEvents } from './person-merges.events.js';

const steps: Evolve<Merges, PersonMergeEvent> = {
  PeopleMerged: (merges, { data }) => withMerge(merges, data),
  MergeOfPeopleUndone: (merges, { data }) => withoutMerge(merges, data),
  PeopleToldApart: (merges, { data }) => withApart(merges, data),
};

/** Which records are of one person: one stream for all people, so that no two merges ever make a circle. */
export const personMerges = decider({
  name: 'personMerges',
  key: () => MERGES,
  initial: noMerges,
  events: personMergeEvents,
  evolve: steps,
  rules: [mergePeople, undoMergeOfPeople, recordNotDuplicates],
});
