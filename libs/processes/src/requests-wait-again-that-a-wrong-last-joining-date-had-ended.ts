import { commandOf, processOf, type Send } from '#kernel';
import { RestoreUnplaced } from '#places';
import type { PlaceEvent } from '#places/events';

interface OfBook {
  readonly data: { readonly cohortId: string };
}

const waitAgain = ({ data: { cohortId } }: OfBook): readonly Send[] => [
  { target: cohortId, command: commandOf(RestoreUnplaced, { cohortId }) },
];

/**
 * Whoever was not placed only because the day was recorded too early has the old turn again; who was carried on stays there.
 * The book restores them in one decision, so that no seat is offered while some of those who stood before are missing.
 */
export const requestsWaitAgainThatAWrongLastJoiningDateHadEnded = processOf<PlaceEvent>()({
  name: 'requests-wait-again-that-a-wrong-last-joining-date-had-ended',
  sends: [{ command: RestoreUnplaced, ends: [] }],
  on: {
    BookMoved: waitAgain,
    CarryingRefused: waitAgain,
    PlaceFactStruck: (event) => (event.data.othersFollow ? waitAgain(event) : []),
  },
});
