import { commandOf, endOfDay, processOf } from '#kernel';
import { OfferNextInLine, PassOverGroup } from '#places';
import type { PlaceEvent } from '#places/events';

/** The last day to answer still counts, in London. A group that was split, placed or withdrawn meanwhile needs no passing over. */
export const aGroupThatDoesNotAnswerIsPassedOver = processOf<PlaceEvent>()({
  name: 'a-group-that-does-not-answer-is-passed-over',
  sends: [
    { command: PassOverGroup, ends: [] },
    { command: OfferNextInLine, ends: [] },
  ],
  on: {
    GroupAskedToSplit: ({ data: { cohortId, groupId, answerBy } }) => [
      { target: groupId, command: commandOf(PassOverGroup, { cohortId, groupId }), due: endOfDay(answerBy) },
      // What was kept for it is free from then on, whether or not it is passed over: another may have kept it back meanwhile.
      { target: cohortId, command: commandOf(OfferNextInLine, { cohortId }), due: endOfDay(answerBy) },
    ],
  },
});
