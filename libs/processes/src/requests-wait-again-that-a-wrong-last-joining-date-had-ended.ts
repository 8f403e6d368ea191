import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { notPlacedByAWrongDay, places, StrikePlaceFact } from '#places';
import type { PlaceEvent } from '#places/events';

const REASON = 'The last joining date of the cohort had been recorded wrongly.';

interface OfBook {
  readonly data: { readonly cohortId: string };
}

const waitAgain = async ({ data: { cohortId } }: OfBook, tools: ProcessTools): Promise<readonly Send[]> =>
  notPlacedByAWrongDay(await tools.stateOf(places, cohortId), tools.today).map(({ placeId, eventId }) => ({
    target: placeId,
    command: commandOf(StrikePlaceFact, {
      ...{ cohortId, placeId, eventId },
      fact: 'not_placed',
      reason: REASON,
    }),
  }));

/** Whoever was not placed only because the day was recorded too early has the old turn again; who was carried on stays there. */
export const requestsWaitAgainThatAWrongLastJoiningDateHadEnded = processOf<PlaceEvent>()({
  name: 'requests-wait-again-that-a-wrong-last-joining-date-had-ended',
  sends: [
    {
      command: StrikePlaceFact,
      // Waits again already, or is carried on, or the day has passed by now.
      ends: ['answer-pending', 'no-such-fact', 'others-rest-on-it', 'carried-on', 'last-joining-date-passed'],
    },
  ],
  on: { BookMoved: waitAgain, CarryingRefused: waitAgain },
});
