import { commandOf, processOf, type ProcessTools, type Send } from '#kernel';
import { cohorts } from '#cohorts';
import type { CohortEvent } from '#cohorts/events';
import { GiveBackReturn, type PlaceName, places } from '#places';
import type { PlaceEvent } from '#places/events';

const giveBack = ({ cohortId, placeId }: PlaceName, returnOf: PlaceName): Send => ({
  target: placeId,
  command: commandOf(GiveBackReturn, { cohortId, placeId, returnOf }),
});

const giveBackAll = async (cohortId: string, tools: ProcessTools): Promise<readonly Send[]> => {
  const { returners } = await tools.stateOf(places, cohortId);
  return [...returners].map(([placeId, { returnOf }]) => giveBack({ cohortId, placeId }, returnOf));
};

/**
 * A cohort may be expected by those who return before it enrols. Cancelled before that it has no book that could be
 * cancelled with it: who was noted is told, and so is who is noted only afterwards.
 */
export const returnsEndWithACohortThatNeverOpened = processOf<CohortEvent | PlaceEvent>()({
  name: 'returns-end-with-a-cohort-that-never-opened',
  sends: [{ command: GiveBackReturn, ends: [] }],
  on: {
    CohortCancelled: ({ data: { cohortId } }, tools) => giveBackAll(cohortId, tools),
    BookCancelled: ({ data: { cohortId } }, tools) => giveBackAll(cohortId, tools),
    ReturnAwaited: async ({ data }, tools) => {
      if (data.turn !== undefined) return [];

      const { stage } = await tools.stateOf(cohorts, data.cohortId);
      return stage === 'cancelled' ? [giveBack(data, data.returnOf)] : [];
    },
  },
});
