import { commandOf, endOfDay, processOf } from '#kernel';
import { PassOverGroup } from '#places';
import type { PlaceEvent } from '#places/events';

/** The last day to answer still counts, in London. A group that was split, placed or withdrawn meanwhile needs no passing over. */
export const aGroupThatDoesNotAnswerIsPassedOver = processOf<PlaceEvent>()({
  name: 'a-group-that-does-not-answer-is-passed-over',
  sends: [{ command: PassOverGroup, ends: [] }],
  on: {
    GroupAskedToSplit: ({ data: { cohortId, groupId, answerBy } }) => [
      { target: groupId, command: commandOf(PassOverGroup, { cohortId, groupId }), due: endOfDay(answerBy) },
    ],
  },
});
