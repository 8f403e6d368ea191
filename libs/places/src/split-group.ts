import { Id, inWords, nothing, refuse, rule } from '#kernel';
import { groupPassedOver, groupSplit } from './events.js';
import type { PlaceBook } from './place-book.js';
import { sectorOf, waitingOf } from './with-place.js';
import { freeFor } from './seats.js';

/** The sponsor lets its group be split: each of the places takes its own turn. Asked for it or not. */
export class AllowSplitting {
  @Id() cohortId!: string;
  @Id() groupId!: string;
}

export const allowSplitting = rule(
  AllowSplitting,
  ['no-such-group', 'group-not-waiting'],
  ({ cohortId, groupId }, book: PlaceBook) => {
    const group = book.groups.get(groupId);
    if (!group)
      return refuse(
        'no-such-group',
        'This cohort has no group with this id. Check the cohort and the group.',
        'groupId',
      );
    if (group.split) return nothing;
    if (waitingOf(book, group).length === 0)
      return refuse('group-not-waiting', 'No place of this group waits any more: there is nothing to split.');

    return [groupSplit({ cohortId, groupId })];
  },
);

/** The group did not say in time that it may be split: the seats go to the next that fits. Due when its last day to answer is over. */
export class PassOverGroup {
  @Id() cohortId!: string;
  @Id() groupId!: string;
}

export const passOverGroup = rule(
  PassOverGroup,
  ['answer-awaited'],
  ({ cohortId, groupId }, book: PlaceBook, { today }) => {
    const group = book.groups.get(groupId);
    if (!group?.answerBy || group.split || group.passedOver || book.cancelled) return nothing;
    if (today <= group.answerBy)
      return refuse(
        'answer-awaited',
        `The sponsor may answer until ${inWords(group.answerBy)}, that day included.`,
      );

    const waiting = waitingOf(book, group);
    const first = book.places.get(waiting[0] ?? '');
    const free = first ? freeFor(book, sectorOf(first), today) : 0;
    // With no seat free there is nothing to pass over; one that fits now is offered as it fits.
    return free === 0 || free >= waiting.length
      ? nothing
      : [groupPassedOver({ cohortId, groupId, size: waiting.length, free })];
  },
);
